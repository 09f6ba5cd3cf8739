/** Whether a change of a variable has happened when another place is reached: surely, perhaps, or never. */
import { enclosingFunction, isFunction, isInside, type FunctionNode, type Node } from "../../syntax/ast.js";
import { endsTheWay, leavesItsList } from "../../syntax/branches.js";

type Verdict = "sure" | "perhaps" | "never";

/** What of a change's surroundings decides that, found once: many places may ask of one change. */
export interface When {
  readonly change: Node;
  readonly fn: FunctionNode | undefined;
  /** The innermost branch around it. */
  readonly branch: Branch | undefined;
  /** The outermost loop around it in its function: what stands later in the text may run before. */
  readonly loop: Node | undefined;
}

interface Branch {
  readonly node: Node;
  /** What its happening is to a place behind that branch. */
  readonly behind: Verdict;
  /** The loop that the branch leaves: behind that it may have happened. */
  readonly left?: Node | undefined;
  /** The other arm of an `if`: where that runs, the change has not happened on this way. */
  readonly other?: Node | undefined;
}

/** @param clears the change takes a field away, or blanks it */
export function whenOf(change: Node, clears = false): When {
  const fn = enclosingFunction(change);
  let branch: When["branch"];
  let loop: When["loop"];
  for (let inner = change, outer = change.parent; outer && !isFunction(outer); inner = outer, outer = outer.parent) {
    if (/^(?:For|While|DoWhile)/.test(outer.type)) loop = outer;
    if (branch || !isBranch(outer, inner)) continue;
    if (endsTheWay(inner)) branch = { node: inner, behind: "never" };
    else if (leavesItsList(inner)) branch = { node: inner, behind: "never", left: loopAround(inner) };
    // `if (copy.password) delete copy.password` takes it away whenever it is there.
    else if (!(clears && outer.type === "IfStatement" && outer.consequent === inner && !outer.alternate))
      branch = { node: inner, behind: "perhaps", other: otherArm(outer, inner) };
  }
  return { change, fn, branch, loop };
}

function loopAround(branch: Node): Node | undefined {
  for (let outer = branch.parent; outer && !isFunction(outer); outer = outer.parent)
    if (/^(?:For|While|DoWhile)|^SwitchStatement$/.test(outer.type)) return outer;
  return undefined;
}

function otherArm(outer: Node, arm: Node): Node | undefined {
  if (outer.type !== "IfStatement") return undefined;
  return (outer.consequent === arm ? outer.alternate : outer.consequent) ?? undefined;
}

/**
 * `if (long) shown = cut(shown); else shown = "none";`: behind that nothing is left of what was held before. So the first of two
 * such changes is sure there, and the other one perhaps.
 * @param changes those that give the variable another value
 */
export function surelyReplaced(changes: readonly When[]): Map<When, When> {
  const arms = new Map(changes.flatMap(({ branch }) => (branch ? [[branch.node, branch] as const] : [])));
  const isCovered = (arm: Node): boolean => {
    if (arms.has(arm) || endsTheWay(arm)) return true;
    const only = arm.type === "BlockStatement" && arm.body.length === 1 ? arm.body[0]! : arm;
    return only.type === "IfStatement" && only.alternate != null && isCovered(only.consequent) && isCovered(only.alternate);
  };
  const replaced = new Map<When, When>();
  for (const when of changes) {
    const { branch } = when;
    const isFirst = branch?.behind === "perhaps" && branch.other && branch.other.range[0] > branch.node.range[0];
    // What stands in a loop may be passed by.
    if (!isFirst || when.loop || !isOutermost(branch.node) || !isCovered(branch.other!)) continue;
    replaced.set(when, { ...when, branch: { ...branch, behind: "sure" } });
  }
  return replaced;
}

/** An arm of an `if` that is in no other branch. */
function isOutermost(arm: Node): boolean {
  for (let inner = arm.parent!, outer = inner.parent; outer && !isFunction(outer); inner = outer, outer = outer.parent)
    if (isBranch(outer, inner)) return false;
  return true;
}

/** @param own the function around the place */
export function timing({ change, fn, branch, loop }: When, at: Node, own: FunctionNode | undefined): Verdict {
  if (fn && !isInside(at, fn)) return "perhaps";
  if (change.range[1] > at.range[0]) {
    const again = fn !== own || (loop !== undefined && isInside(at, loop));
    return again && !isInside(at, change) ? "perhaps" : "never";
  }
  if (!branch || isInside(at, branch.node)) return "sure";
  if (branch.other && !loop && isInside(at, branch.other)) return "never";
  return branch.left && !isInside(at, branch.left) ? "perhaps" : branch.behind;
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
