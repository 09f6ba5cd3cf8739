/** Answers that a service gets to its first word, before anything of it is checked or kept: a ping, a challenge, a sync. */
import type { HandlerSite } from "../../frameworks/framework.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, isFunction, isInside, type Node } from "../../syntax/ast.js";
import { nodesIn } from "../../syntax/outline.js";
import type { Exit } from "../records/exit.js";

/** True for an answer behind a test, where the handler of a webhook has but read what was sent until then. */
export function onlyAcknowledges({ node, callback }: Exit, { region, fn }: HandlerSite, file: SourceFile): boolean {
  const within = region ?? fn;
  if (callback || !within || !isBehindTest(node)) return false;
  return nodesIn(file.outline.calls, within).every((call) => call.range[0] > node.range[1] || isInside(call, node) || READS.test(calleeName(call) ?? ""));
}

function isBehindTest(node: Node): boolean {
  for (let inner: Node = node; inner.parent && !isFunction(inner.parent); inner = inner.parent) {
    if (inner.parent.type === "IfStatement" && inner.parent.consequent === inner) return true;
  }
  return false;
}

/** Calls by which what was sent is read, told, or answered. */
const READS = /^(?:get|header|headers|json|text|param|query|clone|parse|safeParse|stringify|includes|startsWith|endsWith|split|trim|toLowerCase|toUpperCase|toString|log|info|debug|warn|error|status|send|sendStatus|end|Response|NextResponse|URL|URLSearchParams|String|Number|Boolean)$/;
