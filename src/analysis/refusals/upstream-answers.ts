/**
 * Answers that pass on what another service has said: `if (answer.status === 429) return … 429`. The service turned this server
 * away, not the server its caller.
 */
import type { SourceFile } from "../../source-file.js";
import { calleeName, chainRoot, isFunction, memberName, unwrap, type CallNode, type Node } from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";
import { nodesIn } from "../../syntax/outline.js";
import { findNode } from "../../syntax/walk.js";
import { testsAround } from "../../syntax/branch-tests.js";

/** True where the answer hangs on another service's status, and is that status. */
export function passesOnUpstream(answer: Node, status: number, file: SourceFile): boolean {
  return testsAround(answer).some((test) => asksUpstream(test, status, file)) || chosenByUpstream(answer, status, file);
}

/** `upstream.status === 429`, alone or as one of several: `error.status === 429 || error.message.includes("429")`. */
function asksUpstream(test: Node, status: number, file: SourceFile): boolean {
  const inner = unwrap(test);
  switch (inner.type) {
    case "LogicalExpression": {
      const sides = [inner.left, inner.right].map((side) => asksUpstream(side, status, file));
      return inner.operator === "&&" ? sides.includes(true) : sides.every(Boolean);
    }
    case "BinaryExpression":
      if (!/^===?$/.test(inner.operator)) return false;
      if (isNumber(inner.right, status)) return isUpstreamStatus(inner.left, status, file);
      return status === 429 && saysLimit(inner.right, inner.left, file);
    case "CallExpression": {
      const [sought] = inner.arguments;
      const callee = unwrap(inner.callee);
      if (calleeName(inner) !== "includes" || callee.type !== "MemberExpression" || sought?.type !== "Literal") return false;
      if (status === 429 && saysLimit(sought, callee.object, file)) return true;
      return String(sought.value).includes(String(status)) && isOfFailure(callee.object, file);
    }
    default:
      return false;
  }
}

/** `error.message === "rate_limited"`, where nothing that was tried is a limit of this server's own. */
function saysLimit(words: Node, of: Node, file: SourceFile): boolean {
  if (words.type !== "Literal" || !/rate[-_ ]?limit|too[-_ ]many/i.test(String(words.value))) return false;
  const binding = file.bindings.ofExpression(chainRoot(of));
  const attempt = binding?.kind === "caught" ? binding.node.parent : undefined;
  if (attempt?.type !== "TryStatement") return false;
  return !nodesIn(file.outline.calls, attempt.block).some((call) => splitWords(calleeName(call) ?? "").some((word) => LIMITS.has(word)));
}

/** Words of a function that limits how often it is called. */
const LIMITS: ReadonlySet<string> = new Set(["limit", "limiter", "rate", "ratelimit", "throttle", "consume", "quota"]);

/** `switch (upstream.status) { case 429: return … }`. */
function chosenByUpstream(answer: Node, status: number, file: SourceFile): boolean {
  for (let inner: Node = answer; inner.parent && !isFunction(inner); inner = inner.parent) {
    const { parent } = inner;
    if (parent.type === "SwitchCase")
      return parent.test !== null && isNumber(parent.test, status) && isUpstreamStatus(parent.parent.discriminant, status, file);
  }
  return false;
}

function isNumber(node: Node, status: number): boolean {
  return node.type === "Literal" && node.value === status;
}

const DEPTH = 6;

/** The status of what a service has answered, or of what failed on the way to it; also by the constant that it is kept in. */
function isUpstreamStatus(node: Node, status: number, file: SourceFile): boolean {
  const inner = unwrap(node);
  if (inner.type === "MemberExpression")
    return /^(?:status|statusCode)$/.test(memberName(inner) ?? "") && (isOfFailure(inner.object, file) || isUpstream(inner.object, status, file));
  const binding = file.bindings.ofExpression(inner);
  return binding?.kind === "variable" && binding.constant && binding.init !== undefined && !binding.pattern && unwrap(binding.init).type === "MemberExpression"
    ? isUpstreamStatus(binding.init, status, file)
    : false;
}

/** What was caught, or the `error` that a client gives back, and what stands in it: `err.response.status`. */
function isOfFailure(node: Node, file: SourceFile, depth = DEPTH): boolean {
  if (depth === 0) return false;
  const inner = unwrap(node);
  if (inner.type === "MemberExpression") return isOfFailure(inner.object, file, depth - 1);
  const binding = file.bindings.ofExpression(inner);
  if (binding?.kind === "caught") return true;
  if (binding?.kind !== "variable" || !binding.init) return false;
  if (binding.pattern) return inner.type === "Identifier" && /err(?:or)?$/i.test(inner.name);
  return /^(?:MemberExpression|Identifier)$/.test(unwrap(binding.init).type) && isOfFailure(binding.init, file, depth - 1);
}

/** What `await fetch(…)` or a client gave. A limit of the rate may be any service's; whom a 401 is for, the credential tells. */
function isUpstream(node: Node, status: number, file: SourceFile): boolean {
  const binding = file.bindings.ofExpression(node);
  const init = binding?.kind === "variable" && binding.init && !binding.pattern ? unwrap(binding.init) : undefined;
  if (init?.type !== "CallExpression") return false;
  if (splitWords(calleeName(init) ?? "").some((word) => OWN_CHECKS.has(word))) return false;
  return status === 429 || provesServer(init);
}

/** Words of a function that this server turns callers away by. */
const OWN_CHECKS: ReadonlySet<string> = new Set(["limit", "limiter", "rate", "ratelimit", "throttle", "check", "guard", "protect", "auth", "authenticate", "authorize", "require", "verify", "validate", "ensure"]);

/** `fetch(url, { headers: { "x-api-key": MAIL_API_KEY } })`: it is the server's own key that was not taken. */
function provesServer(call: CallNode): boolean {
  return call.arguments.some((argument) => findNode(argument, (node) => node.type === "Identifier" && /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_(?:KEY|TOKEN|SECRET)$/.test(node.name)) !== undefined);
}
