/**
 * Guards: functions that answer some requests with a Fetch `Response` and let the others through, wherever they stand
 * (`requireAdmin(request): Promise<Response | null>`, the function that a wrapper returns). What they refuse, no handler sees.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../source-file.js";
import { calleeName, functionName, isFunction, parameterName, unwrap, type FunctionNode, type Node } from "../syntax/ast.js";
import { nodesIn } from "../syntax/outline.js";
import { findNode, walk } from "../syntax/walk.js";
import { PlacedPattern, WordedPattern } from "../syntax/worded-pattern.js";
import { type Answer } from "./answer.js";
import { returnedExpressions } from "./local-function.js";
import { readResponse } from "./read-response.js";
import { TURNED_AWAY } from "../vocabulary/http-status.js";
import { mayFallOff } from "./answering-functions.js";
import { handlerSite, type Framework, type HandlerSite } from "./framework.js";
import { isHandlerProperty, wrappersAround } from "./handler-value.js";
import { typeName } from "./res-handler.js";

const REQUEST_TYPE = /^(?:Next)?Request$/;
const REQUEST_NAME = /^_?(?:req|request)$/;
/** What a server carries along with a request: the session, the platform's bindings. */
const CONTEXT_NAME = /^(?:ctx|context|env|locals)$/;
const TAKES_REQUEST = new PlacedPattern([":request", ": request", ":nextrequest", ": nextrequest"], /:\s*(?:Next)?Request\b/);
const MAKES_RESPONSE = new PlacedPattern(["response"], /Response\b/);
/** `response: fail("no", 401)`, or what answers comes from a module of answers. */
const ANSWERS_ELSEWHERE = new PlacedPattern(["response:", 'response"', 'responses"'], /responses?(?:\s*:\s*(?:await )?[\w.]+\(|["'])/i);
const MAY_REFUSE = /\b(?:401|403|429)\b|unauthori[sz]ed|forbidden|too_?many/i;

export const responseGuard: Framework = {
  id: "response-guard",
  title: "Guards that answer a Fetch Request",
  mayHold: (_path, text) =>
    MAKES_RESPONSE.test(text)
      ? TAKES_REQUEST.test(text) || MAY_REFUSE.test(text)
      : ANSWERS_ELSEWHERE.test(text) && MAY_REFUSE.test(text),
  findHandlers: (file) => file.outline.functions.flatMap((fn) => guardSite(fn, file) ?? []),
};

function guardSite(fn: FunctionNode, file: SourceFile): HandlerSite | undefined {
  const request = fn.params.find((parameter) => REQUEST_TYPE.test(typeName(parameter) ?? ""));
  if (!(request && answersSome(fn, file)) && (isOption(fn) || !refusesSome(fn, file))) return undefined;
  return handlerSite({
    framework: "response-guard",
    role: "middleware",
    dialect: "response",
    fn,
    place: placeOf(fn),
    wrappers: wrappersAround(fn).wrappers,
    name: functionName(fn),
    parameters: { request: parameterName(request ?? fn.params.find((parameter) => REQUEST_NAME.test(parameterName(parameter) ?? ""))) },
  });
}

/** `withLog({ handler: async ({ user }) => … })`: what it hands back goes to who has asked for it, and who may record it. */
function isOption({ parent }: FunctionNode): boolean {
  return parent.type === "Property" && isHandlerProperty(parent);
}

/** True for a function that refuses by itself: whoever hands its refusal on is no place to record it. */
export function isResponseGuard(fn: FunctionNode, file: SourceFile): boolean {
  return guardSite(fn, file) !== undefined;
}

function answersSome(fn: FunctionNode, file: SourceFile): boolean {
  return returnedExpressions(fn).some((returned) => {
    const answer = readGuardAnswer(returned, file)?.answer;
    return answer !== undefined && !answer.elsewhere;
  });
}

/** Without a type, by what it does: a refusal on one way, and something that is no answer on another, or nothing at all. */
function refusesSome(fn: FunctionNode, file: SourceFile): boolean {
  if (throwsRefusal(fn, file)) return true;
  const returned = returnedExpressions(fn);
  if (returned.length === 0) return false;
  const isAsked = takesRequest(fn) || asksForCaller(fn, file);
  // Who hands a response back in an object leaves nothing to its caller but to hand it on, whatever it was asked about.
  const mayAnswer = isAsked ? returned : returned.filter((value) => partsOf(value).length > 0);
  const answers = mayAnswer.map((value) => readGuardAnswer(value, file)?.answer);
  return (
    (mayFallOff(fn) || mayAnswer.length < returned.length || answers.some((answer) => answer === undefined)) &&
    answers.some((answer) => answer !== undefined && !answer.elsewhere && answer.outcome === "denied")
  );
}

/** `throw new Response("", { status: 401 })`: such a function needs no request to be known for a guard. */
function throwsRefusal(fn: FunctionNode, file: SourceFile): boolean {
  if (!THROWS_RESPONSE.test(file.view.text)) return false;
  let throws = false;
  walk(fn.body, (node) => {
    if (node.type === "ThrowStatement") throws ||= TURNED_AWAY.has(readThrownResponse(node, file)?.status ?? 0);
    return !isFunction(node);
  });
  return throws;
}

/** The response that is thrown in place of an error. */
export function readThrownResponse({ argument }: TSESTree.ThrowStatement, file: SourceFile): Answer | undefined {
  const answer = argument ? readResponse(argument, file) : undefined;
  return answer?.elsewhere ? undefined : answer;
}

const THROWS_RESPONSE = new WordedPattern(["throw "], /\bthrow (?:new )?(?:Next)?Response\b/);

/** It is handed the request or what came with it, asks for it by itself (`cookies()`), or stands around a handler. */
function takesRequest(fn: FunctionNode): boolean {
  const [first] = fn.params;
  if (first === undefined || REQUEST_NAME.test(parameterName(first) ?? "")) return true;
  if (fn.params.some((parameter) => CONTEXT_NAME.test(parameterName(parameter) ?? ""))) return true;
  return first.type === "RestElement" && callsWhatItIsGiven(fn);
}

/** `requireRole(["admin"])` is handed no request, and asks who is calling by itself. */
function asksForCaller(fn: FunctionNode, { outline }: SourceFile): boolean {
  return nodesIn(outline.calls, fn).some((call) => ASKS_FOR_CALLER.test(calleeName(call) ?? ""));
}

const ASKS_FOR_CALLER = /^(?:auth|cookies|headers|currentUser|get(?:Server)?Session|get(?:Current|Auth|Session)?User|getClaims|validateRequest)$/;

/** `(handler) => async (...args) => handler(...args)`. */
function callsWhatItIsGiven(fn: FunctionNode): boolean {
  let outer: Node | undefined = fn.parent;
  while (outer && !isFunction(outer)) outer = outer.parent;
  const given = new Set(outer?.params.map((parameter) => parameterName(parameter)));
  return findNode(fn.body, (node) => node.type === "CallExpression" && node.callee.type === "Identifier" && given.has(node.callee.name)) !== undefined;
}

export interface GuardAnswer {
  /** The expression that is the response. */
  readonly node: Node;
  readonly answer: Answer;
}

/** A response as it is, or the refusal in what a guard gives back: `{ error: unauthorized() }`, `[null, forbidden()]`. */
export function readGuardAnswer(returned: Node, file: SourceFile): GuardAnswer | undefined {
  const direct = readResponse(returned, file);
  if (direct) return { node: returned, answer: direct };
  for (const part of partsOf(returned)) {
    const answer = /^(?:New|Call|Await)Expression$/.test(part.type) ? readResponse(part, file) : undefined;
    if (answer?.outcome === "denied" && !answer.elsewhere) return { node: part, answer };
  }
  return undefined;
}

/** The values in an object or a list that is given back. */
function partsOf(returned: Node): readonly Node[] {
  const inner = unwrap(returned);
  if (inner.type === "ArrayExpression") return inner.elements.filter((element) => element !== null);
  if (inner.type !== "ObjectExpression") return [];
  return inner.properties.flatMap((property) => (property.type === "Property" ? [property.value] : []));
}

function placeOf(fn: FunctionNode): Node {
  if (fn.id) return fn.id;
  const holder = fn.parent;
  return holder.type === "VariableDeclarator" ? holder.id : fn;
}
