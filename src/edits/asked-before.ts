/** Whether a `try` asks who is calling, whose names do not reach the place of a record: its catch, or what stands behind it. */
import type { SourceFile } from "../source-file.js";
import { dottedPath, isFunction, isInside, type CallNode, type FunctionNode, type Node } from "../syntax/ast.js";
import { keptWith } from "../syntax/kept-with.js";
import { splitWords } from "../syntax/names.js";
import { nodesIn } from "../syntax/outline.js";
import { isAskedOfNobody } from "./actor-source.js";

/** True at a place that only somebody of whom the code has asked may have come to, though it cannot be told who. */
export function isAskedInTry(at: Node, fn: FunctionNode, file: SourceFile): boolean {
  return callsThatAsk(fn, file).some((call) => call.range[0] < at.range[0] && endsBefore(call, at));
}

const asking = keptWith<FunctionNode, readonly CallNode[]>();

function callsThatAsk(fn: FunctionNode, file: SourceFile): readonly CallNode[] {
  const known = asking.get(fn);
  if (known) return known;
  const calls = nodesIn(file.outline.calls, fn).filter((call) => asksWho(call) || callsOneThatAsks(call, file));
  asking.set(fn, calls);
  return calls;
}

/** In the block of a `try` that has ended at the place, one way or the other. */
function endsBefore(call: Node, at: Node): boolean {
  for (let node: Node | undefined = call; node?.parent && !isFunction(node); node = node.parent) {
    const { parent }: { parent?: Node } = node;
    if (parent?.type !== "TryStatement" || parent.block !== node || isInside(at, node)) continue;
    if (isInside(at, parent) || (parent.parent && isInside(at, parent.parent) && parent.range[1] <= at.range[0])) return true;
  }
  return false;
}

/** A function of the file: `case "POST": await handlePost(req, res);`. */
function callsOneThatAsks(call: CallNode, file: SourceFile): boolean {
  const binding = file.bindings.ofExpression(call.callee);
  const fn = binding?.kind === "function" ? binding.fn : binding?.kind === "variable" && isFunction(binding.init) ? binding.init : undefined;
  return fn !== undefined && nodesIn(file.outline.calls, fn).some(asksWho);
}

const READERS = /^(?:auth|getAuth|getSession|getServerSession|currentUser|getUser|jwt\.verify)$/;
const ASKS = /^(?:get|load|fetch|read|resolve|decode|verify|validate|check|with|require|ensure|assert|throw|must|enforce)$/;
const TURNS_AWAY = /^(?:require|ensure|assert|throw|must|enforce)$/;
const CALLER = /^(?:current|session|auth|authenticated|jwt|claims|token)$/;
const ALLOWED = /^(?:user|admin|role|permissions?|access|allowed|member|owner|staff)$/;

/** `auth()`, `getCurrentUser(req)`, `verifyToken(token)`, `throwIfNotAllowed(user)`. */
function asksWho(call: CallNode): boolean {
  const path = dottedPath(call.callee) ?? [];
  if (READERS.test(path.at(-1) ?? "") || READERS.test(path.slice(-2).join("."))) return true;
  const [first = "", ...rest] = splitWords(path.at(-1) ?? "");
  if (/^(?:authenticate|authorize)$/.test(first) || isAskedOfNobody(call)) return true;
  return ASKS.test(first) && rest.some((word) => CALLER.test(word) || (TURNS_AWAY.test(first) && ALLOWED.test(word)));
}
