/** A bounded code for why it was refused or broke: from the status and the answer's own words, never from an error's message. */
import type { TSESTree } from "@typescript-eslint/utils";
import { givesError } from "../analysis/failures/result-clients.js";
import type { Exit } from "../analysis/records/exit.js";
import { wordsOf } from "../frameworks/answer.js";
import type { Answer } from "../frameworks/answer.js";
import type { SourceFile } from "../source-file.js";
import { unwrap } from "../syntax/ast.js";
import { asksOnlyForCaller, asksOnlyForRole, testBefore } from "./asked-of-caller.js";
import { errorAskedFor } from "./error-asked-for.js";

const BY_STATUS = new Map([
  [400, "invalid_input"],
  [401, "unauthenticated"],
  [402, "payment_required"],
  [403, "forbidden"],
  [404, "not_found"],
  [405, "method_not_allowed"],
  [409, "conflict"],
  [410, "gone"],
  [413, "too_large"],
  [415, "unsupported_media_type"],
  [422, "invalid_input"],
  [423, "locked"],
  [429, "rate_limited"],
]);

/**
 * The code for an exit: a 400 that is answered for whatever failed says nothing of what was sent; whoever sends no header or
 * has no session is not known yet, and who has the wrong role is, whether that is answered 401 or 403.
 */
export function reasonOf(exit: Exit, event: string, file: SourceFile): string {
  const { answer } = exit;
  const code = reasonCode(answer, event, file);
  if (/^(?:forbidden|invalid_credentials)$/.test(code) && !event.startsWith("auth.") && isForStrangers(exit, file)) return "unauthenticated";
  if (code === "unauthenticated" && isForRole(exit)) return "forbidden";
  const isOfForm = code !== "invalid_input" || (answer.body !== undefined && COMPLAINS.test(wordsOf(answer.body, file)));
  return isOfForm || !isForAnyFailure(exit, file) ? code : "refused";
}

function isForStrangers({ node, answer }: Exit, file: SourceFile): boolean {
  const test = answer.status === 401 || answer.status === 403 ? testBefore(node) : undefined;
  return test !== undefined && asksOnlyForCaller(test, file);
}

function isForRole({ node }: Exit): boolean {
  const test = testBefore(node);
  return test !== undefined && asksOnlyForRole(test);
}

const COMPLAINS = /invalid|valid|required|missing|malformed|must|empty|format|bad request|pars/i;

/** `catch (error) { return json({ error: error.message }, 400); }`, and the same for the error beside a result. */
function isForAnyFailure({ node, caughtBy, callback }: Exit, file: SourceFile): boolean {
  if (caughtBy && !callback) return !isProbe(caughtBy);
  const asked = errorAskedFor(node, file);
  const variable = asked === undefined ? undefined : file.bindings.lookUp(asked, node);
  const binding = variable && file.bindings.describe(variable);
  const init = binding?.kind === "variable" && binding.init ? unwrap(binding.init) : undefined;
  const call = init?.type === "AwaitExpression" ? unwrap(init.argument) : init;
  return call?.type === "CallExpression" && givesError(call, file);
}

/** A `try` of one statement: what it reads or checks is what was sent. */
function isProbe({ parent }: TSESTree.CatchClause): boolean {
  return parent.type === "TryStatement" && parent.block.body.length === 1;
}

/** What a webhook's 400 is for, where it is not for the signature. */
const SPEAKS_OF_CONTENT = /\b(?:payload|body|json|fields?|parameters?|required|missing (?:data|id|metadata)|event type)\b/i;

/** What a login answers where it keeps to itself what was wrong. */
const SAYS_LOGIN_FAILED = /\b(?:log ?in|sign ?in|authentication)\s+(?:has\s+)?failed\b|\bfailed\s+to\s+(?:log|sign)\s?in\b|\b(?:could\s+not|cannot|unable\s+to)\s+(?:log|sign)\s?(?:you\s+)?in\b/i;

/** "Missing token": none came with the request, as against one that was looked at. */
const NOTHING_SENT = /\bmissing\s+(?!or\b)(?:(?!or\b|invalid\b)\w+\s+){0,2}(?:token|jwt|session|api[- ]?key)\b/i;

/** `event` tells a failed login's 401 from any other. */
export function reasonCode(answer: Answer, event: string, file: SourceFile): string {
  const { outcome } = answer;
  // `200 { ok: false }`, and a redirect to the page that shows what went wrong: the number says nothing.
  const status = answer.status !== undefined && answer.status < 400 ? undefined : answer.status;
  if (outcome === "error" || (status !== undefined && status >= 500)) return "internal_error";
  // `{ error: "invalid_token" }`: a code is read like the sentence that it stands for.
  const words = answer.body ? wordsOf(answer.body, file).replaceAll(/[_-]+/g, " ") : "";
  if (status === undefined || status === 400 || status === 401 || status === 403 || status === 410 || status === 422) {
    if (/signature|hmac/i.test(words)) return "bad_signature";
    if (
      /(?<!\b(?:missing|no|without|provide|require|need|enter|send|supply) (?:\w+ ){0,2})credential(?!s? (?:\w+ ){0,2}(?:required|missing|needed|not provided))|(?:wrong|incorrect|invalid|bad)\s+(?:e ?mail|password|user|login|client)|password\s+(?:is\s+)?(?:incorrect|wrong)/i.test(
        words,
      )
    )
      return "invalid_credentials";
    if ((status === 401 || status === 403) && NOTHING_SENT.test(words)) return "unauthenticated";
    if (/(?:invalid|bad|missing|malformed)\s+(?:\w+\s+){0,3}(?:token|jwt|code|otp|session|api[- ]?key)/i.test(words))
      return "invalid_token";
    if (/\b(?:token|jwt|code|otp|session)\s+(?:is\s+|was\s+)?(?:not\s+valid|invalid|incorrect)/i.test(words)) return "invalid_token";
    if (/expired/i.test(words)) return "expired";
    if (/\b(?:locked|suspended|banned|disabled|deactivated|inactive)\b/i.test(words)) return "locked";
    if (/unverified|not\s+(?:been\s+|yet\s+)?(?:verified|confirmed)|(?:verify|confirm)\s+your\s+(?:e-?mail|account)/i.test(words)) return "unverified";
    if (status === undefined && /unauthori[sz]ed|not\s+(?:logged|signed)\s+in/i.test(words)) return "unauthenticated";
    if (status === undefined && /forbidden|permission|not\s+allowed|access\s+denied/i.test(words)) return "forbidden";
  }
  if (event === "auth.login" && (status === 401 || (status === 400 && SAYS_LOGIN_FAILED.test(words)))) return "invalid_credentials";
  if (status === 400 && SPEAKS_OF_CONTENT.test(words)) return "invalid_input";
  if ((status === undefined || status <= 401) && event === "webhook.verify") return "bad_signature";
  return (status === undefined ? undefined : BY_STATUS.get(status)) ?? "refused";
}
