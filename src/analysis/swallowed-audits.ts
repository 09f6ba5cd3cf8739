/** Audit writes whose own failure is thrown away: `appendAuditLog(x).catch(() => {})`, `.catch(console.error)`. */
import type { Range } from "../syntax/ast.js";
import { unwrap, type Node } from "../syntax/ast.js";
import type { FileFacts } from "./file-facts.js";
import { recordOfCall } from "./function-records.js";

export interface SwallowedAudit {
  readonly range: Range;
}

/** In handlers only: elsewhere the caller may know better. */
export function swallowedAudits(facts: FileFacts): SwallowedAudit[] {
  return facts.caught
    .filter(({ node, handler, fate, strength }) => handler !== undefined && node.type !== "CatchClause" && (fate === "swallowed" || (fate === "recorded" && strength === "console")))
    .filter(({ attempted }) => isAuditWrite(attempted, facts))
    .map(({ place }) => ({ range: place }));
}

function isAuditWrite(promise: Node, facts: FileFacts): boolean {
  const inner = unwrap(promise);
  return inner.type === "CallExpression" && recordOfCall(inner, facts.file)?.strength === "audit";
}
