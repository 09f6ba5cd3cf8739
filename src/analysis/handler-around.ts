/** The handler that a piece of code stands in. */
import type { HandlerSite } from "../frameworks/framework.js";
import { isInside, type Node } from "../syntax/ast.js";
import type { FileFacts } from "./file-facts.js";

/** The innermost handler around a node. */
export function handlerAround(node: Node, facts: FileFacts): HandlerSite | undefined {
  let found: HandlerSite | undefined;
  let size = Infinity;
  for (const handler of facts.handlers) {
    const within = handler.region ?? handler.fn;
    if (!within || !isInside(node, within)) continue;
    const length = within.range[1] - within.range[0];
    if (length < size) [found, size] = [handler, length];
  }
  return found;
}
