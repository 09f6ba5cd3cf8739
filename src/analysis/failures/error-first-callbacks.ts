/** Callbacks in Node's manner, `(err, data) => …`: which of them a file has, and which part of each is for the error. */
import type { TSESTree } from "@typescript-eslint/utils";
import { rootIs } from "../../frameworks/read-res-answer.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, isFunction, type FunctionNode, type Node } from "../../syntax/ast.js";
import { findNode, walk } from "../../syntax/walk.js";
import { errorTestOf, isUsedOnlyThere } from "./error-tests.js";
import { writesForCallback } from "./at-stake.js";
import { aroundOf, isAnswer } from "./failure-answered.js";
import type { HandlerFacts } from "../handlers/handler-facts.js";
import { handlerAround } from "../../frameworks/handler-around.js";

export interface ErrorFirstCallback {
  readonly call: TSESTree.CallExpression;
  readonly fn: FunctionNode;
  readonly error: string;
  /** The branch for an error, or the first statement that runs then; undefined where nothing asks for it. */
  readonly body: Node | undefined;
  /** All that runs when there is an error. */
  readonly runs: Node | undefined;
  /** What a report points at: the test of the error, else the parameter. */
  readonly at: Node;
}

/** Methods that hand their function an element, an event or a request, or are looked at as promises. */
const NO_CALLBACK = /^(?:then|catch|finally|map|flatMap|filter|forEach|find|findIndex|findLast|some|every|reduce|reduceRight|sort|toSorted|use|on|once|addListener|addEventListener|addErrorHandler|setErrorHandler|onError|error)$/;
const ERROR_NAME = /^_?(?:err|error|er|\w*(?:Err|Error))\d?$/;

/**
 * Callbacks of calls whose first parameter is an error by its name or type: those that test it, those in a handler or of a write
 * that never look at it, and listeners to `"error"` that answer. One that uses its error elsewhere too is left out.
 */
export function errorFirstCallbacks(facts: HandlerFacts): ErrorFirstCallback[] {
  const { file } = facts;
  const handlers = new Set(facts.handlers.map(({ fn }) => fn));
  const found: ErrorFirstCallback[] = [];
  for (const fn of file.outline.functions) {
    const call = fn.parent;
    if (call.type !== "CallExpression" || call.callee === fn || handlers.has(fn) || fn.params.length > 3) continue;
    const parameter = fn.params[0];
    if (parameter?.type !== "Identifier" || !isError(parameter, file)) continue;
    const listener = listensToErrors(call);
    if (!listener && NO_CALLBACK.test(calleeName(call) ?? "")) continue;
    const callback = listener ? answeringListener(call, fn, parameter, facts) : ofParameter(call, fn, parameter, facts);
    if (callback) found.push(callback);
  }
  return found;
}

function isError(parameter: TSESTree.Identifier, file: SourceFile): boolean {
  if (ERROR_NAME.test(parameter.name)) return true;
  const type = parameter.typeAnnotation as TSESTree.TSTypeAnnotation | null | undefined;
  return type != null && /^:\s*(?:NodeJS\.)?\w*(?:Error|ErrnoException)\b/.test(file.view.text.slice(...type.range));
}

function listensToErrors(call: TSESTree.CallExpression): boolean {
  const [event] = call.arguments;
  return /^(?:on|once)$/.test(calleeName(call) ?? "") && event?.type === "Literal" && event.value === "error";
}

/** `stream.on("error", () => res.status(500).end())`: others may listen too, so only one that answers is looked at. */
function answeringListener(
  call: TSESTree.CallExpression,
  fn: FunctionNode,
  at: Node & { name: string },
  facts: HandlerFacts,
): ErrorFirstCallback | undefined {
  const around = aroundOf(handlerAround(call, facts), call, facts);
  const client = [around.handler?.parameters.request, around.handler?.parameters.response];
  // What breaks there is the line to the client, who hears no more.
  if (client.some((name) => name !== undefined && rootIs(call.callee, name))) return undefined;
  if (!around.handler || !findNode(fn.body, (node) => node.type === "CallExpression" && isAnswer(node, around))) return undefined;
  return { call, fn, error: at.name, body: fn.body, runs: fn.body, at };
}

function ofParameter(
  call: TSESTree.CallExpression,
  fn: FunctionNode,
  parameter: TSESTree.Identifier,
  facts: HandlerFacts,
): ErrorFirstCallback | undefined {
  const { name } = parameter;
  const handler = handlerAround(call, facts);
  // `res.sendFile(path, (err) => …)`: what fails there is the answer itself.
  const { response } = handler?.parameters ?? {};
  if (response !== undefined && rootIs(call.callee, response)) return undefined;
  const uses = usesOf(name, fn.body);
  if (uses.length === 0) {
    return (handler && fn.params.length > 1 && isUsed(fn.params[1]!, fn.body)) || writesForCallback(call)
      ? { call, fn, error: name, body: undefined, runs: undefined, at: parameter }
      : undefined;
  }
  const test = errorTestOf(uses[0]!, fn);
  if (!test || !isUsedOnlyThere(test, uses)) return undefined;
  const { branch, body, runs, at } = test;
  return body || isLastWord(branch, fn) ? { call, fn, error: name, body, runs, at } : undefined;
}

function usesOf(name: string, body: Node): Node[] {
  const uses: Node[] = [];
  walk(body, (node) => {
    if (isFunction(node) && node.params.some((parameter) => parameter.type === "Identifier" && parameter.name === name)) return false;
    if (node.type !== "Identifier" || node.name !== name) return undefined;
    const { parent } = node;
    const isKey = (parent.type === "MemberExpression" && parent.property === node && !parent.computed) || (parent.type === "Property" && parent.key === node);
    if (!isKey) uses.push(node);
    return undefined;
  });
  return uses;
}

function isUsed(parameter: Node, body: Node): boolean {
  return parameter.type !== "Identifier" || usesOf(parameter.name, body).length > 0;
}

/** Nothing follows the `if`, so where there is an error nothing at all is done. */
function isLastWord(branch: Node, fn: FunctionNode): boolean {
  return fn.body.type === "BlockStatement" && fn.body.body.at(-1) === branch;
}
