/** Which calls reach beyond the program so that somebody rests on them: told from their names and what they are called on. */
import type { TSESTree } from "@typescript-eslint/utils";
import { localFunction } from "../../frameworks/local-function.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, isFunction, memberName, propertyName, unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";
import { findNode, walk } from "../../syntax/walk.js";
import { ASKS_MODEL, CHANGES, DECIDES, LOOKS_UP, STORES, WORKED_OUT } from "../../vocabulary/reaching-words.js";
import { nameWaitedFor, waitedFor } from "./waited-calls.js";

/** How far functions of the file are followed. */
const DEPTH = 2;

/** The call itself, what it is chained to, and what is given to it to be done. */
export function reachesOut(promise: Node, file: SourceFile, depth = DEPTH): boolean {
  const reaches = (node: Node): boolean => {
    if (node.type === "TaggedTemplateExpression") return /sql|query/i.test(dottedPath(node.tag)?.at(-1) ?? calleeOf(node.tag));
    if (node.type !== "CallExpression") return false;
    const fn = depth > 0 ? localFunction(node.callee, file) : undefined;
    if (fn && reachesInside(fn, file, depth - 1)) return true;
    // What waits for nobody cannot fail by what it is called.
    if (fn && waitedFor(fn.body).length === 0 && fn.async) return false;
    return saysSo(node) && !(depth < DEPTH && OWN_FILES.test(dottedPath(node.callee)?.join(".") ?? ""));
  };
  let found = false;
  walk(promise, (node) => {
    if (found || (node !== promise && node.type === "AwaitExpression" && reachesOut(unwrap(node.argument), file, depth))) found = true;
    else if (isOnTheWay(node, promise) && reaches(node)) found = true;
    return found ? false : undefined;
  });
  return found;
}

/** `await crypto.subtle.verify(…)`, and a function of the file that waits for no more: what fails there is worked out here. */
export function worksOutHere(promise: Node, file: SourceFile, depth = DEPTH): boolean {
  if (promise.type !== "CallExpression") return false;
  if (WORKED_OUT.has(rootName(unwrap(promise.callee)))) return !/decrypt/i.test(calleeName(promise) ?? "");
  const fn = localFunction(promise.callee, file);
  if (!fn?.async || depth === 0 || reachesInside(fn, file, depth - 1)) return false;
  return waitsOf(fn).every((inner) => worksOutHere(inner, file, depth - 1));
}

/** What a function waits for; one without braces, what it gives back and what that waits for. */
function waitsOf(fn: FunctionNode): Node[] {
  if (fn.body.type === "BlockStatement") return waitedFor(fn.body);
  const waits = [...waitedFor(fn.body)];
  walk(fn.body, (node) => {
    if (isFunction(node)) return false;
    if (node.type === "AwaitExpression") waits.push(unwrap(node.argument));
    return undefined;
  });
  return waits;
}

/** A file of its own that a function writes on its way. */
const OWN_FILES = /^(?:fs|fsp|fsPromises|promises)\.|^(?:writeFile|appendFile|mkdtemp|copyFile|unlink)$/;

function reachesInside(fn: FunctionNode, file: SourceFile, depth: number): boolean {
  if (fn.body.type !== "BlockStatement") return reachesOut(fn.body, file, depth);
  return waitedFor(fn.body).some((promise) => reachesOut(promise, file, depth)) || findNode(fn.body, (node) => node.type === "ReturnStatement" && node.argument?.type === "CallExpression" && fn.async && reachesOut(node.argument, file, depth)) !== undefined;
}

/** A part of the chain, or what a function that is handed over gives back: not `rows.find(…)` among the arguments. */
function isOnTheWay(node: Node, promise: Node): boolean {
  for (let inner = node; inner !== promise; inner = inner.parent!) {
    const { parent } = inner as { parent: Node };
    if (isFunction(parent) && inner.type !== "BlockStatement") return true;
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
  if (asksModel(call)) return false;
  if (CHANGES.test(name) || LOOKS_UP.test(name) || decides(name)) return true;
  const path = callee.type === "MemberExpression" ? (dottedPath(callee) ?? [memberName(callee) ?? ""]) : [name];
  return path.slice(0, -1).some((part) => STORES.test(part));
}

/** Whether a name says that somebody's rights rest on it: `hasAccess`, `getRole`; what demands a session throws to say no. */
function decides(name: string): boolean {
  const words = splitWords(name);
  return words.some((word) => DECIDES.has(word)) && !DEMANDS.test(words[0] ?? "");
}

const DEMANDS = /^(?:require|assert|demand)$/;

/** `openai.responses.create(…)`, `generateText(…)`, `client.messages.create({ model })`. */
function asksModel(call: TSESTree.CallExpression): boolean {
  if (ASKS_MODEL.test(dottedPath(call.callee)?.join(".") ?? calleeName(call) ?? "")) return true;
  return call.arguments.some((argument) => argument.type === "ObjectExpression" && argument.properties.some((property) => propertyName(property) === "model"));
}

/** `fetch(url)`, `axios.post(url, body)`: by its client alone one cannot say what it asks for. */
export function asksByHttp(promise: Node): boolean {
  return HTTP.test(nameWaitedFor(promise));
}

const HTTP = /^(?:globalThis\.)?(?:fetch|\$fetch|ofetch|axios|got|ky|superagent|needle|undici)(?:\.\w+)?$/;

/** `fetch(url, { method: "PUT" })`. */
export function changesByHttp(promise: Node): boolean {
  if (!asksByHttp(promise)) return false;
  if (/\.(?:post|put|patch|delete)$/.test(nameWaitedFor(promise))) return true;
  const changing = (node: Node): boolean => node.type === "Property" && propertyName(node) === "method" && node.value.type === "Literal" && /^(?:POST|PUT|PATCH|DELETE)$/i.test(String(node.value.value));
  return findNode(promise, changing) !== undefined;
}

/** `sharp` of `sharp(bytes).ensureAlpha().toBuffer()`, `crypto` of `crypto.subtle.sign(…)`. */
function rootName(callee: Node): string {
  let root = callee;
  while (root.type === "CallExpression" || root.type === "MemberExpression") root = unwrap(root.type === "CallExpression" ? root.callee : root.object);
  return root.type === "Identifier" ? root.name : "";
}

function calleeOf(tag: Node): string {
  return tag.type === "CallExpression" ? (calleeName(tag) ?? "") : "";
}
