/** Where a handler stands with the signature of what it was sent: checked already, or just found wanting. */
import type { HandlerSite } from "../../frameworks/framework.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, unwrap, type Node } from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";
import { nodesIn } from "../../syntax/outline.js";
import { testsAround } from "../../syntax/branch-tests.js";

/** After `stripe.webhooks.constructEvent(…)`, which throws at whoever has no signature. */
export function isSignedBefore(at: Node, { fn, region }: HandlerSite, file: SourceFile): boolean {
  const within = region ?? fn;
  if (!within) return false;
  return nodesIn(file.outline.calls, within).some((call) => call.range[1] <= at.range[0] && /^(?:constructEvent(?:Async)?|unmarshal)$/.test(calleeName(call) ?? ""));
}

/** `if (!verifyWebhookSignature(req)) { res.end(); return; }`, `if (!isValid) return res.status(200).end()`. */
export function refusesSignature(node: Node): boolean {
  const [innermost] = testsAround(node);
  if (innermost?.type !== "UnaryExpression" || innermost.operator !== "!") return false;
  const asked = unwrap(innermost.argument);
  const inner = asked.type === "AwaitExpression" ? unwrap(asked.argument) : asked;
  if (inner.type === "CallExpression") return namesSignatureCheck(calleeName(inner) ?? "");
  return /^(?:is_?)?(?:signature_?)?(?:valid|verified|authentic)(?:_?signature)?$/i.test(dottedPath(inner)?.at(-1) ?? "");
}

/** `verifyWebhookSignature`, `isValidHmac`. */
export function namesSignatureCheck(name: string): boolean {
  const words = splitWords(name);
  return words.some((word) => CHECKS.has(word)) && words.some((word) => PROOFS.has(word));
}

const CHECKS: ReadonlySet<string> = new Set(["verify", "verified", "validate", "valid", "check", "is", "has", "verifies"]);
const PROOFS: ReadonlySet<string> = new Set(["signature", "signatures", "hmac", "webhook", "request", "authentic"]);
