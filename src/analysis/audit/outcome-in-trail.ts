/** What an exit of a sensitive handler means in its trail, where the answer alone does not tell. */
import { wordsOf } from "../../frameworks/answer.js";
import type { HandlerSite } from "../../frameworks/framework.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, propertyValue, unwrap, type Node } from "../../syntax/ast.js";
import type { Outcome } from "../../vocabulary/outcome.js";
import type { Exit } from "../records/exit.js";
import type { Sensitivity } from "../operations/sensitivity.js";
import { isSignedBefore, refusesSignature } from "../refusals/webhook-signature.js";

/** Acts after which people are sent to sign in, all being well. */
const ENDS_SESSION = /^(?:auth\.logout|auth\.password_reset\.complete|auth\.password\.change|auth\.register|user\.delete)$/;

/** The exit with the outcome that it has in the trail of a sensitive handler. */
export function inTrail(exit: Exit, handler: HandlerSite, sensitivity: Sensitivity, file: SourceFile): Exit {
  const outcome = (sensitivity.event === "webhook.verify" ? outcomeOfDelivery(exit, handler, file) : undefined) ?? outcomeOfBody(exit) ?? outcomeOf(exit, sensitivity, file);
  return outcome === exit.answer.outcome ? exit : { ...exit, answer: { ...exit.answer, outcome } };
}

/** `200 { success: false, error }`: an answer that says of itself that it went wrong is a success by its number alone. */
function outcomeOfBody({ answer, caughtBy, callback }: Exit): Outcome | undefined {
  if (answer.outcome !== "success" || answer.body === undefined || !saysFailed(answer.body)) return undefined;
  return caughtBy && !callback ? "error" : "denied";
}

function saysFailed(body: Node): boolean {
  const inner = unwrap(body);
  if (inner.type === "CallExpression" && calleeName(inner) === "stringify" && inner.arguments[0]) return saysFailed(inner.arguments[0]);
  const verdict = propertyValue(inner, "success") ?? propertyValue(inner, "ok");
  return verdict?.type === "Literal" && verdict.value === false && REASONS.some((name) => propertyValue(inner, name) !== undefined);
}

/** Where an answer says what went wrong. */
const REASONS = ["error", "errors", "message", "reason"];

/** A redirect to the login turns somebody away, unless that is where the act leads. */
function outcomeOf(
  { answer, node, caughtBy, callback }: Exit,
  { act, event }: Sensitivity,
  file: SourceFile,
): Outcome | undefined {
  // What is caught and answered with the way to an error page has failed.
  if (
    answer.outcome === undefined &&
    caughtBy &&
    !callback &&
    answer.status !== undefined &&
    answer.status >= 300 &&
    answer.status < 400
  )
    return "error";
  if (
    answer.outcome !== undefined ||
    answer.body === undefined ||
    caughtBy ||
    !act ||
    act.range[1] > node.range[0] ||
    !ENDS_SESSION.test(event)
  )
    return answer.outcome;
  const target = wordsOf(answer.body, file);
  return /^\/?[\w/-]*(?:log-?in|sign-?in)(?:[?#]|$)/i.test(target) && !/error|denied|failed|invalid|expired/i.test(target)
    ? "success"
    : undefined;
}

/** Senders of webhooks are answered 200 to a bad signature and 400 to a failure of ours: what went before tells. */
function outcomeOfDelivery(
  { answer, node, caughtBy, callback }: Exit,
  handler: HandlerSite,
  file: SourceFile,
): Outcome | undefined {
  if (answer.outcome === "success" && !caughtBy && refusesSignature(node)) return "denied";
  const isFailure = answer.outcome === "denied" && answer.status === 400 && caughtBy && !callback;
  return isFailure && isSignedBefore(caughtBy.parent, handler, file) ? "error" : undefined;
}
