/** How a record says that it ended, and where that is not how the handler ends. */
import type { TSESTree } from "@typescript-eslint/utils";
import { staticString } from "../../scope/static-value.js";
import type { HandlerSite } from "../../frameworks/framework.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, memberName, propertyName, unwrap, type CallNode, type Node } from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";
import { FIELD_ALIASES } from "../../vocabulary/field-aliases.js";
import { outcomeOfStatus, outcomeOfWord, type Outcome } from "../../vocabulary/outcome.js";
import type { FileFacts } from "../file-facts.js";
import type { Exit } from "../records/exit.js";
import type { RecordCall } from "../records/record-call.js";

const OUTCOME_FIELDS: ReadonlySet<string> = new Set([...FIELD_ALIASES.outcome, "statusCode"]);
const EVENT_FIELDS: ReadonlySet<string> = new Set(FIELD_ALIASES.event);
/** Fields under which an emitter or a table keeps what the event holds. */
const HOLDERS: ReadonlySet<string> = new Set(["data", "details", "metadata", "meta", "payload", "attributes"]);

/**
 * The outcome that a record names: by a field (`outcome: "denied"`, `success: true`, `status: 401`), by an argument that is
 * nothing but the word, by the event's last word (`auth.login.failure`, `LOGIN_SUCCESS`), or by the method
 * (`auditLogger.denied(…)`). Undefined where the file does not tell, or where a value decides.
 */
export function outcomeSaid(record: RecordCall, file: SourceFile): Outcome | undefined {
  const objects = fieldObjects(record.node, file);
  const fields = objects.flatMap(({ properties }) => properties).filter((property) => OUTCOME_FIELDS.has(propertyName(property) ?? ""));
  if (fields.length > 0) return fields.map((property) => saidByValue(property, file)).find((said) => said !== undefined);
  const words = record.node.arguments
    .map((argument) => staticString(argument, file.bindings))
    .filter((text) => text !== undefined);
  const word = words.map((text) => (text.toLowerCase() === "error" ? undefined : outcomeOfWord(text))).find((said) => said !== undefined);
  return word ?? saidByEvent(words[0], objects, file) ?? saidByMethod(record.node);
}

function saidByValue(property: Node, file: SourceFile): Outcome | undefined {
  if (property.type !== "Property") return undefined;
  const value = unwrap(property.value);
  if (value.type !== "Literal") return outcomeOfWord(staticString(value, file.bindings) ?? "");
  if (typeof value.value === "boolean") return value.value ? "success" : "denied";
  if (typeof value.value === "number") return value.value >= 100 && value.value < 600 ? outcomeOfStatus(value.value) : undefined;
  return typeof value.value === "string" ? outcomeOfWord(value.value) : undefined;
}

function saidByEvent(
  first: string | undefined,
  objects: readonly TSESTree.ObjectExpression[],
  file: SourceFile,
): Outcome | undefined {
  const named = objects
    .flatMap(({ properties }) => properties)
    .find((property) => EVENT_FIELDS.has(propertyName(property) ?? ""));
  const event = (named?.type === "Property" ? staticString(named.value, file.bindings) : undefined) ?? first;
  // A sentence is a message: its last word says little of how the request ended.
  if (event === undefined || /\s/.test(event)) return undefined;
  const words = splitWords(event);
  return words.length > 1 ? outcomeOfWord(words.at(-1)!) : undefined;
}

/** `auditLogger.failure(…)`; but `error` and its like are levels. */
function saidByMethod(call: CallNode): Outcome | undefined {
  const callee = unwrap(call.callee);
  const name = callee.type === "MemberExpression" ? (calleeName(call) ?? "") : "";
  return name === "error" ? undefined : outcomeOfWord(name);
}

/**
 * The object literals that give a record its fields: its arguments, `.values({…})` behind it, and what they keep below
 * `data`.
 */
export function fieldObjects(call: CallNode, file: SourceFile): TSESTree.ObjectExpression[] {
  const given = [...call.arguments, ...chainedValues(call)]
    .map((argument) => objectOf(argument, file))
    .filter((object) => object !== undefined);
  return given.flatMap((object) => [object, ...heldObjects(object, file)]);
}

function heldObjects(object: TSESTree.ObjectExpression, file: SourceFile): TSESTree.ObjectExpression[] {
  return object.properties.flatMap((property) => {
    const held = property.type === "Property" && HOLDERS.has(propertyName(property) ?? "") ? objectOf(property.value, file) : undefined;
    return held ? [held, ...heldObjects(held, file)] : [];
  });
}

/** `db.insert(auditLogs).values({…})`: the builder's fields come with a later call of the chain. */
function chainedValues(call: CallNode): Node[] {
  const member = call.parent;
  if (member?.type !== "MemberExpression" || member.object !== call || memberName(member) !== "values") return [];
  return member.parent.type === "CallExpression" ? member.parent.arguments : [];
}

function objectOf(node: Node, file: SourceFile): TSESTree.ObjectExpression | undefined {
  const inner = unwrap(node);
  if (inner.type === "ObjectExpression") return inner;
  if (inner.type === "ArrayExpression") return inner.elements.length === 1 && inner.elements[0] ? objectOf(inner.elements[0], file) : undefined;
  if (inner.type === "CallExpression" && calleeName(inner) === "stringify" && inner.arguments[0]) return objectOf(inner.arguments[0], file);
  const binding = file.bindings.ofExpression(inner);
  if (binding?.kind !== "variable" || !binding.constant || !binding.init || binding.pattern) return undefined;
  const init = unwrap(binding.init);
  return init.type === "ObjectExpression" ? init : undefined;
}

export interface Contradiction {
  readonly record: RecordCall;
  readonly said: Outcome;
  /** The first exit, of those that the record leads to, that ends otherwise. */
  readonly exit: Exit;
  readonly handler: HandlerSite;
}

/**
 * Audit events that say "success" on ways that only lead to a refusal or a failure. The other way round is no contradiction:
 * a request for a password reset answers alike whether the account exists or not. An event on the way to a success too
 * speaks of a step that did go through.
 */
export function contradictions(facts: FileFacts): Contradiction[] {
  const found = new Map<RecordCall, Contradiction | undefined>();
  for (const handler of facts.handlers) {
    const { exits } = facts.flow(handler);
    for (const exit of exits) {
      for (const record of exit.records) {
        if (record.strength !== "audit" || record.either || found.has(record)) continue;
        found.set(record, undefined);
        if (outcomeSaid(record, facts.file) !== "success") continue;
        const leadsTo = exits.filter(({ records, maybe }) => records.has(record) || maybe.has(record));
        if (leadsTo.every(failed)) found.set(record, { record, said: "success", exit: leadsTo[0]!, handler });
      }
    }
  }
  return [...found.values()].filter((contradiction) => contradiction !== undefined);
}

/** Refused, broken, or thrown on. */
function failed({ answer, kind }: Exit): boolean {
  if (answer.outcome !== undefined) return answer.outcome !== "success";
  return kind === "throw" || kind === "pass";
}
