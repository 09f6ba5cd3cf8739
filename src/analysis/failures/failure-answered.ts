/** How a catch answers the client, and when its answer lets the request through. */
import type { TSESTree } from "@typescript-eslint/utils";
import { type Answer, wordsOf } from "../../frameworks/answer.js";
import { readResAnswer, readResHelper } from "../../frameworks/read-res-answer.js";
import { readResponse } from "../../frameworks/read-response.js";
import { readInterrupt } from "../../frameworks/read-thrown.js";
import type { HandlerSite } from "../../frameworks/framework.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, enclosingFunction, functionName, propertyName, unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";
import { foundOnce } from "../../syntax/kept-with.js";
import { findNode } from "../../syntax/walk.js";
import type { HandlerFacts } from "../handlers/handler-facts.js";
import { isCallOf } from "../../frameworks/res-handler.js";
import { answersClient, clientAround } from "../../frameworks/waiting-clients.js";

/** The handler that a failure is caught in, and what it is there for. */
export interface Around {
  readonly handler: HandlerSite | undefined;
  /** Where there is none: the parameter on which a handler answers whose framework is read no further. */
  readonly client?: string | undefined;
  /** It decides who gets through: middleware, or a sensitive handler. */
  readonly guards: boolean;
  readonly file: SourceFile;
}

export type ClientAnswer = "answered" | "failed-open";

export function aroundOf(handler: HandlerSite | undefined, node: Node, facts: HandlerFacts): Around {
  const guards = handler !== undefined && (handler.role === "middleware" || facts.sensitivity(handler) !== undefined);
  return { handler, client: handler ? undefined : clientAround(node, facts.file), guards, file: facts.file };
}

/** What a call tells the client: an answer by `res`, an interrupt, or `next()` without the failure. */
export function answerOf(call: TSESTree.CallExpression, around: Around): ClientAnswer | undefined {
  const { handler, client, file } = around;
  if (client !== undefined && answersClient(call, client)) return "answered";
  const { response, next } = handler?.parameters ?? {};
  if (next !== undefined && isCallOf(call, next) && call.arguments.length === 0) return "failed-open";
  const interrupt = readInterrupt(call, file);
  if (interrupt) return "answered";
  if (response === undefined) return undefined;
  const answer = readResAnswer(call, response, "unknown", file) ?? readResHelper(call, response, file);
  if (!answer) return undefined;
  return letsThrough(answer, around) ? "failed-open" : "answered";
}

/**
 * `…; res.render("order", order); }`: what goes well ends here, so `next()` lets nobody through. The request is left to what
 * answers for a page that is not there.
 */
export const answersItself = foundOnce(({ fn, parameters: { response } }: HandlerSite, file: SourceFile): boolean => {
  let last = fn?.body.type === "BlockStatement" ? fn.body.body.at(-1) : undefined;
  if (last?.type === "TryStatement") last = last.block.body.at(-1);
  const given = last?.type === "ReturnStatement" ? last.argument : last?.type === "ExpressionStatement" ? last.expression : undefined;
  const call = given && unwrap(given);
  if (response === undefined || call?.type !== "CallExpression") return false;
  const answer = readResAnswer(call, response, "unknown", file) ?? readResHelper(call, response, file);
  return answer !== undefined && answer.outcome !== "denied" && answer.outcome !== "error";
});

/** True for a call that answers by itself or makes the response that is returned. */
export function isAnswer(call: TSESTree.CallExpression, around: Around): boolean {
  if (answerOf(call, around) !== undefined) return true;
  const answer = readResponse(call, around.file);
  return answer !== undefined && !(answer.elsewhere && call.arguments.some((argument) => unwrap(argument).type === "Identifier"));
}

/** `res.statusCode = err.status` is part of the answer. */
export function isAnswerField(target: Node, { handler }: Around): boolean {
  const path = dottedPath(target);
  return path?.length === 2 && path[0] === handler?.parameters.response && /^status(?:Code|Message)$/.test(path[1]!);
}

/** A guard's 2xx that does not itself say that something went wrong. */
export function letsThrough(answer: Answer, { guards, file }: Around, given?: Node): boolean {
  const { status, outcome, body } = answer;
  if (given && showsOtherPage(given)) return false;
  // `NextResponse.next()` has a status and no outcome: it is the request that goes on.
  const goesOn = outcome === "success" || (outcome === undefined && status === 200);
  if (!guards || !goesOn || (status !== undefined && status >= 300)) return false;
  // What a helper is given for the body stands in the call of it.
  return ![body, given].some((said) => said && saysFailure(said, file));
}

/** `NextResponse.rewrite(new URL("/coming-soon", request.url))`: not what was asked for. */
function showsOtherPage(given: Node): boolean {
  const call = unwrap(given);
  const address = call.type === "CallExpression" && calleeName(call) === "rewrite" && call.arguments[0] ? unwrap(call.arguments[0]) : undefined;
  return address?.type === "NewExpression" && address.arguments[0]?.type === "Literal";
}

function saysFailure(body: Node, file: SourceFile): boolean {
  const admits = findNode(body, (node) => {
    if (node.type !== "Property") return false;
    const name = propertyName(node) ?? "";
    if (/^(?:error|errors|erro|failed|failure|reason)$/i.test(name)) return true;
    return /^(?:ok|success|sucesso|valid|allowed|verified)$/i.test(name) && node.value.type === "Literal" && node.value.value === false;
  });
  return admits !== undefined || /error|fail|invalid/i.test(wordsOf(body, file));
}

/** `return true` out of a check (`isAllowed`, `verifyCaptcha`, `hasAccess`) lets in whoever made it fail. */
export function grants(value: Node | undefined, fn: FunctionNode | undefined): boolean {
  const inner = value && unwrap(value);
  if (inner?.type !== "Literal" || inner.value !== true || !fn) return false;
  const guard = isRejectionHandler(fn) ? enclosingFunction(fn) : fn;
  const words = splitWords((guard && functionName(guard)) ?? "");
  if (words.some((word) => NO_RIGHTS.has(word))) return false;
  return words.some((word) => GUARDS.has(word)) && !words.some((word) => REFUSALS.has(word));
}

/** `ask(user).catch(() => true)` speaks for the function around it. */
function isRejectionHandler(fn: FunctionNode): boolean {
  return fn.parent.type === "CallExpression" && /^(?:catch|then)$/.test(calleeName(fn.parent) ?? "");
}

/** `isBlocked`, `isExpiringSoon`, `isRateLimited`: there it is `true` that refuses. */
const REFUSALS = new Set(["block", "blocked", "denied", "deny", "expired", "expires", "expiring", "revoked", "invalid", "limited", "limit", "banned", "forbidden", "locked", "private", "error", "malicious", "spam", "disabled", "paused", "suspended"]);

/** What a crawler may fetch is no right of anybody, and neither is how things stand: `hasChanges`, `isStale`. */
const NO_RIGHTS = new Set(["robots", "change", "changes", "changed", "modified", "dirty", "stale", "outdated", "empty", "missing", "needed", "more"]);

const GUARDS = new Set(["is", "can", "has", "check", "verify", "validate", "allow", "allowed", "authorize", "authenticate", "ensure", "require", "guard", "permit", "assert"]);
