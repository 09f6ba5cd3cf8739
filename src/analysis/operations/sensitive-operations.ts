/**
 * What a handler does that makes it sensitive: calls of known libraries, writes to telling tables and fields, exports,
 * signatures.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import type { HandlerSite } from "../../frameworks/framework.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, isFunction, isInside, memberName, propertyName, propertyValue, unwrap, type CallNode, type Node } from "../../syntax/ast.js";
import { judgedByName } from "../../syntax/judged-by-name.js";
import { splitWords } from "../../syntax/names.js";
import { nodesIn } from "../../syntax/outline.js";
import { findNode, walk } from "../../syntax/walk.js";
import { CHAT_ROLES, READING_WORDS, SIGNATURE_HEADER, WRITE_METHODS, WRITING_WORDS, type SensitiveAction } from "../../vocabulary/sensitive-actions.js";
import {
  GIVES_AWAY,
  GUARD_STRATEGIES,
  NEUTRAL_WORDS,
  OPERATIONS,
  PASSWORD_FIELD,
  PERSON_TABLE,
  PRIVILEGE_FIELDS,
  SECOND_FACTOR_FIELD,
  SUBJECT_WORDS,
  USER_TABLE,
  type Operation,
} from "../../vocabulary/sensitive-operations.js";
import { handlersByFunction } from "../../frameworks/handler-around.js";
import { withFieldsGiven } from "./fields-given.js";
import { documentWriteOf, type DocumentWrite, type FieldWrite } from "./document-writes.js";
import { fieldsOf, isGone, isPlanField, isProved, isShutOut, sensitiveWrite, type Field } from "./sensitive-writes.js";
import { sensitiveProcedure } from "./stored-procedures.js";
import { tableWriteOf, type TableWrite } from "../records/table-writes.js";

export interface Sensitivity extends SensitiveAction {
  /** What was seen: `route /api/auth/login`, `calls stripe.refunds.create`, `named resetPassword`. */
  readonly evidence: string;
  /** The call that is the act, where one was seen. */
  readonly act?: Node;
}

const NO_HANDLERS: readonly HandlerSite[] = [];

/**
 * The first sensitive act of a handler; a known call says more than a row that is written beside it. What a branch does that
 * is a handler of its own is that one's.
 */
export function sensitiveOperation(
  handler: HandlerSite,
  file: SourceFile,
  handlers: readonly HandlerSite[] = NO_HANDLERS,
): Sensitivity | undefined {
  const within = handler.region ?? handler.fn;
  if (!within) return undefined;
  const branches = (handlersByFunction(handlers).get(handler.fn) ?? []).flatMap(({ region }) =>
    region && region !== within && isInside(region, within) ? [region] : [],
  );
  const calls = nodesIn(file.outline.calls, within).filter((call) => !branches.some((branch) => isInside(call, branch)));
  const called = firstAct(calls, file);
  if (called) return called;
  const header = signatureHeader(within, file);
  if (header !== undefined) return { category: "webhook", event: "webhook.verify", evidence: `reads the header ${header}` };
  return ofTemplates(within, file) ?? ofDownload(within, file);
}

/** The first act among the calls, with the call that it is. */
export function firstAct(calls: readonly CallNode[], file: SourceFile): Sensitivity | undefined {
  for (const read of [ofKnownCall, ofOwnCall]) {
    for (const call of calls) {
      const found = read(call, file);
      if (found) return { ...found, act: call };
    }
  }
  return undefined;
}

function ofKnownCall(call: CallNode, file: SourceFile): Sensitivity | undefined {
  const path = callPath(call);
  const known = path === undefined ? undefined : knownOperation(call, path, file);
  return known && { category: known.category, event: known.event, evidence: `calls ${path}` };
}

function ofOwnCall(call: CallNode, file: SourceFile): Sensitivity | undefined {
  if (call.type !== "CallExpression") return undefined;
  const written = tableWriteOf(call, file);
  const write = written && withFieldsGiven(written, call, file);
  return (
    (write && sensitiveWrite(write, file)) ??
    writtenByName(call, write) ??
    ofDocument(call, file) ??
    ofInvitation(call) ??
    ofProcedure(call, file) ??
    comparedSignature(call, file) ??
    toolsWithEffects(call, file) ??
    toolByName(call)
  );
}

function ofProcedure(call: TSESTree.CallExpression, file: SourceFile): Sensitivity | undefined {
  const found = sensitiveProcedure(call, file);
  return found && { category: found.category, event: found.event, evidence: `calls ${found.procedure}` };
}

/** `tools[name].execute(input)`: a tool that somebody, most often a model, has named. */
function toolByName(call: TSESTree.CallExpression): Sensitivity | undefined {
  const callee = unwrap(call.callee);
  const chosen = callee.type === "MemberExpression" && TOOL_RUNS.test(memberName(callee) ?? "") ? unwrap(callee.object) : undefined;
  if (chosen?.type !== "MemberExpression" || !chosen.computed || chosen.property.type === "Literal") return undefined;
  const registry = dottedPath(chosen.object)?.at(-1);
  return registry !== undefined && splitWords(registry).some((word) => word === "tools" || word === "tool") ? { category: "ai", event: "ai.tool_call", evidence: `runs one of ${registry}` } : undefined;
}

const TOOL_RUNS = /^(?:execute|run|invoke|call|handler)$/;

/** `admin.auth().deleteUser` → `admin.auth.deleteUser`: names through the calls between. */
export function callPath(call: CallNode): string | undefined {
  const names: string[] = [];
  let inner: Node = unwrap(call.callee);
  // What is called with the result of a call has no name of its own: `passport.authenticate("jwt")(req, res)`.
  if (inner.type === "CallExpression") return undefined;
  for (;;) {
    if (inner.type === "MemberExpression") {
      const name = memberName(inner);
      if (name === undefined) break;
      names.unshift(name);
      inner = unwrap(inner.object);
    } else if (inner.type === "CallExpression") inner = unwrap(inner.callee);
    else break;
  }
  if (inner.type === "Identifier") names.unshift(inner.name);
  return names.length > 0 ? names.join(".") : undefined;
}

/** The operations that a path may be, by its spelling. */
const operationsCalled = judgedByName((path): readonly Operation[] => OPERATIONS.filter(({ call }) => call.test(path)));

function knownOperation(call: CallNode, path: string, file: SourceFile): Operation | undefined {
  let source: string | undefined | null;
  const isFrom = (module: RegExp): boolean => {
    if (source === undefined) source = sourceOf(call.callee, file) ?? null;
    return source !== null && module.test(source);
  };
  return operationsCalled(path).find(
    (candidate) =>
      !setsOnly(call, candidate.harmlessFields) &&
      (candidate.sets === undefined || setsField(call, candidate.sets)) &&
      call.arguments.length >= (candidate.least ?? 0) &&
      (candidate.from === undefined || isFrom(candidate.from)) &&
      !provesCaller(call, path),
  );
}

const DEPTH = 6;

/** The module behind a callee: of its import, or of what it was made by: `const hook = new Webhook(secret)`. */
function sourceOf(node: Node, file: SourceFile, depth = DEPTH): string | undefined {
  if (depth === 0) return undefined;
  const inner = unwrap(node);
  if (inner.type === "MemberExpression") return sourceOf(inner.object, file, depth);
  if (inner.type === "CallExpression" || inner.type === "NewExpression") return sourceOf(inner.callee, file, depth - 1);
  if (inner.type !== "Identifier") return undefined;
  const binding = file.bindings.of(inner);
  if (binding.kind === "import") return binding.source;
  return binding.kind === "variable" && binding.init ? sourceOf(binding.init, file, depth - 1) : undefined;
}

/** `passport.authenticate("jwt")` asks who is calling; it logs nobody in. */
function provesCaller(call: CallNode, path: string): boolean {
  const [strategy] = call.arguments;
  return path.endsWith("passport.authenticate") && strategy?.type === "Literal" && GUARD_STRATEGIES.has(String(strategy.value));
}

function givenObject(call: CallNode): TSESTree.ObjectExpression | undefined {
  return call.arguments.find((argument) => argument.type === "ObjectExpression");
}

function setsOnly(call: CallNode, harmless: readonly string[] | undefined): boolean {
  const object = givenObject(call);
  return harmless !== undefined && object !== undefined && object.properties.every((property) => harmless.includes(propertyName(property) ?? ""));
}

function setsField(call: CallNode, field: string): boolean {
  return givenObject(call)?.properties.some((property) => propertyName(property) === field) ?? false;
}

/**
 * `user.update({ data: { role } })`, `updateTeamMember(id, { role })`, `db.update(users).set({ role })`, `UPDATE users SET
 * role = …`.
 */
function writtenByName(call: TSESTree.CallExpression, write: TableWrite | undefined): Sensitivity | undefined {
  const name = calleeName(call) ?? "";
  const updates = write ? write.verb === "update" || /^(?:upsert|save)$/.test(name) : WRITE_METHODS.has(name) || WRITING_WORDS.has(splitWords(name)[0] ?? "");
  if (!updates) return undefined;
  const subject = subjectOf(call, write);
  if (subject === "another") return undefined;
  const updated = name === "upsert" ? propertyValue(call.arguments[0], "update") : undefined;
  // What an upsert makes, nobody had before.
  const fields = updated ? fieldsOf({ values: updated.type === "ObjectExpression" ? [updated] : [], columns: [] }) : write ? fieldsOf(write) : fieldsGiven(call);
  const field = fields.find((candidate) => PRIVILEGE_FIELDS.has(candidate.name) && candidate.value?.type !== "ObjectExpression" && (subject === "person" || !isChatRole(candidate.value)));
  if (field) return { category: "authorization", event: "user.role.change", evidence: `writes ${field.name}` };
  // `updateWorkspace(id, { plan })`: a write to a table is asked elsewhere.
  const plan = write || subject !== "person" ? undefined : fields.find((candidate) => /^(?:plan|plan_?id|plan_?name|subscription_?(?:plan|tier))$/i.test(candidate.name));
  return plan && { category: "billing", event: "billing.subscription", evidence: `writes ${plan.name}` };
}

/** `createInvitation({ email, role })`: whoever takes it will have the role. */
function ofInvitation(call: TSESTree.CallExpression): Sensitivity | undefined {
  const [verb = "", ...words] = splitWords(calleeName(call) ?? "");
  if (!INVITES.test(verb) || ![verb, ...words].some((word) => INVITED.test(word))) return undefined;
  const role = fieldsGiven(call).find(({ name }) => PRIVILEGE_FIELDS.has(name));
  return role && { category: "authorization", event: "user.invite", evidence: `calls ${callPath(call) ?? verb}` };
}

const INVITES = /^(?:create|send|add|insert|make|issue|invite)$/;
const INVITED = /^invit(?:es?|ations?)$/;

/** `user.role = role; await user.save()`. */
function ofDocument(call: TSESTree.CallExpression, file: SourceFile): Sensitivity | undefined {
  const write = documentWriteOf(call, file);
  if (!write?.words.some((word) => SUBJECT_WORDS.has(word))) return undefined;
  if (write.isNew) return ofNewDocument(write);
  const found = (holds: (name: string) => boolean): FieldWrite | undefined => write.fields.find(({ name }) => holds(name));
  const role = found((name) => PRIVILEGE_FIELDS.has(name));
  if (role) return { category: "authorization", event: "user.role.change", evidence: `writes ${role.name}` };
  const factor = found((name) => SECOND_FACTOR_FIELD.test(name));
  if (factor?.value?.type === "Literal") return { category: "authentication", event: factor.value.value ? "auth.mfa.enable" : "auth.mfa.disable", evidence: `writes ${factor.name}` };
  const password = found((name) => PASSWORD_FIELD.test(name));
  if (password) return { category: "authentication", event: "auth.password.change", evidence: `writes ${password.name}` };
  const gone = write.words.some((word) => USER_TABLE.test(word)) ? write.fields.find(isGone) : undefined;
  if (gone) return { category: "authentication", event: "user.delete", evidence: `writes ${gone.name}` };
  const shut = write.words.some((word) => PERSON_TABLE.test(word)) ? write.fields.find(isShutOut) : undefined;
  if (shut) return { category: "admin", event: "admin.user_update", evidence: `writes ${shut.name}` };
  const proved = write.words.some((word) => PERSON_TABLE.test(word)) ? write.fields.find(isProved) : undefined;
  if (proved) return { category: "authentication", event: "user.update", evidence: `writes ${proved.name}` };
  const plan = found((name) => isPlanField(name, file));
  return plan && { category: "billing", event: "billing.subscription", evidence: `writes ${plan.name}` };
}

/** `new User({ email, password })`: somebody who can sign in from now on. What else is made has the state that all begin with. */
function ofNewDocument({ fields }: DocumentWrite): Sensitivity | undefined {
  const password = fields.find(({ name }) => PASSWORD_FIELD.test(name));
  return password && { category: "authentication", event: "user.create", evidence: `writes ${password.name}` };
}

/** Whose field it is: somebody's, something else's (the role of a post), or not said. */
function subjectOf(call: TSESTree.CallExpression, write: TableWrite | undefined): "person" | "another" | "unknown" {
  const words = splitWords(write?.table ?? callPath(call) ?? "").filter((word) => !WRITING_WORDS.has(word));
  if (words.some((word) => SUBJECT_WORDS.has(word))) return "person";
  return words.some((word) => !NEUTRAL_WORDS.has(word)) ? "another" : "unknown";
}

/** The fields of a call's objects at any depth, but those that choose rows, and those of chat messages. */
function fieldsGiven(call: TSESTree.CallExpression): Field[] {
  const fields: Field[] = [];
  for (const argument of call.arguments) {
    if (argument.type !== "ObjectExpression") continue;
    walk(argument, (node) => {
      if (node.type === "ObjectExpression" && node.properties.some((property) => propertyName(property) === "content")) return false;
      if (node.type !== "Property") return undefined;
      const name = propertyName(node);
      if (name === "where" || name === "select" || name === "include") return false;
      if (name !== undefined) fields.push({ name, value: node.value as Node });
      return undefined;
    });
  }
  return fields;
}

function isChatRole(value: Node | undefined): boolean {
  return value?.type === "Literal" && CHAT_ROLES.has(String(value.value));
}

/** `timingSafeEqual(expected, Buffer.from(signature))`: the check of a webhook by hand. */
function comparedSignature(call: TSESTree.CallExpression, file: SourceFile): Sensitivity | undefined {
  if (!/^(?:timingSafeEqual|timingSafeCompare|safeCompare)$/.test(calleeName(call) ?? "")) return undefined;
  const compared = call.arguments.map(({ range }) => file.view.text.slice(...range)).join(" ");
  return /signature|hmac|\bsig\b/i.test(compared) ? { category: "webhook", event: "webhook.verify", evidence: "compares a signature" } : undefined;
}

/** `streamText({ tools: { refund: tool({ execute: async () => db.… }) } })`: a model that may change something. */
function toolsWithEffects(call: TSESTree.CallExpression, file: SourceFile): Sensitivity | undefined {
  const name = calleeName(call) ?? "";
  if (!/^(?:streamText|generateText|streamUI|runTools)$/.test(name)) return undefined;
  const tools = givenObject(call)?.properties.find((property) => propertyName(property) === "tools");
  if (tools?.type !== "Property") return undefined;
  const found = toolsOf(tools.value, file).some((tool) => actsByName(propertyName(tool)) || findNode(tool, (node) => node.type === "Property" && /^(?:execute|generate|function)$/.test(propertyName(node) ?? "") && isFunction(node.value) && changesSomething(node.value, file)));
  return found ? { category: "ai", event: "ai.tool_call", evidence: `calls ${name} with tools that write` } : undefined;
}

/** The tools of an object, those of the constants that it spreads among them. */
function toolsOf(node: Node, file: SourceFile, depth = 4): Node[] {
  const inner = unwrap(node);
  if (inner.type === "ObjectExpression") return inner.properties.flatMap((property) => (property.type === "SpreadElement" ? toolsOf(property.argument, file, depth) : [property]));
  const binding = depth > 0 ? file.bindings.ofExpression(inner) : undefined;
  if (binding?.kind === "variable" && binding.init && !binding.pattern) return toolsOf(binding.init, file, depth - 1);
  return inner.type === "ArrayExpression" || inner.type === "CallExpression" ? [inner] : [];
}

/** `generateCoupon`, `refundOrder`: a tool that gives something away, by its name. */
function actsByName(name: string | undefined): boolean {
  const words = splitWords(name ?? "");
  return !words.some((word) => READING_WORDS.has(word)) && (words.some((word) => GIVES_AWAY.has(word)) || DOES_FOR_GOOD.test(words[0] ?? "") || (/^(?:execute|run)$/.test(words[0] ?? "") && RUN.test(words.at(-1) ?? "")));
}

/** `deleteFile`, `sendEmail`: what cannot be taken back. */
const DOES_FOR_GOOD = /^(?:cancel|charge|delete|destroy|drop|pay|remove|send|transfer|wipe)$/;
const RUN = /^(?:bash|code|command|commands|query|script|shell|sql)$/;

function changesSomething(fn: Node, file: SourceFile): boolean {
  return nodesIn(file.outline.calls, fn).some((call) => {
    const path = callPath(call);
    if (path !== undefined && knownOperation(call, path, file)) return true;
    return tableWriteOf(call, file)?.certain ?? false;
  });
}

/** SQL in templates such as sql`update users set role = …`. */
function ofTemplates(within: Node, file: SourceFile): Sensitivity | undefined {
  if (!/`\s*(?:insert|update|delete)\b/i.test(file.view.text.slice(...within.range))) return undefined;
  let found: Sensitivity | undefined;
  walk(within, (node) => {
    const write = node.type === "TaggedTemplateExpression" ? tableWriteOf(node, file) : undefined;
    if (!found && write) found = sensitiveWrite(write, file) ?? privilegeColumn(write);
  });
  return found;
}

function privilegeColumn({ table, columns }: TableWrite): Sensitivity | undefined {
  const column = splitWords(table).some((word) => SUBJECT_WORDS.has(word))
    ? columns.find((name) => PRIVILEGE_FIELDS.has(name))
    : undefined;
  return column === undefined ? undefined : { category: "authorization", event: "user.role.change", evidence: `writes ${column}` };
}

/** `Content-Disposition: attachment; filename="users.csv"`: a table of records to take away. */
function ofDownload(within: Node, file: SourceFile): Sensitivity | undefined {
  if (!/attachment/.test(file.view.text.slice(...within.range))) return undefined;
  const names = (text: string): boolean => /attachment;?[^\n]*\.(?:csv|tsv|xlsx?|ndjson)\b/i.test(text) && !FORM.test(text);
  const header = findNode(within, (node) => {
    if (node.type === "TemplateLiteral") return names(node.quasis.map(({ value }) => value.raw).join("x"));
    return node.type === "Literal" && typeof node.value === "string" && names(node.value);
  });
  return header && { category: "data", event: "data.export", evidence: "answers with a table as an attachment" };
}

/** An empty table to fill in. */
const FORM = /template|sample|example|demo\b/i;

/** The header in which a webhook's signature comes: `req.headers.get("x-hub-signature-256")`, `headers["stripe-signature"]`. */
function signatureHeader(within: Node, file: SourceFile): string | undefined {
  for (const call of nodesIn(file.outline.calls, within)) {
    const [name] = call.arguments;
    if (name?.type === "Literal" && isSignatureHeader(name.value) && /^(?:get|header)$/.test(calleeName(call) ?? "")) return String(name.value);
  }
  for (const member of nodesIn(file.outline.members, within)) {
    if (member.computed && member.property.type === "Literal" && isSignatureHeader(member.property.value)) return String(member.property.value);
  }
  return undefined;
}

function isSignatureHeader(value: unknown): boolean {
  return typeof value === "string" && SIGNATURE_HEADER.test(value);
}
