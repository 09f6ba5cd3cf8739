/** Calls of known libraries that are a sensitive act: `stripe.refunds.create`, `bcrypt.compare`, `auth.admin.deleteUser`. */
import type { SourceFile } from "../../source-file.js";
import { dottedPath, givenObject, propertyName, unwrap, type CallNode, type Node } from "../../syntax/ast.js";
import { callPath } from "../../syntax/call-path.js";
import { judgedByName } from "../../syntax/judged-by-name.js";
import { GUARD_STRATEGIES, OPERATIONS, type Operation } from "../../vocabulary/sensitive-operations.js";
import type { Sensitivity } from "./sensitive-act.js";

/** The operation that a call is by its spelling, its arguments and the module behind it. */
export function knownCall(call: CallNode, file: SourceFile): Sensitivity | undefined {
  const path = callPath(call);
  const known = path === undefined ? undefined : knownOperation(call, path, file);
  return known && { category: known.category, event: known.event, evidence: `calls ${path}` };
}

/** The operations that a path may be, by its spelling. */
const operationsCalled = judgedByName((path): readonly Operation[] => OPERATIONS.filter(({ call }) => call.test(path)));

function knownOperation(call: CallNode, path: string, file: SourceFile): Operation | undefined {
  let source: string | undefined | null;
  const isFrom = (module: RegExp): boolean => {
    if (source === undefined) source = sourceOf(call.callee, file) ?? null;
    return source !== null && module.test(source);
  };
  return operationsCalled(path).find(
    (candidate) =>
      !setsOnly(call, candidate.harmlessFields) &&
      (candidate.sets === undefined || setsField(call, candidate.sets, candidate.to)) &&
      call.arguments.length >= (candidate.least ?? 0) &&
      (candidate.from === undefined || isFrom(candidate.from)) &&
      !provesCaller(call, path) &&
      !(candidate.event === "webhook.verify" && signsUntil(call)),
  );
}

const DEPTH = 6;

/** The module behind a callee: of its import, or of what it was made by: `const hook = new Webhook(secret)`. */
function sourceOf(node: Node, file: SourceFile, depth = DEPTH): string | undefined {
  if (depth === 0) return undefined;
  const inner = unwrap(node);
  if (inner.type === "MemberExpression") return sourceOf(inner.object, file, depth);
  if (inner.type === "CallExpression" || inner.type === "NewExpression") return sourceOf(inner.callee, file, depth - 1);
  if (inner.type !== "Identifier") return undefined;
  const binding = file.bindings.of(inner);
  if (binding.kind === "import") return binding.source;
  return binding.kind === "variable" && binding.init ? sourceOf(binding.init, file, depth - 1) : undefined;
}

/** `passport.authenticate("jwt")` asks who is calling; it logs nobody in. */
function provesCaller(call: CallNode, path: string): boolean {
  const [strategy] = call.arguments;
  return path.endsWith("passport.authenticate") && strategy?.type === "Literal" && GUARD_STRATEGIES.has(String(strategy.value));
}

/** `verifyDraftSignature(id, exp, sig)`: what is signed until a time is a link of one's own, and no delivery. */
function signsUntil(call: CallNode): boolean {
  return call.arguments.some((argument) => UNTIL.test(dottedPath(unwrap(argument as Node))?.at(-1) ?? ""));
}

const UNTIL = /^(?:exp|expir(?:es|y|ation)(?:_?at)?|valid_?until)$/i;

function setsOnly(call: CallNode, harmless: readonly string[] | undefined): boolean {
  const object = givenObject(call);
  return harmless !== undefined && object !== undefined && object.properties.every((property) => harmless.includes(propertyName(property) ?? ""));
}

function setsField(call: CallNode, field: string, text: string | undefined): boolean {
  const value = givenObject(call)?.properties.find((property) => propertyName(property) === field);
  if (text === undefined || value?.type !== "Property") return value !== undefined;
  return value.value.type === "Literal" && value.value.value === text;
}
