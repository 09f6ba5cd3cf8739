/** Refusals that a handler throws where nobody behind it hears of them, so that only the handler can leave an event. */
import type { HandlerSite } from "../../frameworks/framework.js";
import type { SourceFile } from "../../source-file.js";
import type { HandlerFlow } from "../handlers/handler-flow.js";
import { isLeftToOthers, type Exit } from "../records/exit.js";
import { isDenial } from "../refusals/refusals.js";

/**
 * The exit as the refusal that it is: `throw new ForbiddenError()`, `throw new Error("Unauthorized")`. Undefined for all else,
 * and where what is thrown may be recorded by a wrapper or by error middleware.
 */
export function thrownRefusal(exit: Exit, handler: HandlerSite, flow: HandlerFlow, file: SourceFile): Exit | undefined {
  if (!isLeftToOthers(exit) || !(isOutOfAction(exit, handler) || flow.lost(exit))) return undefined;
  const { answer } = exit;
  if (answer.outcome === "denied") return exit;
  return answer.status === undefined && isDenial(exit, file) ? { ...exit, answer: { ...answer, outcome: "denied" } } : undefined;
}

/** What a server action throws goes to the one who called it, through Next.js alone. */
function isOutOfAction({ kind, callback, caughtBy }: Exit, { framework, wrappers }: HandlerSite): boolean {
  return framework === "next-server-action" && wrappers.length === 0 && kind === "throw" && !callback && !caughtBy;
}
