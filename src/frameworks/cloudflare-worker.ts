/** Cloudflare Workers: module workers, entrypoint and Durable Object classes, service workers, and handlers beside them. */
import type { TSESTree } from "@typescript-eslint/utils";
import { staticString } from "../scope/static-value.js";
import type { SourceFile } from "../source-file.js";
import {
  calleeName,
  isFunction,
  memberName,
  parameterName,
  propertyName,
  unwrap,
  type FunctionNode,
  type Node,
} from "../syntax/ast.js";
import { findNode } from "../syntax/walk.js";
import { PlacedPattern, WordedPattern } from "../syntax/worded-pattern.js";
import { localFunction } from "./local-function.js";
import { withDispatched } from "./dispatch.js";
import { exportedNames, type ExportedName } from "./exported-names.js";
import { handlerSite, type Framework, type HandlerSite } from "./framework.js";
import { handlerValue, ownName, requestParameters } from "./handler-value.js";
import { annotationName, typeName } from "./res-handler.js";
import { mayTakeEnv, workerModules } from "./worker-modules.js";

const DEFINES_FETCH = new PlacedPattern(["fetch"], /\bfetch\s*(?::|=|[,}]|\([^)]*\)\s*(?::[^{]+)?\{)/);
const MODULE_FORM = /\bexport\b|\bmodule\.exports\b/;
const LISTENS = new WordedPattern(["addeventlistener"], /\baddEventListener\s*\(\s*["']fetch["']/);
/** What the service worker of a web page does: it answers no one but its own page. */
const BROWSER_WORKER = /\b(?:skipWaiting|clients\.claim|precache\w*|workbox\w*)\b|\(\s*["'](?:install|activate)["']/;

export const cloudflareWorker: Framework = {
  id: "cloudflare-worker",
  title: "Cloudflare Workers",
  mayHold: (_path, text) =>
    ((DEFINES_FETCH.test(text) || mayTakeEnv(text)) && MODULE_FORM.test(text)) ||
    (LISTENS.test(text) && !BROWSER_WORKER.test(text)),
  findHandlers: (file) => {
    const exported = exportedNames(file);
    const entries = [...moduleWorkers(exported, file), ...entrypointClasses(file), ...serviceWorkers(file)];
    return withDispatched([...entries, ...workerModules(exported, entries, file)], file);
  },
};

function fetchSite(place: Node, value: Node | undefined, file: SourceFile): HandlerSite {
  const { fn, wrappers } = value ? handlerValue(value, file.bindings) : { fn: undefined, wrappers: [] };
  return workerSite({ fn, wrappers, place, name: (fn && ownName(fn)) ?? "fetch", parameters: requestParameters(fn) });
}

function workerSite(site: Partial<HandlerSite> & Pick<HandlerSite, "fn" | "place">): HandlerSite {
  return handlerSite({ framework: "cloudflare-worker", dialect: "response", ...site });
}

/** `export default { fetch(request, env, ctx) {} } satisfies ExportedHandler`, inside wrappers too. */
export function moduleWorkers(exported: readonly ExportedName[], file: SourceFile): HandlerSite[] {
  const value = exported.find(({ name }) => name === "default")?.value;
  const worker = value && workerObject(value, file);
  const property = worker?.object.properties.find((candidate) => propertyName(candidate) === "fetch");
  if (!worker || property?.type !== "Property") return [];
  const site = fetchSite(property.key, property.value, file);
  return worker.typed || !site.fn || takesRequest(site.fn) ? [site] : [];
}

function workerObject(
  node: Node,
  file: SourceFile,
  typed = false,
  depth = 4,
): { object: TSESTree.ObjectExpression; typed: boolean } | undefined {
  const isTyped =
    typed ||
    ((node.type === "TSSatisfiesExpression" || node.type === "TSAsExpression") &&
      isWorkerType(annotationName(node.typeAnnotation)));
  const inner = unwrap(node);
  if (inner.type === "ObjectExpression") return { object: inner, typed: isTyped };
  if (depth === 0) return undefined;
  if (inner.type === "Identifier") {
    const binding = file.bindings.of(inner);
    if (binding.kind !== "variable" || !binding.init || binding.node.type !== "VariableDeclarator") return undefined;
    return workerObject(binding.init, file, isTyped || isWorkerType(typeName(binding.node.id)), depth - 1);
  }
  if (inner.type !== "CallExpression") return undefined;
  for (const argument of inner.arguments) {
    const found = workerObject(argument, file, isTyped, depth - 1);
    if (found?.object.properties.some((property) => propertyName(property) === "fetch")) return found;
  }
  return undefined;
}

function isWorkerType(name: string | undefined): boolean {
  return name !== undefined && /(?:^|\.)(?:ExportedHandler|ServeDefaultExport)$/.test(name);
}

/** A client's own `fetch(url)` is no handler. */
function takesRequest(fn: FunctionNode): boolean {
  const first = fn.params[0];
  if (!first) return true;
  const type = typeName(first);
  return type === undefined ? /^_*(?:req|r$|_|$)/i.test(parameterName(first) ?? "") : /Request$/.test(type);
}

/** `class Api extends WorkerEntrypoint { fetch(request) {} }`, Durable Objects by their base class or interface. */
function entrypointClasses(file: SourceFile): HandlerSite[] {
  return file.outline.functions.flatMap((fn) => {
    const member = fn.parent;
    if ((member.type !== "MethodDefinition" && member.type !== "PropertyDefinition") || propertyName(member) !== "fetch")
      return [];
    return member.parent.type === "ClassBody" && isEntrypoint(member.parent.parent) ? [fetchSite(member.key, fn, file)] : [];
  });
}

function isEntrypoint(holder: TSESTree.ClassDeclaration | TSESTree.ClassExpression): boolean {
  const base = holder.superClass && unwrap(holder.superClass);
  const name = base?.type === "Identifier" ? base.name : base?.type === "MemberExpression" ? memberName(base) : undefined;
  const implemented = (holder.implements ?? []).map(({ expression }) =>
    expression.type === "Identifier" ? expression.name : "",
  );
  return [name ?? "", ...implemented].some((candidate) => /^(?:WorkerEntrypoint|DurableObject)$/.test(candidate));
}

/** `addEventListener("fetch", (event) => event.respondWith(handle(event.request)))`: what is responded with answers. */
function serviceWorkers(file: SourceFile): HandlerSite[] {
  return file.outline.calls.flatMap((call) => {
    if (calleeName(call) !== "addEventListener" || staticString(call.arguments[0], file.bindings) !== "fetch") return [];
    const listener = call.arguments[1] && handlerValue(call.arguments[1], file.bindings).fn;
    if (!listener || BROWSER_WORKER.test(file.view.text)) return [];
    const event = parameterName(listener.params[0]);
    const request = event && `${event}.request`;
    const answering = respondedFunction(listener, file);
    if (answering === "elsewhere") return [workerSite({ fn: undefined, place: call.arguments[0]! })];
    if (answering === undefined) return [workerSite({ fn: listener, place: call.arguments[0]!, parameters: { request } })];
    const { fn, given } = answering;
    const parameter = parameterName(fn.params[0]);
    const parameters =
      given === undefined ? { request } : { request: given === event && parameter ? `${parameter}.request` : parameter };
    return [workerSite({ fn, place: fn.id ?? call.arguments[0]!, name: ownName(fn), parameters })];
  });
}

/** The function that makes the response; undefined when the listener itself does, in one place or several. */
function respondedFunction(
  listener: FunctionNode,
  file: SourceFile,
): { fn: FunctionNode; given: string | undefined } | "elsewhere" | undefined {
  const isAnswer = (node: Node): boolean => node.type === "CallExpression" && calleeName(node) === "respondWith";
  const answer = findNode(listener.body, isAnswer);
  if (answer?.type !== "CallExpression" || findNode(listener.body, (node) => node !== answer && isAnswer(node))) return undefined;
  const value = answer.arguments[0] && unwrap(answer.arguments[0]);
  if (value?.type !== "CallExpression") return undefined;
  const callee = unwrap(value.callee);
  if (isFunction(callee)) return { fn: callee, given: undefined };
  const first = value.arguments[0];
  const fn = localFunction(callee, file);
  return fn ? { fn, given: first?.type === "Identifier" ? first.name : "request" } : "elsewhere";
}
