/** An audit event that a handler is handed to fill in: whoever made it writes it, once the handler has answered. */
import type { HandlerSite } from "../../frameworks/framework.js";
import type { SourceFile } from "../../source-file.js";
import { dottedPath, unwrap, type Node } from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";
import { nodesIn } from "../../syntax/outline.js";
import { WordedPattern } from "../../syntax/worded-pattern.js";

const NAMES_AUDIT = new WordedPattern(["audit"], /audit/i);

/** `async ({ auditLog }) => { auditLog.targetId = id; … }`, `res.locals.audit = { action: "user.delete" };`. */
export function fillsHandedEvent({ region, fn }: HandlerSite, file: SourceFile): boolean {
  const within = region ?? fn;
  if (!within || !NAMES_AUDIT.test(file.view.text)) return false;
  return nodesIn(file.outline.assignments, within).some(({ left }) => {
    const path = left.type === "MemberExpression" ? dottedPath(left) : undefined;
    return path !== undefined && path.some((name) => splitWords(name).includes("audit")) && isParameter(rootOf(left), file);
  });
}

function isParameter(node: Node, file: SourceFile): boolean {
  return node.type === "Identifier" && file.bindings.of(node).kind === "parameter";
}

function rootOf(node: Node): Node {
  const inner = unwrap(node);
  return inner.type === "MemberExpression" ? rootOf(inner.object) : inner;
}
