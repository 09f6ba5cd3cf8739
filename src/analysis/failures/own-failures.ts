/** Functions that see to their own failures: whoever calls them has none left to record. */
import { localFunction } from "../../frameworks/local-function.js";
import { importedSummary } from "../../frameworks/imported.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, isFunction, memberName, unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { classBodyAround } from "../../syntax/class-around.js";
import { findNode } from "../../syntax/walk.js";
import { recordsIn } from "./caught-names.js";
import { heldBy, waitedFor } from "./waited-calls.js";

/** True for a function of which a catch, or `.catch(fn)`, records what it has caught, whether or not it throws it again. */
export function recordsOwnFailures(fn: FunctionNode, file: SourceFile): boolean {
  return findNode(fn.body, (node) => (node.type === "CatchClause" || (isFunction(node) && takesRejection(node))) && recordsIn(node.body, file)) !== undefined;
}

/** `(error) => { … }` of `ask(url).then(read).catch((error) => { … })`. */
function takesRejection({ parent }: Node): boolean {
  return parent?.type === "CallExpression" && parent.callee.type === "MemberExpression" && memberName(parent.callee) === "catch";
}

/**
 * `void registerJobs().catch(() => undefined)`: asks the function of this file, or of another, that makes the promise; of a
 * `try`, each that it waits for.
 */
export function comesRecorded(attempted: Node, file: SourceFile): boolean {
  if (attempted.type !== "BlockStatement") return isRecorded(attempted, file);
  const waited = waitedFor(attempted);
  return waited.length > 0 && waited.every((promise) => isRecorded(promise, file));
}

function isRecorded(promise: Node, file: SourceFile): boolean {
  const inner = unwrap(promise);
  if (inner.type !== "CallExpression") return false;
  if (PUT_TOGETHER.test(dottedPath(inner.callee)?.join(".") ?? "")) return isRecordedEach(inner.arguments[0], file);
  const fn = localFunction(inner.callee, file) ?? privateMethod(inner.callee);
  return fn ? recordsOwnFailures(fn, file) : (importedSummary(inner.callee, file)?.recordsOwnFailures ?? false);
}

const PUT_TOGETHER = /^Promise\.(?:all|any|race)$/;

/** `const tasks = hosts.map((host) => ask(host).catch((error) => { logger.warn(error); throw error; }));`, given as a list. */
function isRecordedEach(given: Node | undefined, file: SourceFile): boolean {
  const list = given && heldBy(unwrap(given), file);
  const made = list?.type === "CallExpression" && calleeName(list) === "map" ? list.arguments[0] : undefined;
  if (!made || !isFunction(made) || made.body.type === "BlockStatement") return false;
  const task = unwrap(made.body);
  const seen = task.type === "CallExpression" && calleeName(task) === "catch" ? task.arguments[0] : undefined;
  return seen !== undefined && isFunction(seen) && recordsIn(seen.body, file);
}

/** `#start` of `void this.#start().catch(noop)`. */
function privateMethod(callee: Node): FunctionNode | undefined {
  if (callee.type !== "MemberExpression" || callee.object.type !== "ThisExpression" || callee.property.type !== "PrivateIdentifier") return undefined;
  const { name } = callee.property;
  const method = classBodyAround(callee)?.body.find((member) => member.type === "MethodDefinition" && member.key.type === "PrivateIdentifier" && member.key.name === name);
  return method?.type === "MethodDefinition" && method.value.type === "FunctionExpression" ? method.value : undefined;
}
