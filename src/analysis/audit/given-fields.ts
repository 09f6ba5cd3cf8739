/** Which fields does a call of the emitter, or of a function of the settings, give its event? */
import type { TSESTree } from "@typescript-eslint/utils";
import { constantOf, staticString } from "../../scope/static-value.js";
import { localFunction, returnedExpressions } from "../../frameworks/local-function.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, isNullish, memberName, propertyName, unwrap, type Node } from "../../syntax/ast.js";
import { FIELD_ALIASES } from "../../vocabulary/field-aliases.js";
import { importedName, isEmitterCall } from "../records/emitter-call.js";
import type { RecordCall } from "../records/record-call.js";
import { isConfigured, recordOf } from "../records/records.js";

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

interface Form {
  readonly name: Node | undefined;
  /** The argument that holds the fields; undefined where the call has none. */
  readonly fields: Node | undefined;
}

/** The call's parts, where it has the form of the emitter, or that of a function of the settings that takes an object. */
export function ownForm({ node }: RecordCall, file: SourceFile): Form | undefined {
  const given = node.arguments;
  if (given.length > 2 || given.some(({ type }) => type === "SpreadElement")) return undefined;
  const { emitter, auditFunctions } = file.settings;
  const callee = unwrap(node.callee);
  const [first, second] = given;
  if (isEmitterCall(callee, file)) {
    if (emitter.style === "object") return given.length === 1 ? { name: undefined, fields: first } : undefined;
    return first && unwrap(first).type !== "ObjectExpression" ? { name: first, fields: second } : undefined;
  }
  // The emitter's name, called as a function.
  if (callee.type === "Identifier" && importedName(callee, file) === emitter.name && file.bindings.of(callee).kind === "import") {
    if (given.length === 1) return objectOf(first!, file) ? { name: undefined, fields: first } : undefined;
    return second && objectOf(second, file) && isText(first!, file) ? { name: first, fields: second } : undefined;
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
  /** The property that has the field's name and gives nothing: `actor: null`. */
  readonly emptied: (field: AuditField) => TSESTree.Property | undefined;
  /** True when something may be among them that the file does not show. */
  readonly open: boolean;
}

/** Fields by their names; a property is left out where another statement writes it. */
type Names = Map<string, TSESTree.Property | undefined>;

export function readFields(argument: Node | undefined, record: RecordCall, file: SourceFile): GivenFields {
  const names: Names = new Map();
  const object = argument && objectOf(argument, file);
  const all = object ?? (argument && madeObject(argument, file));
  const isNamed = all !== undefined && collectNames(all, names, file, new Set());
  const isKnown = isNamed && !isChangedLater(argument!, record, names, file);
  const open = argument !== undefined && !isKnown;
  const find = (field: AuditField | "event"): string | undefined => {
    const named = [...names].filter(([name]) => ALIASES[field].has(name));
    return (named.find(([, property]) => !property || !givesNothing(property)) ?? named[0])?.[0];
  };
  const property = (field: AuditField | "event"): TSESTree.Property | undefined => names.get(find(field) ?? "");
  const emptied = (field: AuditField): TSESTree.Property | undefined => {
    const found = property(field);
    return found && givesNothing(found) ? found : undefined;
  };
  return { object, open, has: (field) => find(field) !== undefined && !emptied(field), property, emptied };
}

/** `actor: null`, `route: ""`: the name is there and nobody is named. */
function givesNothing({ value }: TSESTree.Property): boolean {
  const given = unwrap(value);
  return isNullish(given) || (given.type === "UnaryExpression" && given.operator === "void") || (given.type === "Literal" && given.value === "");
}

/**
 * False when the object holds something that cannot be named.
 * @param seen the objects that it is spread into, which may be itself
 */
function collectNames(object: TSESTree.ObjectExpression, names: Names, file: SourceFile, seen: Set<Node>): boolean {
  if (seen.has(object)) return false;
  seen.add(object);
  const isKnown = object.properties.every((property) => {
    if (property.type === "SpreadElement") return collectSpread(property.argument, names, file, seen);
    const name = propertyName(property);
    if (name !== undefined) names.set(name, property);
    return name !== undefined;
  });
  seen.delete(object);
  return isKnown;
}

/** `...requestContext(req)` brings id, address and method of the request: none of what is asked for here. */
function collectSpread(argument: Node, names: Names, file: SourceFile, seen: Set<Node>): boolean {
  const inner = unwrap(argument);
  switch (inner.type) {
    case "ObjectExpression":
      return collectNames(inner, names, file, seen);
    case "ConditionalExpression":
      return collectSpread(inner.consequent, names, file, seen) && collectSpread(inner.alternate, names, file, seen);
    case "LogicalExpression":
      return collectSpread(inner.right, names, file, seen) && (inner.operator === "&&" || collectSpread(inner.left, names, file, seen));
    case "CallExpression": {
      const callee = unwrap(inner.callee);
      const name = callee.type === "Identifier" ? importedName(callee, file) : calleeName(inner);
      if (name !== undefined && name === file.settings.emitter.context) return true;
      const made = madeObject(inner, file);
      return made !== undefined && collectNames(made, names, file, seen);
    }
    case "Literal":
      return true;
    default: {
      const object = objectOf(inner, file) ?? madeObject(inner, file);
      return object !== undefined && collectNames(object, names, file, seen);
    }
  }
}

/** `eventOf(user)` of `const eventOf = (user) => ({ … })`, or a constant that holds what such a function of the file makes. */
function madeObject(node: Node, file: SourceFile): TSESTree.ObjectExpression | undefined {
  const inner = unwrap(node);
  const call = inner.type === "Identifier" ? constantOf(inner, file.bindings) : inner;
  const made = call && unwrap(call);
  const maker = made?.type === "CallExpression" ? localFunction(made.callee, file) : undefined;
  if (!maker || maker.generator) return undefined;
  const [given, ...others] = returnedExpressions(maker);
  const object = given && others.length === 0 ? unwrap(given) : undefined;
  return object?.type === "ObjectExpression" ? object : undefined;
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
