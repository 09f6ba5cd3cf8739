/** What an exit of a sensitive handler means in its trail, where the answer alone does not tell. */
import { wordsOf } from "../frameworks/answer.js";
import type { HandlerSite } from "../frameworks/framework.js";
import type { SourceFile } from "../source-file.js";
import type { Outcome } from "../vocabulary/outcome.js";
import type { Exit } from "./exit.js";
import type { Sensitivity } from "./sensitivity.js";
import { isSignedBefore, refusesSignature } from "./webhook-signature.js";

/** Acts after which people are sent to sign in, all being well. */
const ENDS_SESSION = /^(?:auth\.logout|auth\.password_reset\.complete|auth\.password\.change|auth\.register|user\.delete)$/;

/** The exit with the outcome that it has in the trail of a sensitive handler. */
export function inTrail(exit: Exit, handler: HandlerSite, sensitivity: Sensitivity, file: SourceFile): Exit {
  const outcome = (sensitivity.event === "webhook.verify" ? outcomeOfDelivery(exit, handler, file) : undefined) ?? outcomeOf(exit, sensitivity, file);
  return outcome === exit.answer.outcome ? exit : { ...exit, answer: { ...exit.answer, outcome } };
}

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
