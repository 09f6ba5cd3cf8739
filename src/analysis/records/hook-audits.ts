/**
 * Whether the hooks of an authentication library audit: `betterAuth({ emailAndPassword: { onPasswordReset: async ({ user })
 * => audit(…) } })`.
 */
import type { SourceFile } from "../../source-file.js";
import { calleeName, isFunction, unwrap, type CallNode, type Node } from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";
import { nodesIn } from "../../syntax/outline.js";
import { findNode } from "../../syntax/walk.js";
import { recordOfCall } from "./function-records.js";

/**
 * True for such an instance when a function among its options writes an audit event: what is called on it may be recorded
 * there.
 */
export function auditsInHooks(value: Node, file: SourceFile): boolean {
  const made = unwrap(value);
  if (made.type !== "CallExpression" || calleeName(made) !== "betterAuth") return false;
  return made.arguments.some(
    (options) =>
      findNode(
        options,
        (node) => isFunction(node) && nodesIn(file.outline.calls, node).some((call) => isAudit(call, file)),
        true,
      ) !== undefined,
  );
}

/** Its name is enough here: a hook that fails to audit is a question of its own. */
function isAudit(call: CallNode, file: SourceFile): boolean {
  return splitWords(calleeName(call) ?? "").includes("audit") || recordOfCall(call, file)?.strength === "audit";
}
