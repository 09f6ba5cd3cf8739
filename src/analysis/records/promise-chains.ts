/** What surely runs behind a promise that the function hands on: `return save(user).then(() => audit(user))`. */
import type { TSESTree } from "@typescript-eslint/utils";
import { calleeName, isFunction, unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";

/** The function that `.then(…)` is given, where whoever waits for the chain gets a failure unless that has run. */
export function surelyThen(call: TSESTree.CallExpression): FunctionNode | undefined {
  const [given, ...more] = call.arguments;
  if (calleeName(call) !== "then" || !given || more.length > 0) return undefined;
  const fn = unwrap(given);
  return isFunction(fn) && isHandedOn(call) ? fn : undefined;
}

/** Nothing further up the chain takes a failure, and its end is waited for or returned. */
function isHandedOn(call: Node): boolean {
  let chain: Node = call;
  while (chain.parent?.type === "MemberExpression" && chain.parent.object === chain) {
    const outer: Node = chain.parent.parent;
    if (outer.type !== "CallExpression" || outer.callee !== chain.parent || calleeName(outer) !== "then" || outer.arguments.length > 1) return false;
    chain = outer;
  }
  const { parent } = chain;
  return parent?.type === "AwaitExpression" || parent?.type === "ReturnStatement" || (parent !== undefined && isFunction(parent) && parent.body === chain);
}
