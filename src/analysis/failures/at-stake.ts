/**
 * Whether an attempt that failed leaves something undone, unknown or wrongly decided, by what the file shows of it: it waits
 * for somebody or writes something, and nothing says that it is minor. Of others, a reader cannot say whether it is more than
 * an answer.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import { localFunction, returnedExpressions } from "../../frameworks/local-function.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, enclosingFunction, functionName, isDiscarded, unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { findNode } from "../../syntax/walk.js";
import { isMinor, isPageStep, notesSomething } from "./minor-calls.js";
import { comesRecorded } from "./own-failures.js";
import { lastName } from "./probes.js";
import { asksByHttp, changesByHttp, reachesOut, worksOutHere } from "./reaching-calls.js";
import { heldBy, nameWaitedFor, waitedFor } from "./waited-calls.js";

export function isMuchAtStake(attempted: Node, file: SourceFile): boolean {
  const fn = enclosingFunction(attempted);
  const name = (fn && functionName(fn)) ?? "";
  if (notesSomething(name) || REPORTS.test(name)) return false;
  const matters = (promise: Node): boolean => !isMinor(promise) && !worksOutHere(promise, file) && !isCallOf(fn, promise, file);
  const waited = waitedFor(attempted);
  if (waited.some(isPageStep)) return false;
  const promises = waited.filter(matters);
  // `exists(id)` asks for the throw of a look that finds nothing.
  if (/^exists?$|Exists?$/.test(name) && waited.every((promise) => promise.parent?.type === "AwaitExpression" && isDiscarded(promise))) return false;
  if (promises.length > 0) return true;
  if (leavesUndone(attempted)) return true;
  return findNode(attempted, (node) => node.type === "CallExpression" && (isWrittenAtOnce(node) || /decrypt|decipher/i.test(calleeName(node) ?? ""))) !== undefined;
}

/** What calls itself goes through what there is; `keys.rotate()` in `rotate` is another's, as is `submit()` of a parameter. */
function isCallOf(fn: FunctionNode | undefined, promise: Node, file: SourceFile): boolean {
  if (!fn || promise.type !== "CallExpression") return false;
  return localFunction(promise.callee, file) === fn || nameWaitedFor(promise) === `this.${functionName(fn)}`;
}

/** `try { listener.onOrder(order); } catch {}`: called for what it does, and the catch does nothing in its place. */
function leavesUndone(attempted: Node): boolean {
  const body = attempted.parent?.type === "TryStatement" ? attempted.parent.handler?.body : undefined;
  if (attempted.type !== "BlockStatement" || body?.body.length !== 0) return false;
  return attempted.body.some((statement) => {
    const done = statement.type === "ExpressionStatement" ? statement.expression : undefined;
    return (done?.type === "ChainExpression" ? done.expression : done)?.type === "CallExpression";
  });
}

/** `reportClientError`: what could not be told of an error is all that it knows. */
const REPORTS = /^report\w*(?:Errors?|Exceptions?|Crash)$/;

/** The same of what `Promise.allSettled` is given, as far as it can be seen there: who records what fails has seen to it. */
export function isMuchAtStakeInAll(call: Node, file: SourceFile): boolean {
  if (call.type !== "CallExpression" || !call.arguments[0]) return false;
  const list = heldBy(unwrap(call.arguments[0]), file);
  const isLeft = isDiscarded(call);
  const isSent = (promise: Node): boolean => reachesOut(promise, file) || changesByHttp(promise);
  const counts = (promise: Node): boolean => isSent(promise) || (isLeft && isOfOthers(promise, file));
  return promisesIn(list).some((promise) => !isMinor(promise) && !comesRecorded(promise, file) && counts(promise));
}

/** A function of another file that is called for what it does, and is not there to end things. */
function isOfOthers(promise: Node, file: SourceFile): boolean {
  const name = lastName(nameWaitedFor(promise));
  if (promise.type !== "CallExpression" || name === "" || CHECKS.test(name) || ENDS.test(name)) return false;
  return !asksByHttp(promise) && localFunction(promise.callee, file) === undefined;
}

const ENDS = /^(?:then|resolve|reject|close|stop|shut|dispose|destroy|kill|cancel|abort|terminate|disconnect|flush|release)/;

function promisesIn(list: Node): Node[] {
  if (list.type === "ArrayExpression") return list.elements.flatMap((element) => (element ? [unwrap(element)] : []));
  const given = list.type === "CallExpression" && calleeName(list) === "map" ? list.arguments[0] : undefined;
  if (given?.type !== "ArrowFunctionExpression" && given?.type !== "FunctionExpression") return [];
  return [...promisesOf(given)].map((promise) => (promise.type === "AwaitExpression" ? unwrap(promise.argument) : promise));
}

function promisesOf(fn: FunctionNode): Node[] {
  const waited = fn.body.type === "BlockStatement" ? waitedFor(fn.body) : [];
  return [...waited, ...returnedExpressions(fn).map(unwrap)];
}

const CHECKS = /^_?(?:assert|check|validate|decode|parse|wait|sleep|delay|ping|expect|import|load|warm|prefetch|preload|get|read|extract|resolve)(?![a-z])/;

const WRITES_AT_ONCE = /^(?:write|append)\w*Sync$/;

/** What is written without waiting: a file, or a row by a driver that does not make one wait. */
function isWrittenAtOnce(call: TSESTree.CallExpression): boolean {
  const name = calleeName(call) ?? "";
  if (WRITES_AT_ONCE.test(name)) return true;
  if (!/^(?:run|exec|execute|query|transaction)$/.test(name)) return false;
  if (call.arguments[0] && isStatementOfSql(unwrap(call.arguments[0]))) return true;
  const callee = unwrap(call.callee);
  return callee.type === "MemberExpression" && findNode(callee, (node) => (node.type === "Identifier" && /^(?:db|database|sqlite|stmt|statement|prepare|sql)$/i.test(node.name))) !== undefined;
}

/**
 * `fs.writeFile(path, data, (err) => {})`, `pool.query("UPDATE …", [id], (err) => done())`. What is added to a file is mostly a
 * line of a log.
 */
export function writesForCallback(call: TSESTree.CallExpression): boolean {
  const path = dottedPath(call.callee)?.join(".") ?? "";
  if (/^(?:fs|fse|fsExtra)\.(?:writeFile|rename|copyFile)$/.test(path)) return true;
  const [statement] = call.arguments;
  return /^(?:run|exec|execute|query)$/.test(calleeName(call) ?? "") && statement !== undefined && isStatementOfSql(unwrap(statement));
}

/** `"DELETE FROM files WHERE …"`. */
function isStatementOfSql(given: Node): boolean {
  const text = given.type === "TemplateLiteral" ? given.quasis[0]!.value.raw : given.type === "Literal" ? String(given.value) : "";
  return /^\s*(?:insert\s+into|update|delete\s+from|replace\s+into)\s/i.test(text);
}
