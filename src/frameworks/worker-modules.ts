/** Parts of a worker in files of their own: handlers, and modules of routes that answer some paths and leave the others. */
import type { SourceFile } from "../source-file.js";
import { parameterName, type FunctionNode } from "../syntax/ast.js";
import { WordedPattern } from "../syntax/worded-pattern.js";
import { alwaysResponds, isResponseHelper, responseType } from "./answering-functions.js";
import { routesByItself } from "./dispatch.js";
import type { ExportedName } from "./exported-names.js";
import { handlerSite, type HandlerSite } from "./framework.js";
import { handlerValue, ownName, requestParameters } from "./handler-value.js";
import { typeName } from "./res-handler.js";

const TYPED = new WordedPattern(["request:", "request :"], /\brequest\s*:\s*\w*Request\b[^)]*(?:\b_*env|Env|Bindings)\b/);
const UNTYPED = new WordedPattern(["request,", "req,"], /\breq(?:uest)?,\s*(?:\w+,\s*){0,2}_*env\b/);

/** By the text alone: may a function take a request and the worker's environment? */
export function mayTakeEnv(text: string): boolean {
  return TYPED.test(text) || UNTYPED.test(text);
}

/** Exported, called with the request and `env`, and giving a `Response`, or routing by itself. */
export function workerModules(
  exported: readonly ExportedName[],
  entries: readonly HandlerSite[],
  file: SourceFile,
): HandlerSite[] {
  const known = new Set(entries.map(({ fn }) => fn));
  return exported.flatMap(({ name, place, value }) => {
    const { fn, wrappers } = value ? handlerValue(value, file.bindings) : { fn: undefined, wrappers: [] };
    if (!fn || known.has(fn) || !takesRequestAndEnv(fn) || !answersRequests(fn, file)) return [];
    return [
      handlerSite({
        framework: "cloudflare-worker",
        dialect: "response",
        fn,
        wrappers,
        place,
        name: name === "default" ? ownName(fn) : name,
        parameters: requestParameters(fn),
      }),
    ];
  });
}

function takesRequestAndEnv({ params: [first, ...others] }: FunctionNode): boolean {
  if (!first) return false;
  const type = typeName(first);
  const takesRequest = type === undefined ? /^_*req(?:uest)?$/i.test(parameterName(first) ?? "") : /^\w*Request$/.test(type);
  // `route(request, url, env)`: what was made of the request may stand between.
  return takesRequest && others.slice(0, 3).some((other) => /^_*env$/i.test(parameterName(other) ?? "") || /(?:^|\.)\w*(?:Env|Bindings)$/.test(typeName(other) ?? ""));
}

function answersRequests(fn: FunctionNode, file: SourceFile): boolean {
  if (responseType(fn) === true) return true;
  return routesByItself(fn, file) || (alwaysResponds(fn, file) && !isResponseHelper(ownName(fn)));
}
