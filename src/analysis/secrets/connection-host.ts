/** What is cut out of a connection string behind its credentials: `url.split("@")[1]`. */
import type { TSESTree } from "@typescript-eslint/utils";
import { calleeName, unwrap, type Node } from "../../syntax/ast.js";

/** The text that the host is cut out of; undefined for any other expression. */
function cutBehindAt(node: Node): Node | undefined {
  const inner = unwrap(node);
  if (inner.type === "MemberExpression" && inner.computed && inner.property.type === "Literal" && Number(inner.property.value) > 0) return splitAtAt(inner.object);
  if (inner.type !== "CallExpression" || inner.callee.type !== "MemberExpression") return undefined;
  const name = calleeName(inner);
  const takesLast = name === "pop" || (name === "at" && inner.arguments[0]?.type === "UnaryExpression");
  return takesLast ? splitAtAt(inner.callee.object) : undefined;
}

function splitAtAt(node: Node): Node | undefined {
  const call = unwrap(node);
  if (call.type !== "CallExpression" || call.callee.type !== "MemberExpression" || calleeName(call) !== "split") return undefined;
  const [by] = call.arguments;
  return by?.type === "Literal" && by.value === "@" ? call.callee.object : undefined;
}

/** `url.match(/@([^/]+)/)`: all that it finds stands behind the credentials. */
export function matchesBehindAt(call: TSESTree.CallExpression): boolean {
  const [pattern] = call.arguments;
  return pattern?.type === "Literal" && "regex" in pattern && pattern.regex.pattern.startsWith("@");
}

/** Also with the whole behind `||`, which comes through where there is no `@` in it, and so nothing before one. */
export function givesHostAlone(node: Node, textOf: (node: Node) => string): boolean {
  if (cutBehindAt(node)) return true;
  const inner = unwrap(node);
  if (inner.type !== "LogicalExpression" || inner.operator === "&&") return false;
  const from = cutBehindAt(inner.left);
  return from !== undefined && textOf(from) === textOf(inner.right);
}

/** `url.split("@")[0]`: the user and the password. */
export function isCutBeforeAt(object: Node, index: string): boolean {
  return index === "0" && splitAtAt(object) !== undefined;
}

