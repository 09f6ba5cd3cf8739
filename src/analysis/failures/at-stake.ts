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
import { asksByHttp, changesByHttp, decides, reachesOut, worksOutHere } from "./reaching-calls.js";
import { standsWhereFailureIsKept } from "./teardown.js";
import { heldBy, nameWaitedFor, waitedFor } from "./waited-calls.js";

export function isMuchAtStake(attempted: Node, file: SourceFile): boolean {
  const fn = enclosingFunction(attempted);
  const name = (fn && functionName(fn)) ?? "";
  if (notesSomething(name) || SHOWN.test(name) || REPORTS.test(name)) return false;
  if ((isOneOfMany(attempted) && !decides(name)) || standsWhereFailureIsKept(attempted, file)) return false;
  // What comes in pieces comes from elsewhere.
  if (findNode(attempted, (node) => node.type === "ForOfStatement" && node.await) !== undefined) return true;
  // What calls itself goes through what there is; `keys.rotate()` in `rotate` is another's.
  const matters = (promise: Node): boolean => !isMinor(promise) && !worksOutHere(promise, file) && !isOfCache(promise, file) && nameWaitedFor(promise).replace(/^this\./, "") !== name;
  const waited = waitedFor(attempted);
  if (waited.some(isPageStep)) return false;
  const promises = waited.filter(matters);
  // `exists(id)` asks for the throw of a look that finds nothing.
  if (/^exists?$|Exists?$/.test(name) && waited.every((promise) => promise.parent?.type === "AwaitExpression" && isDiscarded(promise))) return false;
  if (promises.length > 0) return true;
  return findNode(attempted, (node) => node.type === "CallExpression" && (isWrittenAtOnce(node) || /decrypt|decipher/i.test(calleeName(node) ?? ""))) !== undefined;
}

/** What only keeps a copy, or finds the words under which something is shown. */
const SHOWN = /^cache[A-Z]|^(?:read|write|get|set|load|save)\w*Cache$|(?:[a-z]Name|Names|Label|Title|Avatar|Logo)$/;

/** `Promise.all([countOrders().catch(() => 0), …])`: of a view that is put together, each part does without the others. */
function isOneOfMany(attempted: Node): boolean {
  const list = callAround(attempted)?.parent;
  return list?.type === "ArrayExpression" && list.elements.length >= MANY && list.parent.type === "CallExpression" && dottedPath(list.parent.callee)?.join(".") === "Promise.all" && list.parent.parent.type === "AwaitExpression" && !isDiscarded(list.parent);
}

/** `count().catch(() => 0)`, and the call of `(async () => { try { … } catch { … } })()`. */
function callAround(attempted: Node): Node | undefined {
  if (attempted.type !== "BlockStatement") return attempted.parent?.parent;
  const fn = enclosingFunction(attempted);
  return fn?.parent.type === "CallExpression" && fn.parent.callee === fn ? fn.parent : undefined;
}

const MANY = 3;

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

/** `redis.get(key)` in `redis-cache.ts`: who finds nothing in a cache asks where it is kept. */
function isOfCache(promise: Node, file: SourceFile): boolean {
  return CACHE_FILE.test(file.view.path) && CACHE_STORE.test(nameWaitedFor(promise));
}

const CACHE_FILE = /(?:^|[/._-])cache(?:[._-]\w+)*\.\w+$|Cache(?:Service|Client|Store)?\.\w+$/;
const CACHE_STORE = /^(?:this\.)?_?(?:\w*redis\w*|kv|\w*cache|memcached?|client|store)\.\w+$/i;

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
