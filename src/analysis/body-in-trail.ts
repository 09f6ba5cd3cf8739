/**
 * Whether a request's body may stand in a row of the trail. There the detail of what was changed is kept on purpose, by those who
 * know the route; it leaks where a credential may be in it: on routes about accounts, and where all bodies pass.
 */
import type { SourceFile } from "../source-file.js";
import { calleeName, dottedPath, functionName, isFunction, memberName, parameterName, propertyName, unwrap, type FunctionNode, type Node } from "../syntax/ast.js";
import { splitWords } from "../syntax/names.js";
import { findNode } from "../syntax/walk.js";
import { classifySecretName } from "../vocabulary/secret-words.js";
import { incomingParameter } from "./incoming-data.js";

/** @param from the record, or the argument by which a function of the file was given the body */
export function belongsInTrail(from: Node, file: SourceFile): boolean {
  const handler = handlerAround(from, file);
  if (!handler) return false;
  const route = routeOf(handler);
  if (route === undefined || passesOn(handler)) return false;
  return ![route, file.view.path].some(isAboutAccounts) && !readsCredential(handler, file);
}

/** The nearest function that is given a request. */
function handlerAround(node: Node, file: SourceFile): FunctionNode | undefined {
  for (let outer: Node | undefined = node; outer; outer = outer.parent) {
    if (!isFunction(outer)) continue;
    const fn = outer;
    if (fn.params.some((_, index) => /^(?:request|context)$/.test(incomingParameter(fn, index, file) ?? ""))) return fn;
  }
  return undefined;
}

const REGISTERS = /^(?:get|post|put|patch|delete|del|all|serve|route|on)$/;
const ENTRY = /^(?:GET|POST|PUT|PATCH|DELETE|fetch|default|loader|action|handler|main|lambda\w*|handle\w*|\w+Handler|onRequest(?:Get|Post|Put|Patch|Delete)?)$/;
const ANSWER = /^_?(?:res|response|reply|rep)$/;

/** The path and name of what answers one route; undefined for what is given any request. */
function routeOf(handler: FunctionNode): string | undefined {
  let names = functionName(handler) ?? "";
  let outermost: Node = handler;
  for (let call = handler.parent; call?.type === "CallExpression"; call = call.parent) {
    const [first] = call.arguments;
    const method = calleeName(call) ?? "";
    if (method === "use") return undefined;
    if (REGISTERS.test(method)) return first?.type === "Literal" ? `${String(first.value)} ${names}` : names;
    outermost = call;
  }
  if (outermost !== handler) names = nameOfHolder(outermost.parent) ?? names;
  const answers = handler.params.slice(1).some((parameter) => ANSWER.test(parameterName(parameter) ?? ""));
  return answers || ENTRY.test(names) || outermost.parent?.type === "ExportDefaultDeclaration" ? names : undefined;
}

function nameOfHolder(holder: Node | undefined): string | undefined {
  if (holder?.type === "VariableDeclarator" && holder.id.type === "Identifier") return holder.id.name;
  return holder?.type === "AssignmentExpression" ? dottedPath(holder.left)?.at(-1) : undefined;
}

/** `next()`: a middleware, whatever it answers otherwise. */
function passesOn(handler: FunctionNode): boolean {
  return findNode(handler.body, (node) => node.type === "CallExpression" && node.arguments.length === 0 && calleeName(node) === "next", true) !== undefined;
}

const ACCOUNTS = new Set(
  (
    "auth authentication login signin signup register registration password passwords credential credentials user users account accounts token tokens " +
    "key keys secret secrets otp mfa session sessions member members employee employees staff profile settings config integration integrations"
  ).split(" "),
);

/** A path, or a name, of what people sign in with or keep their secrets in. */
export function isAboutAccounts(path: string): boolean {
  return splitWords(path).some((word) => ACCOUNTS.has(word)) || /sign[-_]?(?:in|up)\b|log[-_]in\b/i.test(path);
}

/** What stands beside a body: its credentials are not in that. */
const BESIDE = /^(?:headers?|env|cookies|query\w*|params|searchParams|process|config|settings|session)$/i;

/** A field of a secret's name that may be one of the body. */
function readsCredential(handler: FunctionNode, file: SourceFile): boolean {
  const isSecret = (name: string | undefined): boolean => {
    const verdict = name === undefined ? undefined : classifySecretName(name, file.settings);
    return verdict !== undefined && "class" in verdict && !verdict.weak && verdict.class !== "personal data";
  };
  const reads = (node: Node): boolean => {
    if (node.type === "MemberExpression") return isSecret(memberName(node)) && !isBeside(node.object);
    if (node.type !== "ObjectPattern" || !node.properties.some((property) => isSecret(propertyName(property)))) return false;
    return node.parent.type !== "VariableDeclarator" || !node.parent.init || !isBeside(node.parent.init);
  };
  return findNode(handler, reads, true) !== undefined;
}

function isBeside(owner: Node): boolean {
  return BESIDE.test(dottedPath(unwrap(owner))?.at(-1) ?? "");
}
