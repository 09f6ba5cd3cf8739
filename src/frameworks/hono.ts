/**
 * Hono, on Workers, Deno, Bun and Node.js: functions registered on an app that the file makes or is handed, what runs before
 * them, error handlers, and handlers and middleware in files of their own that take its context.
 */
import { staticString } from "../scope/static-value.js";
import type { SourceFile } from "../source-file.js";
import { chainRoot, dottedPath, isInside, memberName, parameterName, propertyValue, unwrap, type FunctionNode, type Node } from "../syntax/ast.js";
import { nodesIn } from "../syntax/outline.js";
import { exportedNames } from "./exported-names.js";
import { METHODS, registrationsIn, routeOn } from "./express-registration.js";
import { handlerSite, type Framework, type HandlerParameters, type HandlerRole, type HandlerSite } from "./framework.js";
import { handlerValue, ownName } from "./handler-value.js";
import { contextIndex, isContextAnswer, namesHono } from "./hono-context.js";
import { returnedExpressions } from "./local-function.js";
import { registeredOnce } from "./registered-once.js";
import { isCallOf, typeName } from "./res-handler.js";

export const hono: Framework = {
  id: "hono",
  title: "Hono",
  mayHold: (_path, text) => namesHono(text),
  findHandlers: (file) => {
    const registered = registeredOnce([...routes(file), ...openApiRoutes(file), ...errorHandlers(file)]);
    return [...registered, ...standingAlone(new Set(registered.map(({ fn }) => fn)), file)];
  },
};

/** `app.post("/login", limit, async (c) => …)`, `app.use("/admin/*", guard)`. */
function routes(file: SourceFile): HandlerSite[] {
  return registrationsIn(file).flatMap(({ call, verb, route, place, handlers, receiver }) =>
    receiver === "made" ? [] : sitesOf(handlers, { file, app: call.callee, route, place, method: METHODS.get(verb), runsBefore: verb === "use" }),
  );
}

/** `app.openapi(createRoute({ method: "post", path: "/login", … }), async (c) => …)` of @hono/zod-openapi. */
function openApiRoutes(file: SourceFile): HandlerSite[] {
  return file.outline.calls.flatMap((call) => {
    if (call.type !== "CallExpression" || call.callee.type !== "MemberExpression" || memberName(call.callee) !== "openapi") return [];
    const [described, ...handlers] = call.arguments;
    if (!described) return [];
    const description = descriptionOf(described, file);
    const path = propertyValue(description, "path");
    const method = propertyValue(description, "method");
    return sitesOf(handlers, {
      file,
      app: call.callee,
      route: routeOn(call.callee.object, path && staticString(path, file.bindings), file),
      method: method && staticString(method, file.bindings)?.toUpperCase(),
      place: path && isInside(path, described) ? path : described,
      runsBefore: false,
    });
  });
}

/** The object that `createRoute` is given, in place or under the name of a constant. */
function descriptionOf(node: Node, file: SourceFile): Node | undefined {
  const made = unwrap(file.bindings.declaredValue(node) ?? node);
  const object = made.type === "CallExpression" ? made.arguments[0] : made;
  return object && unwrap(object);
}

interface Registered {
  readonly file: SourceFile;
  /** What it is registered on, somewhere at its bottom. */
  readonly app: Node;
  readonly route: string | undefined;
  readonly method: string | undefined;
  readonly place: Node;
  readonly runsBefore: boolean;
}

function sitesOf(handlers: readonly Node[], { file, app, route, method, place, runsBefore }: Registered): HandlerSite[] {
  return handlers.flatMap((node, index) => {
    const { fn, wrappers } = handlerValue(node, file.bindings);
    if (!fn || (contextIndex(fn, file) !== 0 && !isHonoApp(app, file))) return [];
    const isLast = index === handlers.length - 1;
    return [
      handlerSite({
        framework: "hono",
        dialect: "response",
        role: runsBefore || !isLast || goesOn(fn, file) ? "middleware" : "handler",
        fn,
        wrappers,
        place,
        name: ownName(fn),
        route,
        method,
        middleware: handlers.slice(0, index),
        parameters: contextParameters(fn),
      }),
    ];
  });
}

/** `app.onError((error, c) => …)`. */
function errorHandlers(file: SourceFile): HandlerSite[] {
  return file.outline.calls.flatMap((call) => {
    if (call.type !== "CallExpression" || call.callee.type !== "MemberExpression") return [];
    if (memberName(call.callee) !== "onError" || !call.arguments[0]) return [];
    const { fn, wrappers } = handlerValue(call.arguments[0], file.bindings);
    if (!fn || contextIndex(fn, file) !== 1) return [];
    const parameters = { ...contextParameters(fn, 1), error: parameterName(fn.params[0]) };
    const place = call.callee.property;
    return [handlerSite({ framework: "hono", dialect: "response", role: "error-handler", fn, wrappers, place, name: ownName(fn), parameters })];
  });
}

/** Exported, and handed the context: `export const login = async (c: Context) => …`, `createMiddleware(async (c, next) => …)`. */
function standingAlone(known: ReadonlySet<FunctionNode | undefined>, file: SourceFile): HandlerSite[] {
  return exportedNames(file).flatMap(({ name, place, value }) => {
    const { fn, wrappers } = value ? handlerValue(value, file.bindings) : { fn: undefined, wrappers: [] };
    if (!fn || known.has(fn) || contextIndex(fn, file) !== 0) return [];
    const role: HandlerRole = goesOn(fn, file) ? "middleware" : "handler";
    // Without `next`, a function that only reads the context is a helper.
    if (role === "handler" && !returnedExpressions(fn).some((returned) => isContextAnswer(unwrap(returned), file))) return [];
    const own = name === "default" ? ownName(fn) : name;
    return [handlerSite({ framework: "hono", dialect: "response", role, fn, wrappers, place, name: own, parameters: contextParameters(fn) })];
  });
}

/** `new Hono()`, `new OpenAPIHono().basePath("/api")`, `const app = new Hono()`, `(app: Hono) => …`. */
function isHonoApp(node: Node, file: SourceFile): boolean {
  let root = chainRoot(node);
  while (root.type === "CallExpression") root = chainRoot(root.callee);
  if (root.type === "NewExpression") return /Hono$/.test(dottedPath(root.callee)?.at(-1) ?? "");
  const binding = file.bindings.ofExpression(root);
  if (binding?.kind === "parameter") return !binding.pattern && /Hono$/.test(typeName(binding.node) ?? "");
  const init = binding?.kind === "variable" && !binding.pattern ? binding.init : undefined;
  return init !== undefined && !isInside(node, init) && isHonoApp(init, file);
}

/** It waits for the functions behind it: `await next()`. */
function goesOn(fn: FunctionNode, file: SourceFile): boolean {
  const next = parameterName(fn.params[1]);
  return next !== undefined && nodesIn(file.outline.calls, fn).some((call) => isCallOf(call, next));
}

/** The platform's request is `c.req.raw`. */
function contextParameters(fn: FunctionNode, index = 0): HandlerParameters {
  const context = parameterName(fn.params[index]);
  return { request: context && `${context}.req.raw`, next: parameterName(fn.params[index + 1]) };
}
