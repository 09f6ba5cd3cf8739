/** What an answer hangs on: the tests of the branches that it stands in. */
import { isFunction, type Node } from "./ast.js";

/** The tests around the node, innermost first, up to its function or the catch that it stands in. */
export function testsAround(node: Node): Node[] {
  const tests: Node[] = [];
  for (let inner: Node = node; inner.parent && !isFunction(inner); inner = inner.parent) {
    const outer = inner.parent;
    if ((outer.type === "IfStatement" || outer.type === "ConditionalExpression") && outer.test !== inner) tests.push(outer.test);
    if (outer.type === "CatchClause") break;
  }
  return tests;
}
