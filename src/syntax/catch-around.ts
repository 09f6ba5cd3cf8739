/** Which `catch` takes what is thrown at a node. */
import type { TSESTree } from "@typescript-eslint/utils";
import { isFunction, type Node } from "./ast.js";

/** The innermost of the same function; undefined where what is thrown leaves the function. */
export function catchAround(node: Node): TSESTree.CatchClause | undefined {
  for (let inner = node; inner.parent && !isFunction(inner); inner = inner.parent) {
    if (inner.parent.type === "TryStatement" && inner.parent.block === inner && inner.parent.handler) return inner.parent.handler;
  }
  return undefined;
}
