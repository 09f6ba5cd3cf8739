/** Supabase Edge Functions, and Deno servers like them: what is given to `Deno.serve` or to `serve` of std/http. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../source-file.js";
import { dottedPath, propertyValue, unwrap } from "../syntax/ast.js";
import { WordedPattern } from "../syntax/worded-pattern.js";
import { moduleWorkers } from "./cloudflare-worker.js";
import { responseType } from "./answering-functions.js";
import { withDispatched } from "./dispatch.js";
import { exportedNames } from "./exported-names.js";
import { handlerSite, type Framework, type HandlerSite } from "./framework.js";
import { handlerValue, ownName, requestParameters } from "./handler-value.js";
import { typeName } from "./res-handler.js";

const FUNCTION_FILE = /(?:^|\/)supabase\/functions\/([^/]+)\/.*[jt]sx?$/;
const SERVE = new WordedPattern(["serve(", "serve "], /\bserve\s*\(|\bserve\s+as\b/);
const OF_DENO = new WordedPattern(["deno", "/http", "std/server"], /\bDeno\b|\/http\b|\bstd\/server\b/);
const SERVE_MODULE = /(?:^|[@/$])std(?:@[^/]*)?\/(?:http|server)\b/;

export const supabaseEdge: Framework = {
  id: "supabase-edge",
  title: "Supabase Edge Functions",
  mayHold: (path, text) =>
    (SERVE.test(text) && OF_DENO.test(text)) || (FUNCTION_FILE.test(path) && /\bResponse\b/.test(text)),
  findHandlers: (file) => {
    const mount = functionRoute(file.view.path);
    const served = file.outline.calls.flatMap((call) => (isServe(call, file) ? [servedSite(call, file, mount)] : []));
    return withDispatched(served.length > 0 ? served : exportedHandlers(file, mount), file, mount);
  },
};

/** `supabase/functions/refund-order/index.ts` → `/refund-order`; what is shared by several has no route. */
function functionRoute(path: string): string | undefined {
  const folder = FUNCTION_FILE.exec(path)?.[1];
  return folder === undefined || folder.startsWith("_") ? undefined : `/${folder}`;
}

function isServe(call: TSESTree.CallExpression | TSESTree.NewExpression, file: SourceFile): call is TSESTree.CallExpression {
  if (call.type !== "CallExpression" || call.arguments.length === 0) return false;
  const callee = unwrap(call.callee);
  if (callee.type === "Identifier") {
    const binding = file.bindings.of(callee);
    return binding.kind === "import" && binding.imported === "serve" && SERVE_MODULE.test(binding.source);
  }
  return dottedPath(callee)?.join(".") === "Deno.serve";
}

/** The handler stands first, after the options, or among them. */
function servedSite(call: TSESTree.CallExpression, file: SourceFile, route: string | undefined): HandlerSite {
  const values = call.arguments.flatMap((argument) => [handlerValue(argument, file.bindings), ...optionHandler(argument, file)]);
  const { fn, wrappers } = values.find((value) => value.fn) ?? values[0]!;
  return handlerSite({
    framework: "supabase-edge",
    dialect: "response",
    fn,
    wrappers,
    place: call.callee,
    name: fn && ownName(fn),
    route,
    parameters: requestParameters(fn),
  });
}

function optionHandler(argument: TSESTree.Node, file: SourceFile): ReturnType<typeof handlerValue>[] {
  const handler = propertyValue(argument, "handler");
  return handler ? [handlerValue(handler, file.bindings)] : [];
}

/**
 * Deno's `export default { fetch }`; else a function's handlers in files beside its entry: exported, taking a `Request`,
 * giving a `Response`.
 */
function exportedHandlers(file: SourceFile, route: string | undefined): HandlerSite[] {
  if (route === undefined) return [];
  const exported = exportedNames(file);
  const [server] = moduleWorkers(exported, file);
  if (server) return [{ ...server, framework: "supabase-edge", route }];
  return exported.flatMap(({ name, place, value }) => {
    const { fn, wrappers } = value ? handlerValue(value, file.bindings) : { fn: undefined, wrappers: [] };
    const first = fn?.params[0];
    if (!fn || !first || typeName(first) !== "Request" || responseType(fn) !== true) return [];
    return [
      handlerSite({
        framework: "supabase-edge",
        dialect: "response",
        fn,
        wrappers,
        place,
        name,
        route,
        parameters: requestParameters(fn),
      }),
    ];
  });
}
