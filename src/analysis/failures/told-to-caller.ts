/** Whether code that is no handler tells its caller, in words of its own, that something has failed. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, isFalsy, propertyName, unwrap, type Node } from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";

/**
 * `{ data: null, error: "could not be read" }`, `err("…")`, `new LoadError()`, `"Error: …"`: what a caller sees to be a
 * failure, and why. Not `null`, `{ status: "unknown" }` or a bare `{ ok: false }`, and not the text of a refusal, which puts the
 * blame elsewhere.
 */
export function tellsFailure(value: Node): boolean {
  const inner = unwrap(value);
  if (inner.type === "ObjectExpression") return inner.properties.some((property) => property.type === "Property" && (tellsAs(propertyName(property) ?? "", property.value) || holdsTold(property))) && !inner.properties.some(isRefusal);
  if (inner.type === "ArrayExpression") return inner.elements.length > 0 && inner.elements.every((element) => element !== null && tellsFailure(element));
  if (inner.type === "NewExpression") return /(?:Error|Exception|Failure|Err)$/.test(dottedPath(inner.callee)?.at(-1) ?? "");
  if (inner.type === "CallExpression") return makesFailure(inner);
  if (inner.type === "ConditionalExpression") return tellsFailure(inner.consequent) && tellsFailure(inner.alternate);
  return SAYS_FAILURE.test(writtenText(inner));
}

const FAILURE = /^(?:(?:is|has|did)?_?(?:error|errors|err|erro|failed|failure|fail)|error_?(?:message|code|text|type|reason)s?|failure_?reason|last_?error|reason|issues|problems)$/i;
const STATE = /^(?:status|state|phase|outcome|result|health|kind|type|level|name|code)$/i;
const FAILED = /^(?:failed|failure|error|errored|err|rejected|aborted|crashed|broken|offline|unreachable|unavailable|degraded|disconnected|unhealthy|timeout|timed_?out)$|[_-](?:failed|failure|error)$/i;

/** `output` of `{ output: { error: "not asked" }, done: false }`. */
function holdsTold(property: TSESTree.Property): boolean {
  const { value } = property;
  return value.type === "ObjectExpression" && /^(?:output|result|data|response|payload|value)$/.test(propertyName(property) ?? "") && tellsFailure(value);
}

const WELL = /^(?:is_?)?(?:available|reachable|connected|healthy|online)$/i;

/** A field of what is returned, as it would be of a result that has failed. */
function tellsAs(name: string, value: Node): boolean {
  const inner = unwrap(value);
  if (STATE.test(name)) return FAILED.test(writtenText(inner));
  if (WELL.test(name)) return inner.type === "Literal" && inner.value === false;
  return FAILURE.test(name) && !isFalsy(inner) && !(inner.type === "ArrayExpression" && inner.elements.length === 0);
}

/** `READ_FAILED` of `row === READ_FAILED`: a constant that is compared with elsewhere, to tell this outcome from the others. */
export function standsForFailure(value: Node, file: SourceFile): boolean {
  if (value.type !== "Identifier" || !/^[A-Z][A-Z\d_]+$/.test(value.name)) return false;
  const compared = ({ parent }: Node): boolean => parent?.type === "BinaryExpression" && /^[!=]==?$/.test(parent.operator);
  return file.bindings.variableOf(value)?.references.some((reference) => compared(reference.identifier as Node)) ?? false;
}

const REFUSES = /\b(?:invalid|incorrect|wrong|unauthori[sz]ed|forbidden|denied|not (?:found|allowed|permitted|authenticated|authori[sz]ed)|expired|credentials?)\b/i;

/** `{ success: false, error: "Invalid credentials" }`. */
function isRefusal(property: Node): boolean {
  return property.type === "Property" && FAILURE.test(propertyName(property) ?? "") && REFUSES.test(writtenText(unwrap(property.value)));
}

/** Two words or more, one of which says it; or that word by itself. */
const SAYS_FAILURE = /^(?:error|failed|failure)$|^\W*(?:error|failed)\b.|\b(?:error\W|failed to|failure to|could not|couldn't|cannot|can't|unable to|went wrong)/i;

/** A text as it is written, without what a template puts in; empty for anything else. */
export function writtenText(value: Node): string {
  if (value.type === "Literal") return typeof value.value === "string" ? value.value : "";
  return value.type === "TemplateLiteral" ? value.quasis.map((quasi) => quasi.value.raw).join("…") : "";
}

const MAKERS: ReadonlySet<string> = new Set(["err", "error", "fail", "failed", "failure", "left"]);

/** `err("…")`, `Result.fail()`, `errorResult("…")`: not what makes a response, which goes to a client. */
function makesFailure(call: TSESTree.CallExpression): boolean {
  const words = splitWords(calleeName(call) ?? "");
  if (words.includes("response") || words.includes("json")) return false;
  return words.some((word) => MAKERS.has(word)) || call.arguments.some((argument) => saysFailed(unwrap(argument)));
}

/** `invalid("was not recorded", "SIGNAL_FAILED")`: a code, or a text, that says it. */
function saysFailed(argument: Node): boolean {
  if (argument.type === "ArrayExpression") return argument.elements.some((element) => element !== null && saysFailed(element));
  return /^[A-Z][A-Z\d_]*_(?:FAILED|FAILURE|ERROR|UNAVAILABLE|REJECTED)$|\b(?:request|call|operation|upload|sync|query|update) failed\b/.test(writtenText(argument));
}

/** `job.status = "failed"`: the state says it, to whoever looks at the job. */
export function setsFailedState(assignment: TSESTree.AssignmentExpression | TSESTree.UpdateExpression): boolean {
  if (assignment.type !== "AssignmentExpression") return false;
  const path = dottedPath(assignment.left) ?? [];
  return path.length > 1 && /(?:status|state|phase|health)$/i.test(path.at(-1)!) && FAILED.test(writtenText(unwrap(assignment.right)));
}

/**
 * `setStatus("failed")`, `jobs.update(id, { status: "failed" })`, `process.exit(1)`: it is said without the failure itself.
 */
export function tellsByCall(call: TSESTree.CallExpression): boolean {
  const name = calleeName(call) ?? "";
  const path = dottedPath(call.callee)?.join(".");
  if (path === "process.exit" || path === "Deno.exit") return call.arguments.length > 0 && !isZero(call.arguments[0]!);
  const given = call.arguments.map((argument) => unwrap(argument));
  if (name === "resolve" && call.callee.type === "Identifier") return given.some(tellsFailure);
  if (/^(?:set|mark|update|transition)\w*(?:Status|State|Phase)$/.test(name)) return given.some((argument) => FAILED.test(writtenText(argument)));
  return /^(?:update|set|patch|save|mark)/i.test(name) && given.some(holdsFailedState);
}

function holdsFailedState(argument: Node): boolean {
  if (argument.type !== "ObjectExpression") return false;
  return argument.properties.some((property) => {
    if (property.type !== "Property") return false;
    const value = unwrap(property.value);
    return holdsFailedState(value) || (/(?:status|state)$/i.test(propertyName(property) ?? "") && FAILED.test(writtenText(value)));
  });
}

function isZero(node: Node): boolean {
  return node.type === "Literal" && node.value === 0;
}
