/** Audit events that are left for some and not for others, because there is nothing to tell of the others. */
import { dottedPath, isFunction, unwrap, type CallNode, type Node } from "../../syntax/ast.js";
import { findNode } from "../../syntax/walk.js";
import { testsAround } from "../../syntax/branch-tests.js";
import type { Exit } from "../records/exit.js";
import type { Sensitivity } from "../operations/sensitive-act.js";

/**
 * `if (user) { audit("auth.logout", user); }`: nobody else is signed out. `if (order) audit("billing.refund", order.owner)`: it
 * is looked up to be told of. A sign-in of somebody who is not there is an attempt, and not meant.
 */
export function isToldWhereItCan({ maybe }: Exit, { category, event }: Sensitivity): boolean {
  const isLogout = event === "auth.logout";
  if (category === "authentication" && !isLogout) return false;
  return [...maybe].some(({ strength, node }) => {
    if (strength !== "audit") return false;
    const tests = testsAround(node);
    const isMet = tests.every((test) => asksIfThere(test) && (isLogout || isToldOf(test, node)));
    return isMet && (tests.length > 0 || isOneOfMany(node));
  });
}

/** `for (const id of deleted) await audit("data.delete", { id })`: one for each, and none where there was nothing to do. */
function isOneOfMany(node: Node): boolean {
  for (let inner: Node = node; inner.parent && !isFunction(inner); inner = inner.parent) {
    if (inner.parent.type === "ForOfStatement" && inner.parent.body === inner) return true;
  }
  return false;
}

/** `user`, `session?.user.id`, `token && user`. */
function asksIfThere(test: Node): boolean {
  const inner = unwrap(test);
  if (inner.type === "LogicalExpression") return inner.operator === "&&" && asksIfThere(inner.left) && asksIfThere(inner.right);
  return inner.type === "Identifier" || inner.type === "MemberExpression";
}

/** The event says something of what is asked for. */
function isToldOf(test: Node, { arguments: given }: CallNode): boolean {
  const asked = unwrap(test);
  if (asked.type !== "Identifier") return false;
  return given.some((argument) => findNode(argument, (node) => dottedPath(node)?.[0] === asked.name) !== undefined);
}
