/** What is recorded around a handler: by wrappers, by middleware before it, and where the errors end that it leaves to others. */
import type { HandlerSite } from "../../frameworks/framework.js";
import { importedSummary } from "../../frameworks/imported.js";
import { localFunction } from "../../frameworks/local-function.js";
import { isRouter, mountCalls, registeredOn } from "../../frameworks/mounting.js";
import type { ErrorsEnd } from "../../neighbours.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, isFunction, unwrap, type Node } from "../../syntax/ast.js";
import { WordedPattern } from "../../syntax/worded-pattern.js";
import { splitWords } from "../../syntax/names.js";
import type { Exit } from "./exit.js";
import { recordsAlways, wrapperStrength } from "./function-records.js";
import { fillsHandedEvent } from "./handed-event.js";
import { isAuditFunction, isConfigured } from "./records.js";
import { strongerOf, type RecordStrength } from "../../vocabulary/record-strength.js";
import { recordsWhenFinished } from "./refusal-records.js";

/** What wrappers and middleware record around the whole handler. */
export function strengthAround(handler: HandlerSite, file: SourceFile): RecordStrength | undefined {
  let strength: RecordStrength | undefined;
  for (const wrapper of handler.wrappers) strength = strongerOf(strength, wrapperStrength(wrapper, file));
  for (const node of handler.middleware) {
    if (isAuditMiddleware(node, file)) strength = "audit";
  }
  if (fillsHandedEvent(handler, file)) strength = "audit";
  if (decoratorsOf(handler).some((decorator) => isAuditMiddleware(decorator, file))) strength = "audit";
  return strongerOf(strength, handler.mount?.strength);
}

/** What becomes of an error that the handler leaves to the framework, where that is known to get the error. */
export function errorsEnd(
  { kind, callback }: Exit,
  { framework, fn, wrappers }: HandlerSite,
  file: SourceFile,
): ErrorsEnd | undefined {
  const isNext = framework === "next-route" || framework === "next-pages-api" || framework === "next-server-action";
  if ((!isNext && framework !== "express") || (kind === "throw" && callback)) return undefined;
  const end = file.neighbours.errorsOf(file.view.path, isNext ? "next" : "express");
  const getsThere = kind === "pass" || !fn?.async || end?.takesAsync || wrappers.some((wrapper) => PASSES_ON.test(calleeName(wrapper) ?? ""));
  return getsThere ? end : undefined;
}

/** `catchAsync`, `asyncHandler`: wrappers that are there to hand what an async handler throws to the framework. */
const PASSES_ON = /async|catch/i;

const NAMES_FINISH = new WordedPattern(['"finish"'], /["'`]finish["'`]/);

/** What middleware before the handler, its own or its router's, records of each answer that refuses. */
export function strengthWhenRefused(handler: HandlerSite, file: SourceFile): RecordStrength | undefined {
  if (handler.dialect !== "res" || !NAMES_FINISH.test(file.view.text)) return undefined;
  const router = handler.framework === "express" ? registeredOn(handler.place) : undefined;
  const before = mountCalls(file).filter(({ call, receiver, prefix }) => router && call.range[1] <= handler.place.range[0] && (prefix === undefined || prefix === "/") && isRouter(receiver, router, file));
  return [...handler.middleware, ...before.flatMap(({ given }) => given)]
    .map((node) => recordsWhenFinished(node, file))
    .reduce(strongerOf, undefined);
}

/** What stands above the handler where it is a method: `@Audit("user.delete")`. */
function decoratorsOf({ fn }: HandlerSite): readonly Node[] {
  const member = fn?.parent;
  if (member?.type !== "MethodDefinition" && member?.type !== "PropertyDefinition") return [];
  // ESLint's own parser knows no decorators.
  return (member.decorators as typeof member.decorators | undefined)?.map(({ expression }) => expression) ?? [];
}

/**
 * Middleware that audits whatever the handlers behind it answer, by its name or by what it does. One that only logs says that
 * a request came.
 */
export function isAuditMiddleware(node: Node, file: SourceFile): boolean {
  const inner = unwrap(node.type === "SpreadElement" ? node.argument : node);
  const name = inner.type === "CallExpression" ? calleeName(inner) : dottedPath(inner)?.at(-1);
  if (name !== undefined && (isAuditFunction(name) || isConfigured(file.settings.auditMiddleware, name) || isConfigured(file.settings.auditFunctions, name) || splitWords(name).includes("audit"))) return true;
  if (inner.type === "CallExpression") return wrapperStrength(inner, file) === "audit";
  const fn = isFunction(inner) ? inner : localFunction(inner, file);
  return (fn ? recordsAlways(fn, file) : importedSummary(inner, file, "audit")?.records) === "audit";
}
