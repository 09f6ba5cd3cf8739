/** How a branch ends: `return 1`, or a block whose last statement that is. */
import type { Node } from "./ast.js";

/** The statement that a branch ends with; undefined for an empty block. */
export function lastStatement(branch: Node): Node | undefined {
  return branch.type === "BlockStatement" ? branch.body.at(-1) : branch;
}

/** Nothing of the function runs behind it: it ends with `return` or `throw`. */
export function endsTheWay(branch: Node): boolean {
  const last = lastStatement(branch);
  return last?.type === "ReturnStatement" || last?.type === "ThrowStatement";
}

/** Nothing behind it in the same list runs: it ends with `return`, `throw`, `continue` or `break`. */
export function leavesItsList(branch: Node): boolean {
  const last = lastStatement(branch);
  return endsTheWay(branch) || last?.type === "ContinueStatement" || last?.type === "BreakStatement";
}
