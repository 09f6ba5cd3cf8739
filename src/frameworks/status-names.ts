/** Statuses that the name of a function or class tells: `unauthorizedResponse()`, `new ForbiddenError()`, `ok(body)`. */
import { HTTP_STATUS_BY_NAME } from "../vocabulary/http-status.js";

const ANSWERING = new Set([
  "error",
  "errors",
  "response",
  "respond",
  "json",
  "fail",
  "failure",
  "reply",
  "problem",
  "abort",
  "deny",
  "reject",
  "err",
  "exception",
  "result",
]);

/** What such names hold besides. */
const FILLER = new Set([...ANSWERING, "http", "send", "create", "make", "throw", "return", "api", "new", "res", "access", "to", "handle"]);

const NAMED_DENIALS = new Map([
  ["notauthenticated", 401],
  ["unauthenticated", 401],
  ["notauthorized", 401],
  ["authentication", 401],
  ["authrequired", 401],
  ["authorization", 403],
  ["denied", 403],
  ["accessdenied", 403],
  ["permissiondenied", 403],
  ["ratelimit", 429],
  ["validation", 400],
  ["invalid", 400],
]);

/** Words of helpers that answer 200 unless they are told otherwise: `json(body)`, `successResponse(data)`, `ok()`. */
const PLAIN_ANSWER = new Set([
  "json",
  "response",
  "respond",
  "reply",
  "ok",
  "success",
  "successful",
  "created",
  "accepted",
  "send",
  "api",
  "make",
  "create",
  "return",
]);

/** `jsonError`, `replyWith`: the name of a function that answers. */
export function speaksOfAnswers(words: readonly string[]): boolean {
  return words.some((word) => ANSWERING.has(word));
}

/** `unauthorizedResponse` → 401, `sendForbidden` → 403, `not_found` → 404; only where the rest of the name is about answering. */
export function statusInName(words: readonly string[]): number | undefined {
  const rest = words.filter((word) => !FILLER.has(word)).join("");
  const status = HTTP_STATUS_BY_NAME.get(rest) ?? NAMED_DENIALS.get(rest);
  return status !== undefined && status >= 400 ? status : undefined;
}

/** True for a name of nothing but words of answering: `jsonResponse`. */
export function isPlainAnswerName(words: readonly string[]): boolean {
  return words.every((word) => PLAIN_ANSWER.has(word));
}
