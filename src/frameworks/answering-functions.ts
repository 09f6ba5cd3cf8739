/** Whether a function answers in the place of the one that calls it, told by its name, its type and what it returns. */
import type { SourceFile } from "../source-file.js";
import { calleeName, unwrap, type FunctionNode, type Node } from "../syntax/ast.js";
import { splitWords } from "../syntax/names.js";
import { TURNED_AWAY } from "../vocabulary/http-status.js";
import { returnedExpressions } from "./local-function.js";
import { readResponse } from "./read-response.js";
import { annotationName } from "./res-handler.js";

const HELPER_END = new Set([
  "response",
  "json",
  "error",
  "errors",
  "reply",
  "redirect",
  "cors",
  "preflight",
  "options",
  "html",
  "text",
]);
const HELPER_START = new Set([
  "respond",
  "reply",
  "json",
  "error",
  "fail",
  "cors",
  "redirect",
  "ok",
  "unauthorized",
  "forbidden",
  "bad",
  "not",
]);

/** `jsonResponse(request, body)`, `corsError(request, 401)`: takes the request for its origin only, and is no handler. */
export function isResponseHelper(name: string | undefined): boolean {
  const words = splitWords(name ?? "");
  if (words.at(-1) === "response" && /^(?:get|handle|route|serve|process)$/.test(words[0]!)) return false;
  return HELPER_END.has(words.at(-1) ?? "") || HELPER_START.has(words[0] ?? "");
}

/** True when the call's value is what the function around it answers. */
export function isReturned(call: Node): boolean {
  let inner = call;
  let outer = call.parent;
  while (outer && (unwrap(outer) === unwrap(inner) || (outer.type === "ConditionalExpression" && outer.test !== inner))) {
    inner = outer;
    outer = outer.parent;
  }
  if (outer?.type === "ReturnStatement") return true;
  if (outer?.type === "ArrowFunctionExpression") return outer.body === inner;
  return outer?.type === "CallExpression" && calleeName(outer) === "respondWith";
}

/** False where a type says that the function may answer with nothing: a guard. */
export function mayRespond(fn: FunctionNode): boolean {
  return responseType(fn) !== false;
}

/** True when the function returns responses and nothing else, by its type or, as far as can be read, by what it returns. */
export function alwaysResponds(fn: FunctionNode, file: SourceFile): boolean {
  const typed = responseType(fn);
  if (typed !== undefined) return typed;
  if (mayFallOff(fn)) return false;
  const returned = returnedExpressions(fn);
  const unread = returned.filter((expression) => readResponse(expression, file) === undefined);
  return unread.length < returned.length && unread.every((expression) => unwrap(expression).type === "CallExpression");
}

/** A guard answers some requests and returns nothing for the rest: its last statement is no answer. */
export function mayFallOff(fn: FunctionNode): boolean {
  if (fn.body.type !== "BlockStatement") return false;
  const last = fn.body.body.at(-1);
  if (last?.type === "IfStatement") return last.alternate === null;
  return !/^(?:Return|Throw|Try|Switch)Statement$/.test(last?.type ?? "");
}

/** True for a return type `Response` or a promise of it, false for another, undefined without one. */
export function responseType(fn: FunctionNode): boolean | undefined {
  const annotation = fn.returnType?.typeAnnotation;
  if (!annotation) return undefined;
  const name = annotationName(annotation);
  const promised = name === "Promise" && annotation.type === "TSTypeReference" ? annotation.typeArguments?.params[0] : annotation;
  return /^(?:\w+\.)?\w*Response$/.test((promised && annotationName(promised)) ?? "");
}

/**
 * True for a function that turns some requests away and answers others: what it refuses, no exit of its caller tells. One that
 * only ever refuses is a helper.
 */
export function turnsSomeAway(fn: FunctionNode, file: SourceFile): boolean {
  if (!alwaysResponds(fn, file)) return false;
  const answers = returnedExpressions(fn).map((returned) => readResponse(returned, file));
  return (
    answers.some((answer) => answer !== undefined && !answer.elsewhere && TURNED_AWAY.has(answer.status ?? 0)) &&
    answers.some((answer) => answer?.outcome !== "denied")
  );
}
