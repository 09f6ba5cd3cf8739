/** Whether a change of a variable has happened when another place is reached: surely, perhaps, or never. */
import { enclosingFunction, isFunction, isInside, type FunctionNode, type Node } from "../../syntax/ast.js";
import { endsTheWay, lastStatement, leavesItsList } from "../../syntax/branches.js";

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
  readonly behind: "perhaps" | "never";
  /** The loop or the `switch` that the branch leaves: behind that it may have happened. */
  readonly left?: Node | undefined;
  /** The other arm of an `if`: where that runs, the change has not happened on this way. */
  readonly other?: Node | undefined;
  /** The choice behind which nothing is left of what was held before, as each of its arms has such a change or leaves. */
  readonly replacedBehind?: Node;
}

/**
 * @param clears the change takes a field away, or blanks it
 * @param declared where the variable is declared: each round of a loop around that has one of its own
 */
export function whenOf(change: Node, clears = false, declared?: Node): When {
  const fn = enclosingFunction(change);
  let branch: When["branch"];
  let loop: When["loop"];
  for (let inner = change, outer = change.parent; outer && !isFunction(outer); inner = outer, outer = outer.parent) {
    if (isLoop(outer) && !(declared && isInside(declared, inner))) loop = outer;
    if (branch || !isBranch(outer, inner)) continue;
    if (endsTheWay(inner)) branch = { node: inner, behind: "never" };
    else if (leavesItsList(inner)) branch = { node: inner, ...behindJump(inner, declared) };
    // `if (copy.password) delete copy.password` takes it away whenever it is there.
    else if (!(clears && outer.type === "IfStatement" && !outer.alternate))
      branch = { node: inner, behind: "perhaps", other: otherArm(outer, inner) };
  }
  return { change, fn, branch, loop };
}

function isLoop({ type }: Node): boolean {
  return /^(?:For|While|DoWhile)/.test(type);
}

/** `seen = row.key; break;` ends this round and the loop; behind `continue`, what stands below runs in the next round. */
function behindJump(branch: Node, declared: Node | undefined): Pick<Branch, "behind" | "left"> {
  const goesOn = lastStatement(branch)?.type === "ContinueStatement";
  let left: Node | undefined = branch.parent;
  while (left && !isFunction(left) && !(isLoop(left) || (!goesOn && left.type === "SwitchStatement"))) left = left.parent;
  const isOfRound = declared !== undefined && left !== undefined && isInside(declared, left);
  return { behind: goesOn && !isOfRound ? "perhaps" : "never", left };
}

function otherArm(outer: Node, arm: Node): Node | undefined {
  if (outer.type !== "IfStatement") return undefined;
  return (outer.consequent === arm ? outer.alternate : outer.consequent) ?? undefined;
}

/**
 * `if (long) shown = cut(shown); else shown = "none";`: behind that nothing is left of what was held before. So the first of such
 * changes is sure there, and the others perhaps.
 * @param changes those that give the variable another value, in source order
 */
export function surelyReplaced(changes: readonly When[]): Map<When, When> {
  const changed = new Set(changes.flatMap(({ branch }) => (branch ? [branch.node] : [])));
  const seen = new Set<Node>();
  const replaced = new Map<When, When>();
  for (const when of changes) {
    const { branch, loop } = when;
    const choice = branch && choiceOf(branch.node);
    if (!branch || !choice || seen.has(choice.node)) continue;
    seen.add(choice.node);
    // What stands in a loop may be passed by.
    if (loop || isInBranch(choice.node) || !choice.arms.every((arm) => isCovered(arm, changed))) continue;
    replaced.set(when, { ...when, branch: { ...branch, replacedBehind: choice.node } });
  }
  return replaced;
}

interface Choice {
  readonly node: Node;
  readonly arms: readonly Node[];
}

/** The `if`, `try` or `switch` of which one arm runs to its end, whatever happens. */
function choiceOf(arm: Node): Choice | undefined {
  const { parent } = arm as { parent: Node };
  const node = parent.type === "CatchClause" || parent.type === "SwitchCase" ? parent.parent : parent;
  switch (node.type) {
    case "IfStatement":
      return node.alternate ? { node, arms: [node.consequent, node.alternate] } : undefined;
    case "TryStatement":
      return node.handler ? { node, arms: [node.block, node.handler.body] } : undefined;
    case "SwitchStatement":
      return node.cases.some(({ test }) => test === null) ? { node, arms: node.cases } : undefined;
    default:
      return undefined;
  }
}

function isCovered(arm: Node, changed: ReadonlySet<Node>): boolean {
  if (changed.has(arm) || endsTheWay(arm)) return true;
  if (arm.type === "SwitchCase") {
    const last = arm.consequent.at(-1);
    if (!last) return arm.parent.cases.at(-1) !== arm;
    return endsTheWay(last) || arm.consequent.some((statement) => changed.has(statement));
  }
  const only = arm.type === "BlockStatement" && arm.body.length === 1 ? arm.body[0]! : arm;
  return only.type === "IfStatement" && only.alternate !== null && [only.consequent, only.alternate].every((inner) => isCovered(inner, changed));
}

function isInBranch(node: Node): boolean {
  for (let inner = node, outer = node.parent; outer && !isFunction(outer); inner = outer, outer = outer.parent)
    if (isBranch(outer, inner)) return true;
  return false;
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
  if (branch.replacedBehind && at.range[0] >= branch.replacedBehind.range[1]) return "sure";
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
