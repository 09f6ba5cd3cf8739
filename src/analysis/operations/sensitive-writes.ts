/** What a write to the database is, by its table and by the fields that it sets. */
import type { SourceFile } from "../../source-file.js";
import { propertyName, unwrap, type Node } from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";
import { LEAVE_WORDS, type Category } from "../../vocabulary/sensitive-actions.js";
import {
  CONNECTION_TABLE,
  GRANTEE_FIELD,
  GRANT_TABLE,
  INVITATION_TABLE,
  KEY_FIELD,
  KEY_HASH_FIELD,
  KEY_TABLE,
  MEMBER_TABLE,
  MEMBER_WORDS,
  LET_IN_FIELD,
  NOT_PAID,
  PAID_FIELD,
  PASSWORD_FIELD,
  PERSON_TABLE,
  PLAN_FIELDS,
  PRIVILEGE_FIELDS,
  REFRESH_TABLE,
  REVOKED_FIELD,
  SESSION_TABLE,
  SETTINGS_TABLE,
  SHUT_OUT_FIELD,
  SUBJECT_WORDS,
  TEAM_WORDS,
  USER_TABLE,
} from "../../vocabulary/sensitive-operations.js";
import {
  ACCOUNT_PROVED_FIELD,
  ADDRESS_FIELD,
  ADDRESS_PROVED_FIELD,
  ADMIN_ROLE,
  BALANCE_ENTRIES,
  BALANCE_FIELD,
  BALANCE_TABLE,
  CREDITS_FIELD,
  DEVICE_FIELD,
  DEVICE_TABLE,
  GONE_FIELD,
  HOLDER_TABLE,
  INVITED_AS,
  TEAM_TABLE,
} from "../../vocabulary/account-tables.js";
import type { TableWrite } from "../records/table-writes.js";
import type { Sensitivity } from "./sensitive-act.js";

export interface Field {
  readonly name: string;
  readonly value: Node | undefined;
}

/** Undefined for a write that changes nobody's access, money or settings. */
export function sensitiveWrite(write: TableWrite, file: SourceFile): Sensitivity | undefined {
  const { table, verb, certain } = write;
  if (!certain) return undefined;
  const byTable = `${VERB_WORDS[verb]} ${table}`;
  const sensitive = (category: Category, event: string, evidence = byTable): Sensitivity => ({ category, event, evidence });
  const words = splitWords(table);
  if (KEY_TABLE.test(table) && verb !== "update") return sensitive("keys", verb === "delete" ? "key.revoke" : "key.create");
  const ofKey = KEY_TABLE.test(table) ? keyChanged(fieldsOf(write)) : undefined;
  if (ofKey) return sensitive("keys", ...ofKey);
  if (verb === "delete" && USER_TABLE.test(table)) return sensitive("authentication", "user.delete");
  if (isMemberTable(table, words) && (verb === "insert" || (verb === "delete" && !INVITATION_TABLE.test(table)))) return sensitive("authorization", "user.role.change");
  const fields = fieldsOf(write);
  if (GRANT_TABLE.test(table) && verb !== "update" && fields.some(({ name }) => GRANTEE_FIELD.test(name))) return sensitive("authorization", "user.role.change");
  // Settings that are made where they are missing, and else stay as they are, are asked for like that.
  if (SETTINGS_TABLE.test(table) && !write.onlyMissing) return sensitive("configuration", "config.change");
  const key = [...fields, ...fields.flatMap(fieldsWithin)].find((field) => KEY_FIELD.test(field.name) && !(verb === "insert" && isNothing(field)));
  if (key) return sensitive("keys", isNothing(key) ? "key.revoke" : "key.create", `writes ${key.name}`);
  const isSubject = words.some((word) => SUBJECT_WORDS.has(word));
  const plan = isSubject && verb === "update" ? fields.find(({ name }) => isPlanField(name, file)) : undefined;
  if (plan) return sensitive("billing", "billing.subscription", `writes ${plan.name}`);
  const gone = verb === "update" && USER_TABLE.test(table) ? fields.find(isGone) : undefined;
  if (gone) return sensitive("authentication", "user.delete", `writes ${gone.name}`);
  const shut = verb === "update" && PERSON_TABLE.test(table) ? fields.find(isShutOut) : undefined;
  if (shut) return sensitive("admin", "admin.user_update", `writes ${shut.name}`);
  const credential = ofCredential(write, fields, isSubject, file);
  if (credential) return sensitive("authentication", credential);
  const admin = verb === "insert" && PERSON_TABLE.test(table) ? fields.find(makesAdmin) : undefined;
  if (admin) return sensitive("authorization", "user.role.change", `writes ${admin.name}`);
  if (connects(write, fields)) return sensitive("configuration", "config.change");
  const paid = verb === "update" && !words.some((word) => LEAVE_WORDS.has(word)) ? fields.find(isPaid) : undefined;
  if (paid) return sensitive("billing", "billing.payment", `writes ${paid.name}`);
  const [category, event, field] = ofAccount(write, fields, file) ?? [];
  return category && sensitive(category, event!, field && `writes ${field.name}`);
}

/** A key that is made anew, or is good no more: a name for it, or a stamp of its last use, is neither. */
function keyChanged(fields: readonly Field[]): readonly [event: string, evidence: string] | undefined {
  const revoked = fields.find((field) => {
    if (LET_IN_FIELD.test(field.name)) return isFalse(field.value);
    return REVOKED_FIELD.test(field.name) && !isFalse(field.value) && !isNothing(field);
  });
  if (revoked) return ["key.revoke", `writes ${revoked.name}`];
  const made = fields.find((field) => KEY_HASH_FIELD.test(field.name) && !isNothing(field));
  return made && ["key.create", `writes ${made.name}`];
}

function isFalse(value: Node | undefined): boolean {
  return value?.type === "Literal" && value.value === false;
}

/** A team of colleagues, as against one that plays in a league. */
const HAS_MEMBERS = /\b(?:team_?)?member(?:ship)?s?\b|teamMember|invitations?\b|\bowner_?id\b/i;

/** What becomes of somebody's account, team or balance: the act, and the field that tells of it. */
function ofAccount(
  { table, verb }: TableWrite,
  fields: readonly Field[],
  file: SourceFile,
): readonly [Category, string, Field?] | undefined {
  const field = (name: RegExp): Field | undefined => fields.find((candidate) => name.test(candidate.name));
  if (verb === "delete") return TEAM_TABLE.test(table) || (/^teams?$/i.test(table) && HAS_MEMBERS.test(file.view.text)) ? ["data", "data.delete"] : undefined;
  if (verb === "insert") {
    if (BALANCE_ENTRIES.test(table)) return ["billing", "billing.payment"];
    return INVITATION_TABLE.test(table) && field(INVITED_AS) ? ["authorization", "user.role.change"] : undefined;
  }
  if (DEVICE_TABLE.test(table) && field(DEVICE_FIELD)) return ["authentication", "auth.token.create"];
  const balance = holdsBalance(table) ? (field(BALANCE_FIELD) ?? field(CREDITS_FIELD)) : undefined;
  if (balance) return ["billing", "billing.payment", balance];
  const proved = PERSON_TABLE.test(table) ? fields.find(isProved) : undefined;
  if (proved) return ["authentication", "user.update", proved];
  const address = USER_TABLE.test(table) ? field(ADDRESS_FIELD) : undefined;
  return address && ["authentication", "user.update", address];
}

function holdsBalance(table: string): boolean {
  return BALANCE_TABLE.test(table) || HOLDER_TABLE.test(table);
}

/** `role: "admin"`, `is_admin: true`: whoever is made like that may do what nobody may who signs up. */
function makesAdmin({ name, value }: Field): boolean {
  return PRIVILEGE_FIELDS.has(name) && value?.type === "Literal" && (value.value === true || ADMIN_ROLE.test(String(value.value)));
}

const VERB_WORDS: Readonly<Record<TableWrite["verb"], string>> = { insert: "writes to", update: "writes to", delete: "deletes from" };

/** `client_team_members`, `WorkspaceInvitation`. */
function isMemberTable(table: string, words: readonly string[]): boolean {
  return MEMBER_TABLE.test(table) || (words.length > 2 && TEAM_WORDS.has(words.at(-2)!) && MEMBER_WORDS.has(words.at(-1)!));
}

/** A session, a token that renews one, or a password. A stamp of when a session was seen last is none of these. */
function ofCredential(
  { table, verb, sweeps }: TableWrite,
  fields: readonly Field[],
  isSubject: boolean,
  file: SourceFile,
): string | undefined {
  if (sweeps) return undefined;
  if (REFRESH_TABLE.test(table)) return verb === "insert" ? "auth.token.create" : "auth.token.revoke";
  if (verb === "update") return keepsPassword(fields, isSubject) ? "auth.password.change" : undefined;
  if (verb === "insert" && keepsPassword(fields, isSubject)) return "user.create";
  const isSession = SESSION_TABLE.test(table) || (/^sessions?$/i.test(table) && SIGNED_IN.test(file.view.text) && !isAppointment(fields));
  return isSession ? (verb === "insert" ? "auth.token.create" : "auth.token.revoke") : undefined;
}

/** Whatever the table is called, a hash of a password is one of somebody who signs in with it. */
function keepsPassword(fields: readonly Field[], isSubject: boolean): boolean {
  return fields.some(({ name }) => PASSWORD_FIELD.test(name) && (isSubject || /hash|digest/i.test(name)));
}

/** Of sessions of those who signed in, as against those of a course. */
const SIGNED_IN = /session_?token|user_?agent|token_?hash|expires_?at|\bauth\.api\b|password|\b(?:log|sign)_?-?out|\brevok|clearCookie|cookies?(?:\(\))?\)?\.delete/i;

/** A lesson or a treatment has its day, and nothing by which somebody is known again. */
function isAppointment(fields: readonly Field[]): boolean {
  return fields.some(({ name }) => MEETS.test(name)) && !fields.some(({ name }) => KNOWN_AGAIN.test(name));
}

const MEETS = /^(?:date|time|start_?(?:date|time)|session_?(?:date|type|time|value)|duration\w*|patient\w*|doctor\w*|therapist\w*|teacher\w*|tutor\w*|coach\w*|student\w*|course\w*|topic|title|venue|room)$/i;
const KNOWN_AGAIN = /token|expir|user_?agent|cookie|^(?:ip|sid|jti)(?:_?address)?$/i;

/** Somebody's account at another service is connected with this one, or parted from it. Tokens that are renewed are neither. */
function connects({ table, verb }: TableWrite, fields: readonly Field[]): boolean {
  if (verb === "update") return false;
  if (verb === "delete") return CONNECTION_TABLE.test(table);
  // A row that is made without an account yet has a place for its tokens.
  const holds = (name: RegExp): boolean => fields.some((field) => name.test(field.name) && !isNothing(field));
  return holds(/^(?:\w+_)?access_?token(?:_\w+)?$|^encrypted_?access_?token$/i) && holds(/^(?:\w+_)?refresh_?token(?:_\w+)?$|^(?:token_?)?(?:expires|expiry|scopes?)/i);
}

/** `api_key: null`. */
function isNothing({ value }: Field): boolean {
  return value?.type === "Literal" && value.value === null;
}

/** `banned: true`, `is_active: false`, whatever the request says: whoever confirms an address is let in by that. */
export function isShutOut({ name, value }: Field): boolean {
  return SHUT_OUT_FIELD.test(name) || (LET_IN_FIELD.test(name) && !(value?.type === "Literal" && value.value === true));
}

/** `isDeleted: true`, `deletedAt: new Date()`: the account is kept, and nobody signs in with it any more. */
export function isGone({ name, value }: Field): boolean {
  return GONE_FIELD.test(name) && (value?.type === "NewExpression" || (value?.type === "Literal" && value.value === true));
}

/** `emailVerified: new Date()`, `isVerified: true`: whoever had the link is who signed up, and may sign in. */
export function isProved({ name, value }: Field): boolean {
  return ADDRESS_PROVED_FIELD.test(name) || (ACCOUNT_PROVED_FIELD.test(name) && value?.type === "Literal" && value.value === true);
}

/** Not the state that an order begins with, nor one that it falls back to. */
function isPaid({ name, value }: Field): boolean {
  return PAID_FIELD.test(name) && (value === undefined || maySayPaid(value));
}

/** `proof ? "UPLOADED" : "PENDING"` says it in neither case. */
function maySayPaid(value: Node): boolean {
  const inner = unwrap(value);
  if (inner.type === "ConditionalExpression") return maySayPaid(inner.consequent) || maySayPaid(inner.alternate);
  return inner.type !== "Literal" || (inner.value !== false && inner.value !== null && !NOT_PAID.test(String(inner.value)));
}

/** `config: { secret_key }`: what is kept in one column. */
function fieldsWithin({ value }: Field): Field[] {
  return value?.type === "ObjectExpression" ? fieldsOf({ values: [value], columns: [] }) : [];
}

/** A tier may be one of medals, where nobody subscribes to anything. */
export function isPlanField(name: string, file: SourceFile): boolean {
  return PLAN_FIELDS.has(name) && (name !== "tier" || /subscri|billing|stripe|payment|\bplans?\b/i.test(file.view.text));
}

export function fieldsOf({ values, columns }: Pick<TableWrite, "values" | "columns">): Field[] {
  return [
    ...columns.map((name) => ({ name, value: undefined })),
    ...values.flatMap(({ properties }) =>
      properties.flatMap((property) => {
        const name = propertyName(property);
        return name === undefined || property.type !== "Property" ? [] : [{ name, value: property.value as Node }];
      }),
    ),
  ];
}
