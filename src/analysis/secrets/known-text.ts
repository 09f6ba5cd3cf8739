/** Whether a name stands for a text where it is used: what it may hold elsewhere is no matter there. */
import type { TSESTree } from "@typescript-eslint/utils";
import { isFunction, unwrap, type Node } from "../../syntax/ast.js";

/** True behind `if (typeof nameOrOptions === "string")`. */
export function isTextHere(at: TSESTree.Identifier): boolean {
  for (let inner: Node = at; inner.parent && !isFunction(inner); inner = inner.parent) {
    const outer: Node = inner.parent;
    if (outer.type !== "IfStatement" && outer.type !== "ConditionalExpression") continue;
    if (outer.consequent === inner && saysText(outer.test, at.name)) return true;
  }
  return false;
}

function saysText(test: Node, name: string): boolean {
  const inner = unwrap(test);
  if (inner.type === "LogicalExpression") return inner.operator === "&&" && [inner.left, inner.right].some((side) => saysText(side, name));
  if (inner.type !== "BinaryExpression" || !/^===?$/.test(inner.operator) || inner.left.type !== "UnaryExpression") return false;
  const { argument } = inner.left;
  return argument.type === "Identifier" && argument.name === name && inner.right.type === "Literal" && inner.right.value === "string";
}
