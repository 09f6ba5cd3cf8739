/**
 * An answer whose status hangs on a test: `res.status(ok ? 200 : 401).json(result)` is a success and a refusal in one, and so is
 * `res.status(status).json(result)` behind `let status = 200; if (!ok) status = 401;`.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import { constantOf, staticNumber } from "../scope/static-value.js";
import type { SourceFile } from "../source-file.js";
import { calleeName, propertyValue, unwrap, type Node } from "../syntax/ast.js";
import { TURNED_AWAY } from "../vocabulary/http-status.js";
import { outcomeOfStatus } from "../vocabulary/outcome.js";
import { contextStatus } from "./hono-context.js";
import { changedStatus, type ChangedStatus } from "./changed-status.js";

export interface ChosenStatus {
  /** The expression that stands for the status: the choice itself, or a name for it. */
  readonly given: Node;
  readonly test: Node;
  /** The statuses where the test holds, and where it does not: one of success or a refusal, the other means something else. */
  readonly statuses: readonly [number, number];
}

/** @param answer the expression that answers */
export function chosenStatus(answer: Node, file: SourceFile): ChosenStatus | undefined {
  const given = statusGiven(unwrap(answer), file);
  const choice = given && choiceOf(given, file);
  if (!choice) return undefined;
  const [yes, no] = [choice.consequent, choice.alternate].map((arm) => staticNumber(arm, file.bindings));
  if (yes === undefined || no === undefined || outcomeOfStatus(yes) === outcomeOfStatus(no)) return undefined;
  // Which of two failures it was tells of the form or of the server, and turns nobody away.
  const counts = (status: number): boolean => TURNED_AWAY.has(status) || outcomeOfStatus(status) === "success";
  if (!counts(yes) && !counts(no)) return undefined;
  return { given, test: choice.test, statuses: [yes, no] };
}

function choiceOf(given: Node, file: SourceFile): TSESTree.ConditionalExpression | ChangedStatus | undefined {
  const changed = given.type === "Identifier" ? changedStatus(given, file) : undefined;
  if (changed) return changed;
  const value = unwrap((given.type === "Identifier" ? constantOf(given, file.bindings) : undefined) ?? given);
  return value.type === "ConditionalExpression" ? value : undefined;
}

/** `X` of `res.status(X).json(body)`, `res.sendStatus(X)`, `new Response(body, { status: X })` and Hono's `c.json(body, X)`. */
export function statusGiven(answer: Node, file: SourceFile): Node | undefined {
  const ofContext = contextStatus(answer, file);
  if (ofContext && ofContext.type !== "ObjectExpression") return unwrap(ofContext);
  for (let inner = answer; inner.type === "CallExpression" || inner.type === "NewExpression"; ) {
    const init = inner.arguments[1];
    if (init?.type === "ObjectExpression" && propertyValue(init, "status")) return unwrap(propertyValue(init, "status")!);
    if (inner.callee.type !== "MemberExpression") return undefined;
    const [status] = inner.arguments;
    if (status && /^(?:status|sendStatus|writeHead)$/.test(calleeName(inner) ?? "")) return unwrap(status);
    inner = unwrap(inner.callee.object);
  }
  return undefined;
}
