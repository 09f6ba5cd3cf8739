/** Whether a change of a variable has happened when another place is reached: surely, perhaps, or never. */
import { enclosingFunction, isFunction, isInside, type FunctionNode, type Node } from "../../syntax/ast.js";
import { leavesItsList } from "../../syntax/branches.js";

type Verdict = "sure" | "perhaps" | "never";

/** What of a change's surroundings decides that, found once: many places may ask of one change. */
export interface When {
  readonly change: Node;
  readonly fn: FunctionNode | undefined;
  /** The innermost branch around it, and what its happening is to a place behind that branch. */
  readonly branch: { readonly node: Node; readonly behind: "perhaps" | "never" } | undefined;
  /** The outermost loop around it in its function: what stands later in the text may run before. */
  readonly loop: Node | undefined;
}

/** @param clears the change takes a field away, or blanks it */
export function whenOf(change: Node, clears = false): When {
  const fn = enclosingFunction(change);
  let branch: When["branch"];
  let loop: When["loop"];
  for (let inner = change, outer = change.parent; outer && !isFunction(outer); inner = outer, outer = outer.parent) {
    if (/^(?:For|While|DoWhile)/.test(outer.type)) loop = outer;
    if (branch || !isBranch(outer, inner)) continue;
    if (leavesItsList(inner)) branch = { node: inner, behind: "never" };
    // `if (copy.password) delete copy.password` takes it away whenever it is there.
    else if (!(clears && outer.type === "IfStatement" && !outer.alternate))
      branch = { node: inner, behind: "perhaps" };
  }
  return { change, fn, branch, loop };
}

/** @param own the function around the place */
export function timing({ change, fn, branch, loop }: When, at: Node, own: FunctionNode | undefined): Verdict {
  if (fn && !isInside(at, fn)) return "perhaps";
  if (change.range[1] > at.range[0]) {
    const again = fn !== own || (loop !== undefined && isInside(at, loop));
    return again && !isInside(at, change) ? "perhaps" : "never";
  }
  return !branch || isInside(at, branch.node) ? "sure" : branch.behind;
}

function isBranch(outer: Node, inner: Node): boolean {
  switch (outer.type) {
    case "IfStatement":
    case "ConditionalExpression":
      return inner !== outer.test;
    case "LogicalExpression":
      return inner === outer.right;
    case "TryStatement":
      return inner !== outer.finalizer;
    case "ForStatement":
    case "ForOfStatement":
    case "ForInStatement":
    case "WhileStatement":
      return inner === outer.body;
    case "SwitchCase":
    case "CatchClause":
      return true;
    default:
      return false;
  }
}
