/**
 * What stands for an actor whom nothing in reach names: `anon` is a claim, that nobody has proven who they are. Behind a guard
 * somebody has, so that there it is `unknown`, for a person to fill in.
 */
import { factsOf } from "../analysis/file-facts.js";
import type { Exit } from "../analysis/exit.js";
import { isLetIn } from "../analysis/let-in.js";
import type { HandlerSite } from "../frameworks/framework.js";
import type { SourceFile } from "../source-file.js";
import { isInside, standsInList, type Node } from "../syntax/ast.js";
import { isAskedInTry } from "./asked-before.js";

/** Logins and the like begin with nobody; a webhook's sender signs as a service, and is no user. */
const BEGINS_WITH_NOBODY = /^(?:auth\.(?:login|register|password_reset)|webhook)(?:\.|$)/;

/** @param status of the answer that the record is of, where it is known: a 401 is for who has proven nothing */
export function unnamedActor(
  at: Node,
  handler: HandlerSite,
  event: string,
  status: number | undefined,
  file: SourceFile,
): "anon" | "unknown" {
  if (BEGINS_WITH_NOBODY.test(event) || status === 401) return "anon";
  if (handler.role !== "handler" || handler.framework === "response-guard") return "anon";
  const isAsked = isLetIn(handler, at, file) || isPastRefusal(at, handler, file);
  return isAsked || (handler.fn && isAskedInTry(at, handler.fn, file)) ? "unknown" : "anon";
}

/** True behind `if (!allowed(req)) return unauthorized();`, in an earlier statement of a block around the place. */
function isPastRefusal(at: Node, handler: HandlerSite, file: SourceFile): boolean {
  const { exits } = factsOf(file.view, file.settings, file.neighbours).flow(handler);
  return exits.some((exit) => {
    const branch = exit.answer.status === 401 && !exit.caughtBy && branchOf(exit);
    return branch && standsInList(branch) && isInside(at, branch.parent!) && branch.range[1] <= at.range[0];
  });
}

/** The `if` whose whole purpose the exit is. */
function branchOf({ statement }: Exit): Node | undefined {
  const inner = statement.parent?.type === "BlockStatement" && statement.parent.body.at(-1) === statement ? statement.parent : statement;
  return inner.parent?.type === "IfStatement" && inner.parent.consequent === inner && !inner.parent.alternate ? inner.parent : undefined;
}
