/**
 * What the audit events of a file say of themselves, and what they leave out. Events of the project's own emitter, and of the
 * functions that its settings name, are asked for every field. What an audit function of somebody else's takes the file cannot
 * show: there only what is wrong under any schema counts.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import type { HandlerSite } from "../../frameworks/framework.js";
import { constantOf, staticString } from "../../scope/static-value.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, memberName, propertyName, unwrap, type Node } from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";
import { EVENT_NAME } from "../../vocabulary/event-name.js";
import { FIELD_ALIASES } from "../../vocabulary/field-aliases.js";
import type { Outcome } from "../../vocabulary/outcome.js";
import { placeholderActor, unnamedRow } from "../records/audit-row-faults.js";
import { isTellingType } from "../secrets/cleared-values.js";
import { importedName, isEmitterCall } from "../records/emitter-call.js";
import type { FileFacts } from "../file-facts.js";
import type { Exit } from "../records/exit.js";
import { handlerAround } from "../../frameworks/handler-around.js";
import { contradictions, fieldObjects, outcomeSaid, type Contradiction } from "./outcome-said.js";
import { isConfigured, recordOf } from "../records/records.js";
import type { RecordCall } from "../records/record-call.js";

export type AuditField = "actor" | "route" | "outcome" | "reason";

export const AUDIT_FIELDS: readonly AuditField[] = ["actor", "route", "outcome", "reason"];

const ALIASES: Readonly<Record<AuditField | "event", ReadonlySet<string>>> = {
  event: new Set(FIELD_ALIASES.event),
  // A function that is handed the session takes the actor out of it.
  actor: new Set([...FIELD_ALIASES.actor_id, "session", "currentUser"]),
  route: new Set(FIELD_ALIASES.route),
  outcome: new Set(FIELD_ALIASES.outcome),
  reason: new Set(FIELD_ALIASES.reason),
};

/** The part of an event that a name stands for: `userId` is the actor. */
export function auditFieldNamed(name: string): AuditField | "event" | undefined {
  return (["event", ...AUDIT_FIELDS] as const).find((field) => ALIASES[field].has(name));
}

export interface AuditEvent {
  readonly record: RecordCall;
  /** The innermost handler that the call stands in. */
  readonly handler: HandlerSite | undefined;
  /** The ends of the handler that the event stands on the way to. */
  readonly exits: readonly Exit[];
  /** The expression that names the event. */
  readonly name: Node | undefined;
  /** The event's name, where it is always the same. */
  readonly event: string | undefined;
  /** The fields, where the form of the call is known. */
  readonly given: GivenFields | undefined;
  /** How the event says that it ended. */
  readonly outcome: Outcome | undefined;
  readonly missing: readonly AuditField[];
  readonly nameFault: NameFault | undefined;
  /** The property whose value is an error's message where a code is wanted. */
  readonly echo: TSESTree.Property | undefined;
  readonly contradiction: Contradiction | undefined;
  /** The property that names the actor with a text in which somebody was to put an id. */
  readonly placeholder: TSESTree.Property | undefined;
  /** The table of a row that does not say what was done. */
  readonly unnamed: string | undefined;
}

/** `open`: the name changes with what is put into it. `form`: it is always the same and not of the vocabulary's form. */
export interface NameFault {
  readonly kind: "open" | "form";
  readonly node: Node;
}

/** Every audit event of the file, in source order. */
export function auditEvents(facts: FileFacts): AuditEvent[] {
  const { file } = facts;
  const records = file.outline.calls.map((call) => recordOf(call, file)).filter((record) => record?.strength === "audit");
  if (records.length === 0) return [];
  const contradicting = new Map(contradictions(facts).map((contradiction) => [contradiction.record, contradiction] as const));
  return records.map((record) => describe(record!, contradicting.get(record!), facts));
}

function describe(record: RecordCall, contradiction: Contradiction | undefined, facts: FileFacts): AuditEvent {
  const { file } = facts;
  const form = ownForm(record, file);
  const handler = handlerAround(record.node, facts);
  const exits = handler ? facts.flow(handler).exits.filter(({ records, maybe }) => records.has(record) || maybe.has(record)) : [];
  const given = form && readFields(form.fields, record, file);
  const name = form?.name ?? given?.property("event")?.value ?? (form ? undefined : foreignName(record, file));
  const outcome = outcomeSaid(record, file);
  const objects = given?.object ? [given.object] : fieldObjects(record.node, file);
  return {
    record,
    handler,
    exits,
    name,
    event: staticString(name, file.bindings),
    given,
    outcome,
    missing: given ? missingFields(given, outcome, handler, exits) : [],
    nameFault: name && (form ? nameFault(name, file) : isNamedBeside(name, objects) ? undefined : idInName(name, file)),
    echo: echoedReason(objects, file),
    contradiction,
    placeholder: placeholderActor(objects),
    unnamed: form ? undefined : unnamedRow(record, file),
  };
}

interface Form {
  readonly name: Node | undefined;
  /** The argument that holds the fields; undefined where the call has none. */
  readonly fields: Node | undefined;
}

/** The call's parts, where it has the form of the emitter, or that of a function of the settings that takes an object. */
function ownForm({ node }: RecordCall, file: SourceFile): Form | undefined {
  const given = node.arguments;
  if (given.length > 2 || given.some(({ type }) => type === "SpreadElement")) return undefined;
  const { emitter, auditFunctions } = file.settings;
  const callee = unwrap(node.callee);
  const [first, second] = given;
  if (isEmitterCall(callee, file)) {
    if (emitter.style === "object") return given.length === 1 ? { name: undefined, fields: first } : undefined;
    return first && unwrap(first).type !== "ObjectExpression" ? { name: first, fields: second } : undefined;
  }
  const path = dottedPath(callee);
  if (!path || !(isConfigured(auditFunctions, path.join(".")) || isConfigured(auditFunctions, path.at(-1)!))) return undefined;
  if (given.length === 1) return objectOf(first!, file) ? { name: undefined, fields: first } : undefined;
  return second && objectOf(second, file) && isText(first!, file) ? { name: first, fields: second } : undefined;
}

function isText(node: Node, file: SourceFile): boolean {
  const { type } = unwrap(node);
  return type === "TemplateLiteral" || type === "BinaryExpression" || staticString(node, file.bindings) !== undefined;
}

export interface GivenFields {
  /** The object literal that holds them; undefined where there is none, or none that can be read. */
  readonly object: TSESTree.ObjectExpression | undefined;
  readonly has: (field: AuditField) => boolean;
  readonly property: (field: AuditField | "event") => TSESTree.Property | undefined;
  /** True when something may be among them that the file does not show. */
  readonly open: boolean;
}

/** Fields by their names; a property is left out where another statement writes it. */
type Names = Map<string, TSESTree.Property | undefined>;

function readFields(argument: Node | undefined, record: RecordCall, file: SourceFile): GivenFields {
  const names: Names = new Map();
  const object = argument && objectOf(argument, file);
  const isKnown = object !== undefined && collectNames(object, names, file) && !isChangedLater(argument!, record, names, file);
  const open = argument !== undefined && !isKnown;
  const find = (field: AuditField | "event"): string | undefined => [...names.keys()].find((name) => ALIASES[field].has(name));
  return { object, open, has: (field) => find(field) !== undefined, property: (field) => names.get(find(field) ?? "") };
}

/** False when the object holds something that cannot be named. */
function collectNames(object: TSESTree.ObjectExpression, names: Names, file: SourceFile): boolean {
  return object.properties.every((property) => {
    if (property.type === "SpreadElement") return collectSpread(property.argument, names, file);
    const name = propertyName(property);
    if (name !== undefined) names.set(name, property);
    return name !== undefined;
  });
}

/** `...requestContext(req)` brings id, address and method of the request: none of what is asked for here. */
function collectSpread(argument: Node, names: Names, file: SourceFile): boolean {
  const inner = unwrap(argument);
  switch (inner.type) {
    case "ObjectExpression":
      return collectNames(inner, names, file);
    case "ConditionalExpression":
      return collectSpread(inner.consequent, names, file) && collectSpread(inner.alternate, names, file);
    case "LogicalExpression":
      return collectSpread(inner.right, names, file) && (inner.operator === "&&" || collectSpread(inner.left, names, file));
    case "CallExpression": {
      const callee = unwrap(inner.callee);
      const name = callee.type === "Identifier" ? importedName(callee, file) : calleeName(inner);
      return name !== undefined && name === file.settings.emitter.context;
    }
    case "Literal":
      return true;
    default: {
      const object = objectOf(inner, file);
      return object !== undefined && collectNames(object, names, file);
    }
  }
}

function objectOf(node: Node, file: SourceFile): TSESTree.ObjectExpression | undefined {
  const inner = unwrap(node);
  if (inner.type === "ObjectExpression") return inner;
  const constant = inner.type === "Identifier" ? constantOf(inner, file.bindings) : undefined;
  const init = constant && unwrap(constant);
  return init?.type === "ObjectExpression" ? init : undefined;
}

/** A constant object may be written to, or handed to something that writes to it, before it is recorded. */
function isChangedLater(argument: Node, record: RecordCall, names: Names, file: SourceFile): boolean {
  const binding = file.bindings.ofExpression(argument);
  if (binding?.kind !== "variable") return false;
  return binding.variable.references.some(({ identifier }) => {
    const use = identifier as Node;
    const { parent } = use;
    if (parent?.type === "CallExpression") return parent !== record.node && parent.arguments.includes(use as never) && !recordOf(parent, file);
    if (parent?.type !== "MemberExpression" || parent.object !== use) return false;
    const name = memberName(parent);
    if (parent.parent.type !== "AssignmentExpression" || parent.parent.left !== parent) return false;
    if (name !== undefined && !names.has(name)) names.set(name, undefined);
    return name === undefined;
  });
}

/**
 * A route is asked for where the file knows one: not of services, jobs and middleware. A reason is asked for where the event
 * says, or its place shows, that it did not go through.
 */
function missingFields(
  given: GivenFields,
  outcome: Outcome | undefined,
  handler: HandlerSite | undefined,
  exits: readonly Exit[],
): AuditField[] {
  if (given.open) return [];
  const said = given.has("outcome") || outcome !== undefined;
  const failed = said ? outcome === "denied" || outcome === "error" : exits.length > 0 && exits.every(isFailure);
  const asked: Readonly<Record<AuditField, boolean>> = {
    actor: true,
    route: handler?.route !== undefined,
    outcome: !said,
    reason: failed,
  };
  return AUDIT_FIELDS.filter((field) => asked[field] && !given.has(field));
}

function isFailure({ answer }: Exit): boolean {
  return answer.outcome === "denied" || answer.outcome === "error";
}

/** What names the event of a call whose form is not known: the field of that name, or a first argument that is a text. */
function foreignName({ node }: RecordCall, file: SourceFile): Node | undefined {
  for (const { properties } of fieldObjects(node, file)) {
    const named = properties.find((property) => /^(?:event|action|eventType|event_type)$/.test(propertyName(property) ?? ""));
    if (named?.type === "Property") return named.value;
  }
  return undefined;
}

function nameFault(node: Node, file: SourceFile): NameFault | undefined {
  const known = staticString(node, file.bindings);
  if (known !== undefined) return EVENT_NAME.test(known) ? undefined : { kind: "form", node };
  const inner = unwrap(node);
  switch (inner.type) {
    case "ConditionalExpression":
      return nameFault(inner.consequent, file) ?? nameFault(inner.alternate, file);
    case "LogicalExpression":
      return nameFault(inner.left, file) ?? nameFault(inner.right, file);
    case "TemplateLiteral":
    case "BinaryExpression":
      return holesOf(inner, file).every((hole) => isBounded(hole, file)) ? undefined : { kind: "open", node };
    default:
      // A name that is handed in, or picked from a table, may be as it should.
      return undefined;
  }
}

/** `action: "User logged in: …", actionType: "LOGIN"`: the event is called by the other field, and this one describes it. */
function isNamedBeside(name: Node, objects: readonly TSESTree.ObjectExpression[]): boolean {
  return objects
    .flatMap(({ properties }) => properties)
    .some((property) => {
      if (property.type !== "Property" || property.value === name) return false;
      const key = propertyName(property) ?? "";
      return key !== "name" && ALIASES.event.has(key) && /^(?:Literal|MemberExpression|Identifier)$/.test(unwrap(property.value).type);
    });
}

/** Under any schema, a name with somebody's id in it is another name for each of them; so is a sentence with a name in it. */
function idInName(node: Node, file: SourceFile): NameFault | undefined {
  const inner = unwrap(node);
  if (inner.type !== "TemplateLiteral" && inner.type !== "BinaryExpression") return undefined;
  const holes = holesOf(inner, file);
  const isSentence = /[a-z] [a-z]/i.test(wordsOf(inner));
  return holes.some((hole) => isIdentity(hole) || (isSentence && isCalled(hole))) ? { kind: "open", node } : undefined;
}

/** The words of a text, with a word for each part that is put in. */
function wordsOf(node: Node): string {
  const inner = unwrap(node);
  if (inner.type === "TemplateLiteral") return inner.quasis.map(({ value }) => value.cooked).join("x");
  if (inner.type === "BinaryExpression") return wordsOf(inner.left) + wordsOf(inner.right);
  return inner.type === "Literal" ? String(inner.value) : "x";
}

/** What is put into a text, as far as it is not always the same. */
export function holesOf(node: Node, file: SourceFile): Node[] {
  const inner = unwrap(node);
  if (staticString(inner, file.bindings) !== undefined) return [];
  if (inner.type === "TemplateLiteral") return inner.expressions.flatMap((part) => holesOf(part, file));
  if (inner.type === "BinaryExpression" && inner.operator === "+") return [...holesOf(inner.left, file), ...holesOf(inner.right, file)];
  return [inner];
}

const IDENTITY_WORDS: ReadonlySet<string> = new Set(["id", "uuid", "uid", "guid", "email", "username", "slug", "ip", "token", "sub"]);

function isIdentity(node: Node): boolean {
  return endsInOneOf(node, IDENTITY_WORDS);
}

const WHAT_THINGS_ARE_CALLED: ReadonlySet<string> = new Set(["name", "fullname", "firstname", "lastname", "title", "filename", "label"]);

function isCalled(node: Node): boolean {
  return endsInOneOf(node, WHAT_THINGS_ARE_CALLED);
}

/** `user.name`, `user.name || "Unknown"`. */
function endsInOneOf(node: Node, words: ReadonlySet<string>): boolean {
  if (node.type === "LogicalExpression") return endsInOneOf(unwrap(node.left), words);
  const last = dottedPath(node)?.at(-1);
  return last !== undefined && words.has(splitWords(last).at(-1) ?? "");
}

/** One of a few words: a choice between texts, or a name whose type lists them. */
function isBounded(node: Node, file: SourceFile): boolean {
  if (node.type === "ConditionalExpression") {
    const isWord = (arm: Node): boolean => staticString(arm, file.bindings) !== undefined || isBounded(unwrap(arm), file);
    return isWord(node.consequent) && isWord(node.alternate);
  }
  const binding = file.bindings.ofExpression(node);
  const name = binding && "variable" in binding ? (binding.variable.defs[0]?.name as Node | undefined) : undefined;
  const type = name?.type === "Identifier" ? name.typeAnnotation?.typeAnnotation : undefined;
  return type?.type === "TSUnionType" && isTellingType(type);
}

const REASON_NAMES: ReadonlySet<string> = new Set(["reason", "failureReason", "failure_reason", "denialReason", "reasonCode", "reason_code"]);

function echoedReason(objects: readonly TSESTree.ObjectExpression[], file: SourceFile): TSESTree.Property | undefined {
  return objects
    .flatMap(({ properties }) => properties)
    .find((property): property is TSESTree.Property => property.type === "Property" && REASON_NAMES.has(propertyName(property) ?? "") && echoedError(property.value, file) !== undefined);
}

/** The error whose text an expression gives: `error` of `error.message`, `String(error)`, `` `${error}` ``. */
export function echoedError(node: Node, file: SourceFile, depth = 4): Node | undefined {
  if (depth === 0) return undefined;
  const inner = unwrap(node);
  const echo = (part: Node): Node | undefined => echoedError(part, file, depth - 1);
  switch (inner.type) {
    case "MemberExpression":
      return /^(?:message|stack|detail|details)$/.test(memberName(inner) ?? "") && isError(inner.object, file) ? inner.object : undefined;
    case "CallExpression": {
      const callee = unwrap(inner.callee);
      const name = calleeName(inner);
      if (callee.type === "MemberExpression") {
        const isOwnText = name === "toString" && isError(callee.object, file);
        return isOwnText ? callee.object : name !== undefined && KEEPS_TEXT.has(name) ? echo(callee.object) : undefined;
      }
      const [first] = inner.arguments;
      if (!first) return undefined;
      const isTexter = name === "String" || /(?:error|err)\w*message|message\w*(?:of|from)\w*err/i.test(name ?? "");
      return isTexter && isError(first, file) ? first : name === "String" ? echo(first) : undefined;
    }
    case "TemplateLiteral":
      return inner.expressions.map((part) => (isError(part, file) ? part : echo(part))).find(Boolean);
    case "BinaryExpression":
      return inner.operator === "+" ? [inner.left, inner.right].map((part) => (isError(part, file) ? part : echo(part))).find(Boolean) : undefined;
    case "ConditionalExpression":
      return echo(inner.consequent) ?? echo(inner.alternate);
    case "LogicalExpression":
      return echo(inner.left) ?? echo(inner.right);
    case "Identifier": {
      if (file.bindings.of(inner).kind === "caught") return inner;
      const constant = constantOf(inner, file.bindings);
      return constant && echo(constant);
    }
    default:
      return undefined;
  }
}

const KEEPS_TEXT: ReadonlySet<string> = new Set(["slice", "substring", "trim", "toLowerCase", "toUpperCase"]);

/** What was caught, or what is called an error and was not made here of words. */
function isError(node: Node, file: SourceFile): boolean {
  const path = dottedPath(node);
  if (!path) return false;
  const binding = file.bindings.ofExpression(node);
  if (binding?.kind === "caught") return true;
  if (binding?.kind === "import" || binding?.kind === "class" || binding?.kind === "function") return false;
  return /^_?(?:e|err|error|ex|exception|cause)$|(?:[a-z]Err(?:or)?|Exception)$/.test(path.at(-1)!);
}
