/**
 * How an expression answers as a Fetch `Response`: constructors, `Response.json`, `NextResponse.redirect`, helpers. Those of
 * the same file are read with their arguments in place.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../source-file.js";
import { calleeName, dottedPath, memberName, propertyName, unwrap, type FunctionNode, type Node } from "../syntax/ast.js";
import { answerWith, HELPER_DEPTH, redirectAnswer, type Answer } from "./answer.js";
import { bindArguments, NO_ARGUMENTS, substitute, type Arguments } from "./given-arguments.js";
import { isContextAnswer, readContextAnswer } from "./hono-context.js";
import { readImportedHelper, readNeighbour, toldByError } from "./imported-answers.js";
import { localFunction, returnedExpressions } from "./local-function.js";
import { numberOf, objectOf } from "./status-value.js";

/** Undefined when the expression is no response that the file can read. */
export function readResponse(
  node: Node,
  file: SourceFile,
  given: Arguments = NO_ARGUMENTS,
  depth = HELPER_DEPTH,
): Answer | undefined {
  const inner = unwrap(node);
  if (inner.type === "Identifier") {
    const constant = depth > 0 ? file.bindings.constantValue(inner) : undefined;
    return constant && readResponse(constant, file, given, depth - 1);
  }
  if (inner.type === "SequenceExpression") return readResponse(inner.expressions.at(-1)!, file, given, depth);
  if (inner.type === "NewExpression") {
    if (!isResponseClass(inner.callee)) return undefined;
    return answerWith(initStatus(inner.arguments[1], file, given), inner.arguments[0]);
  }
  if (inner.type !== "CallExpression") return undefined;
  const callee = unwrap(inner.callee);
  if (isContextAnswer(inner, file))
    return readContextAnswer(inner, file, given, (init, bound, absent) => initStatus(init, file, bound, absent));
  if (callee.type === "MemberExpression" && isResponseClass(callee.object))
    return readStaticResponse(inner, memberName(callee), file, given);
  // `streamText(…).toUIMessageStreamResponse({ status })`: what a model says, as it comes.
  if (callee.type === "MemberExpression" && /^to\w*StreamResponse$/.test(memberName(callee) ?? "")) return answerWith(initStatus(inner.arguments[0], file, given), undefined);
  const fn = depth > 0 ? localFunction(callee, file) : undefined;
  const read = fn ? readHelper(fn, inner, file, given, depth) : readElsewhere(inner, file, given);
  if (isTold(read) || depth === 0) return read;
  const handed = readHanded(inner, file, given, depth - 1);
  return handed ? { ...handed, elsewhere: fn === undefined } : read;
}

function readElsewhere(call: TSESTree.CallExpression, file: SourceFile, given: Arguments): Answer | undefined {
  const known = readNeighbour(call, undefined, file, given);
  return isTold(known) ? known : (readImportedHelper(call, file, given) ?? known);
}

function isTold(answer: Answer | undefined): boolean {
  return answer?.status !== undefined || answer?.outcome !== undefined;
}

/** Names of what dresses responses up: where only a name tells of the response itself, that one must speak of it too. */
const DRESSES = /^with[A-Z]|cors|headers?$|cookies?$/i;

/** `withCors(new Response("", { status: 401 }))`: what dresses a response up leaves it what it is. */
function readHanded(call: TSESTree.CallExpression, file: SourceFile, given: Arguments, depth: number): Answer | undefined {
  const mayRefuse = DRESSES.test(calleeName(call) ?? "");
  const handed = call.arguments.flatMap((argument) => {
    const value = substitute(unwrap(argument), given);
    const answer = value && readResponse(value, file, given, depth);
    return answer && isTold(answer) && (!answer.elsewhere || (mayRefuse && answer.outcome === "denied")) ? [answer] : [];
  });
  return handed.length === 1 ? handed[0] : undefined;
}

function isResponseClass(node: Node): boolean {
  const path = dottedPath(node);
  return path !== undefined && /^(?:\w*Response)$/.test(path.at(-1)!) && path.length <= 2;
}

function readStaticResponse(
  call: TSESTree.CallExpression,
  method: string | undefined,
  file: SourceFile,
  given: Arguments,
): Answer | undefined {
  const [first, second] = call.arguments;
  switch (method) {
    case "json":
      return answerWith(initStatus(second, file, given), first);
    case "redirect":
      return redirectAnswer(first, numberOf(second, file, given) ?? initStatus(second, file, given, 307), file);
    case "rewrite":
    case "next":
      return { status: 200, outcome: undefined, body: undefined, elsewhere: false };
    case "error":
      return answerWith(500, undefined);
    default:
      return readImportedHelper(call, file, given);
  }
}

/** The status in a response's init: `{ status: 401 }`, or the number itself; without one it is 200. */
function initStatus(init: Node | undefined, file: SourceFile, given: Arguments, absent = 200): number | undefined {
  if (!init) return absent;
  const inner = substitute(unwrap(init), given);
  if (!inner) return absent;
  const direct = numberOf(inner, file, given);
  if (direct !== undefined) return direct;
  const object = objectOf(inner, file);
  return object && objectStatus(object, file, given, absent);
}

function objectStatus(
  object: TSESTree.ObjectExpression,
  file: SourceFile,
  given: Arguments,
  before: number | undefined,
): number | undefined {
  let told = before;
  for (const property of object.properties) {
    if (property.type === "SpreadElement") told = spreadStatus(property.argument, file, given, told);
    else if (propertyName(property) === "status") told = numberOf(property.value, file, given);
  }
  return told;
}

/** What a spread leaves of the status that was told before it: `{ ...init, headers }`. */
function spreadStatus(spread: Node, file: SourceFile, given: Arguments, before: number | undefined): number | undefined {
  const inner = substitute(unwrap(spread), given);
  if (!inner || /header|cors/i.test(dottedPath(inner)?.join(".") ?? "")) return before;
  const object = objectOf(inner, file);
  return object && objectStatus(object, file, given, before);
}

/** What a helper of this file returns as a response, its parameters replaced by the call's arguments. */
export function readHelper(
  fn: FunctionNode,
  call: TSESTree.CallExpression,
  file: SourceFile,
  given = NO_ARGUMENTS,
  depth = HELPER_DEPTH,
): Answer | undefined {
  const read = readReturned(fn, call, file, given, depth);
  return read && toldByError(read, call, file, given);
}

function readReturned(
  fn: FunctionNode,
  call: TSESTree.CallExpression,
  file: SourceFile,
  given: Arguments,
  depth: number,
): Answer | undefined {
  const bound = bindArguments(fn, call, given);
  let combined: Answer | undefined;
  for (const returned of returnedExpressions(fn)) {
    const one = readResponse(returned, file, bound, depth - 1);
    if (!one) return undefined;
    if (combined && combined.status !== one.status)
      return {
        status: undefined,
        outcome: combined.outcome === one.outcome ? one.outcome : undefined,
        body: undefined,
        elsewhere: one.elsewhere,
      };
    combined = one;
  }
  return combined && { ...combined, body: substitute(bodyOf(combined.body ?? call), bound) ?? call };
}

/** What is written out where the helper does that: `JSON.stringify(body)` has the words of its caller. */
function bodyOf(body: Node): Node {
  const inner = unwrap(body);
  const given = inner.type === "CallExpression" && calleeName(inner) === "stringify" ? inner.arguments[0] : undefined;
  return given?.type === "Identifier" ? given : body;
}
