/** Signs that a webhook is taken in: its signature is compared by hand, or the header is read in which it comes. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { calleeName, type Node } from "../../syntax/ast.js";
import { nodesIn } from "../../syntax/outline.js";
import { SIGNATURE_HEADER } from "../../vocabulary/sensitive-actions.js";
import type { Sensitivity } from "./sensitive-act.js";

/** `timingSafeEqual(expected, Buffer.from(signature))`: the check of a webhook by hand. */
export function comparedSignature(call: TSESTree.CallExpression, file: SourceFile): Sensitivity | undefined {
  if (!/^(?:timingSafeEqual|timingSafeCompare|safeCompare)$/.test(calleeName(call) ?? "")) return undefined;
  const compared = call.arguments.map(({ range }) => file.view.text.slice(...range)).join(" ");
  return /signature|hmac|\bsig\b/i.test(compared) ? { category: "webhook", event: "webhook.verify", evidence: "compares a signature" } : undefined;
}

/** The header in which a webhook's signature comes: `req.headers.get("x-hub-signature-256")`, `headers["stripe-signature"]`. */
export function signatureHeader(within: Node, file: SourceFile): string | undefined {
  for (const call of nodesIn(file.outline.calls, within)) {
    const [name] = call.arguments;
    if (name?.type === "Literal" && isSignatureHeader(name.value) && /^(?:get|header)$/.test(calleeName(call) ?? "")) return String(name.value);
  }
  for (const member of nodesIn(file.outline.members, within)) {
    if (member.computed && member.property.type === "Literal" && isSignatureHeader(member.property.value)) return String(member.property.value);
  }
  return undefined;
}

function isSignatureHeader(value: unknown): boolean {
  return typeof value === "string" && SIGNATURE_HEADER.test(value);
}
