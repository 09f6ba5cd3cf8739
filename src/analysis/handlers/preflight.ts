/** Exits that answer a question about the route, not a request for what is behind it. */
import { findNode } from "../../syntax/walk.js";
import type { Node } from "../../syntax/ast.js";
import type { Exit } from "../records/exit.js";

/**
 * True when the exit answers a CORS preflight or a probe of the route: `if (req.method === "OPTIONS") return …`.
 *
 * @param method of the handler, where it takes one alone
 */
export function isPreflight(exit: Exit, method?: string): boolean {
  if (method === "OPTIONS") return true;
  for (let node: Node | undefined = exit.node; node; node = node.parent) {
    const { parent } = node as { parent?: Node };
    if (parent?.type === "IfStatement" && parent.consequent === node && mentionsOptions(parent.test)) return true;
    if (parent?.type === "SwitchCase" && parent.test && mentionsOptions(parent.test)) return true;
  }
  return false;
}

function mentionsOptions(test: Node): boolean {
  return findNode(test, (node) => node.type === "Literal" && (node.value === "OPTIONS" || node.value === "HEAD")) !== undefined;
}
