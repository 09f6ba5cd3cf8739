/** Whether a request's text can only be one of a few words here: compared with them, looked up in a table of the file. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { dottedPath, isFunction, unwrap, type Node } from "../../syntax/ast.js";
import { leavesItsList } from "../../syntax/branches.js";
import { foundOnce } from "../../syntax/kept-with.js";

type IsSame = (other: Node | undefined) => boolean;

/** `if (kind === "a") log(kind)`, `switch (kind) { case "a": log(kind) }`, and behind `if (kind !== "a") return`. */
export function isOneWordHere(node: Node, isSame: IsSame): boolean {
  for (let inner: Node = node; inner.parent; inner = inner.parent) {
    const outer = inner.parent;
    const chosen = (outer.type === "IfStatement" || outer.type === "ConditionalExpression") && outer.consequent === inner;
    if (chosen && equalsWord(outer.test, isSame)) return true;
    if (outer.type === "SwitchCase" && outer.test !== null && outer.parent.type === "SwitchStatement" && isSame(outer.parent.discriminant)) return true;
    if (isStoppedBefore(inner, (test) => differsFromWords(test, isSame))) return true;
  }
  return false;
}

/** `const handler = HANDLERS[kind]; if (!handler) return;`, `if (!(kind in HANDLERS)) return;`. */
export function isLookedUp(node: Node, isSame: IsSame, file: SourceFile): boolean {
  const isEntry = (part: Node): boolean => {
    const inner = unwrap(part);
    if (inner.type === "BinaryExpression") return inner.operator === "in" && isSame(inner.left) && isTable(inner.right, file);
    return inner.type === "MemberExpression" && inner.computed && isSame(inner.property) && isTable(inner.object, file);
  };
  const isOfTable = (part: Node): boolean => {
    if (isEntry(part)) return true;
    const binding = file.bindings.ofExpression(part);
    return binding?.kind === "variable" && !binding.pattern && binding.init !== undefined && isEntry(binding.init);
  };
  const saysMissing = (test: Node): boolean => {
    const inner = unwrap(test);
    if (inner.type === "LogicalExpression") return inner.operator === "||" && (saysMissing(inner.left) || saysMissing(inner.right));
    return inner.type === "UnaryExpression" && inner.operator === "!" && isOfTable(inner.argument);
  };
  for (let inner: Node = node; inner.parent && !isFunction(inner); inner = inner.parent) {
    if (isStoppedBefore(inner, saysMissing)) return true;
  }
  return false;
}

/** An object that the file writes down, or a constant by its name. */
function isTable(node: Node, file: SourceFile): boolean {
  const root = dottedPath(node)?.[0];
  if (root === undefined) return false;
  if (/^[A-Z][A-Z\d_]+$/.test(root)) return true;
  const binding = file.bindings.ofExpression(unwrap(node));
  return binding?.kind === "variable" && !binding.pattern && binding.init !== undefined && unwrap(binding.init).type === "ObjectExpression";
}

/** Does a statement before this one end the way where the test holds? */
function isStoppedBefore(statement: Node, test: (test: Node) => boolean): boolean {
  const block = statement.parent;
  if (block?.type !== "BlockStatement") return false;
  return stopsOf(block).some((stop) => stop.range[1] <= statement.range[0] && test(stop.test));
}

/** The statements of a block after which it may have ended. */
const stopsOf = foundOnce((block: TSESTree.BlockStatement): readonly TSESTree.IfStatement[] =>
  block.body.filter((statement) => statement.type === "IfStatement").filter(({ consequent }) => leavesItsList(consequent)),
);

function equalsWord(test: Node, isSame: IsSame): boolean {
  const inner = unwrap(test);
  if (inner.type === "LogicalExpression") {
    const sides = [inner.left, inner.right].map((side) => equalsWord(side, isSame));
    // `kind === "a" || force` leaves the other way open.
    return inner.operator === "&&" ? sides.some(Boolean) : sides.every(Boolean);
  }
  return inner.type === "BinaryExpression" && /^===?$/.test(inner.operator) && comparesWithWord(inner.left, inner.right, isSame);
}

/** `kind !== "a" && kind !== "b"`, or one of several reasons to stop. */
function differsFromWords(test: Node, isSame: IsSame): boolean {
  const inner = unwrap(test);
  if (inner.type === "LogicalExpression") {
    const sides = [inner.left, inner.right].map((side) => differsFromWords(side, isSame));
    return inner.operator === "||" ? sides.some(Boolean) : sides.every(Boolean);
  }
  return inner.type === "BinaryExpression" && /^!==?$/.test(inner.operator) && comparesWithWord(inner.left, inner.right, isSame);
}

function comparesWithWord(left: Node, right: Node, isSame: IsSame): boolean {
  return (isSame(left) && isWord(right)) || (isSame(right) && isWord(left));
}

function isWord(node: Node): boolean {
  return node.type === "Literal" && node.value !== null;
}
