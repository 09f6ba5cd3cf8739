/**
 * Whether an attempt plainly reaches beyond the program: it changes something, sends it, or asks a database or another system.
 * Of others, a reader of the file cannot say whether their failure is more than an answer.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import { localFunction } from "../../frameworks/local-function.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, enclosingFunction, functionName, isDiscarded, isFunction, memberName, unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";
import { findNode, walk } from "../../syntax/walk.js";
import { DECIDES, REACHES, STORES, WORKED_OUT } from "../../vocabulary/reaching-words.js";
import { isMinor, notesSomething } from "./minor-calls.js";
import { lastName } from "./probes.js";
import { nameWaitedFor, waitedFor } from "./waited-calls.js";

export function isMuchAtStake(attempted: Node, file: SourceFile): boolean {
  // What comes in pieces comes from elsewhere.
  if (findNode(attempted, (node) => node.type === "ForOfStatement" && node.await) !== undefined) return true;
  const fn = enclosingFunction(attempted);
  const name = (fn && functionName(fn)) ?? "";
  if (notesSomething(name)) return false;
  // What calls itself goes through what there is; `keys.rotate()` in `rotate` is another's.
  const matters = (promise: Node): boolean => !isMinor(promise) && !isOfCache(promise, file) && nameWaitedFor(promise) !== name;
  const promises = waitedFor(attempted).filter(matters);
  if (promises.some((promise) => isForItsEffect(promise) || reachesOut(promise, file, DEPTH))) return true;
  if (promises.length > 0 && decides(name)) return true;
  return findNode(attempted, (node) => node.type === "CallExpression" && (isWrittenAtOnce(node) || /decrypt|decipher/i.test(calleeName(node) ?? ""))) !== undefined;
}

/** `redis.get(key)` in `redis-cache.ts`: who finds nothing in a cache asks where it is kept. */
function isOfCache(promise: Node, file: SourceFile): boolean {
  return CACHE_FILE.test(file.view.path) && CACHE_STORE.test(nameWaitedFor(promise));
}

const CACHE_FILE = /(?:^|[/._-])cache(?:[._-]\w+)*\.\w+$|Cache(?:Service|Client|Store)?\.\w+$/;
const CACHE_STORE = /^(?:this\.)?_?(?:\w*redis\w*|kv|\w*cache|memcached?|client|store)\.\w+$/i;

function decides(name: string): boolean {
  return splitWords(name).some((word) => DECIDES.has(word));
}

/** `await notifyAll(order);`: nobody takes what it gives, so it is called for what it does. A check is called for its throw. */
function isForItsEffect(promise: Node): boolean {
  const name = lastName(nameWaitedFor(promise));
  if (promise.type !== "CallExpression" || name === "" || CHECKS.test(name)) return false;
  let node: Node = promise;
  while (isPartOfPromise(node)) node = node.parent!;
  return isDiscarded(node);
}

const CHECKS = /^_?(?:assert|check|validate|decode|parse|wait|sleep|delay|ping|expect|import|load|warm|prefetch|preload)/;

/** `promise.then(use).catch(noop)` is one promise. */
function isPartOfPromise({ parent }: Node): boolean {
  if (parent?.type === "MemberExpression") return /^(?:then|catch|finally)$/.test(memberName(parent) ?? "");
  return parent?.type === "CallExpression" && parent.callee.type === "MemberExpression" && /^(?:then|catch|finally)$/.test(memberName(parent.callee) ?? "");
}

/** How far functions of the file are followed. */
const DEPTH = 2;

/** The call itself, what it is chained to, and what is given to it to be done. */
function reachesOut(promise: Node, file: SourceFile, depth: number): boolean {
  const reaches = (node: Node): boolean => {
    if (node.type === "TaggedTemplateExpression") return /sql|query/i.test(dottedPath(node.tag)?.at(-1) ?? calleeOf(node.tag));
    if (node.type !== "CallExpression") return false;
    if (saysSo(node)) return true;
    const fn = depth > 0 ? localFunction(node.callee, file) : undefined;
    return fn !== undefined && reachesInside(fn, file, depth - 1);
  };
  let found = false;
  walk(promise, (node) => {
    if (found || (node !== promise && node.type === "AwaitExpression" && reachesOut(unwrap(node.argument), file, depth))) found = true;
    else if (isOnTheWay(node, promise) && reaches(node)) found = true;
    return found ? false : undefined;
  });
  return found;
}

function reachesInside(fn: FunctionNode, file: SourceFile, depth: number): boolean {
  if (fn.body.type !== "BlockStatement") return reachesOut(fn.body, file, depth);
  return waitedFor(fn.body).some((promise) => reachesOut(promise, file, depth)) || findNode(fn.body, (node) => node.type === "ReturnStatement" && node.argument?.type === "CallExpression" && fn.async && reachesOut(node.argument, file, depth)) !== undefined;
}

/** A part of the chain, or what a function that is handed over gives back: not `rows.find(…)` among the arguments. */
function isOnTheWay(node: Node, promise: Node): boolean {
  for (let inner = node; inner !== promise; inner = inner.parent!) {
    const { parent } = inner as { parent: Node };
    if (isFunction(parent) && parent.body === inner && inner.type !== "BlockStatement") return true;
    if (parent.type === "CallExpression" && parent.callee !== inner && !isFunction(inner)) return false;
    if (parent.type === "Property" || parent.type === "TemplateLiteral" || parent.type === "BinaryExpression") return false;
  }
  return true;
}

function saysSo(call: TSESTree.CallExpression): boolean {
  const callee = unwrap(call.callee);
  const name = calleeName(call) ?? "";
  // What is worked out here reaches nobody, whatever it is called.
  if (WORKED_OUT.has(rootName(callee))) return /decrypt/i.test(name);
  if (REACHES.test(name) || reachesByWord(name) || decides(name)) return true;
  const path = callee.type === "MemberExpression" ? (dottedPath(callee) ?? [memberName(callee) ?? ""]) : [name];
  return path.slice(0, -1).some((part) => STORES.test(part));
}

/** `sharp` of `sharp(bytes).ensureAlpha().toBuffer()`, `crypto` of `crypto.subtle.sign(…)`. */
function rootName(callee: Node): string {
  let root = callee;
  while (root.type === "CallExpression" || root.type === "MemberExpression") root = unwrap(root.type === "CallExpression" ? root.callee : root.object);
  return root.type === "Identifier" ? root.name : "";
}

/** `_ghlRequest`, `snFetch`. */
function reachesByWord(name: string): boolean {
  return /^(?:request|fetch|rpc|api)$/.test(splitWords(name).at(-1) ?? "");
}

function calleeOf(tag: Node): string {
  return tag.type === "CallExpression" ? (calleeName(tag) ?? "") : "";
}

const WRITES_AT_ONCE = /^(?:write|append|copy|rename|cp|mkdtemp)\w*Sync$/;

/** What is written without waiting: a file, or a row by a driver that does not make one wait. */
function isWrittenAtOnce(call: TSESTree.CallExpression): boolean {
  const name = calleeName(call) ?? "";
  if (WRITES_AT_ONCE.test(name)) return true;
  if (!/^(?:run|exec|execute|query|transaction)$/.test(name)) return false;
  const callee = unwrap(call.callee);
  return callee.type === "MemberExpression" && findNode(callee, (node) => (node.type === "Identifier" && /^(?:db|database|sqlite|stmt|statement|prepare|sql)$/i.test(node.name))) !== undefined;
}
