/** Next.js API routes of the Pages Router: the default export of `pages/api/**`, and the functions that it hands over to. */
import type { SourceFile } from "../source-file.js";
import {
  calleeName,
  isFunction,
  isInside,
  propertyName,
  propertyValue,
  unwrap,
  type FunctionNode,
  type Node,
} from "../syntax/ast.js";
import { methodOfName, withDispatched } from "./dispatch.js";
import { exportedNames, type ExportedName } from "./exported-names.js";
import { HTTP_METHODS, handlerSite, type Framework, type HandlerSite } from "./framework.js";
import { handlerValue, ownName, requestParameters } from "./handler-value.js";
import { resParameters } from "./res-handler.js";

const PAGES_FILE = /(?:^|\/)pages\/(api(?:\/.*)?)\.[cm]?[jt]sx?$/;

export const nextPagesApi: Framework = {
  id: "next-pages-api",
  title: "Next.js Pages Router API routes",
  mayHold: (path, text) =>
    PAGES_FILE.test(path) && !/\.(?:test|spec|d)\.[cm]?[jt]sx?$/.test(path) && /\bdefault\b|\bexports\b/.test(text),
  findHandlers: (file) => {
    const entry = exportedNames(file).find(({ name }) => name === "default");
    if (!entry) return [];
    const route = pagesRoute(file.view.path);
    const sites = isRouterChain(entry.value, file) ? [] : withDispatched(entrySites(entry, route, file), file);
    const others = otherHandlers(sites, route, file);
    const answering = sites.length + others.length > 0 ? [...sites, ...others] : entrySites(entry, route, file);
    // A router that is exported (`router.handler()`) says nothing that the functions registered on it do not.
    return answering.some(({ fn }) => fn) ? answering.filter(({ fn }) => fn) : answering;
  },
};

/** `pages/api/users/[id].ts` → `/api/users/[id]`; an index file stands for its folder. */
export function pagesRoute(path: string): string | undefined {
  const route = PAGES_FILE.exec(path)?.[1];
  return route && `/${route.replace(/\/index$/, "")}`;
}

function entrySites({ place, value }: ExportedName, route: string | undefined, file: SourceFile): HandlerSite[] {
  const { fn, wrappers } = value ? handlerValue(value, file.bindings) : { fn: undefined, wrappers: [] };
  const byMethod = value && methodTable(value);
  if (byMethod) return byMethod.map(({ method, key, handler }) => methodSite(method, key, handler, route, file));
  const parameters = fn && resParameters(fn, file);
  const isEdge = parameters === undefined && fn !== undefined && (runsOnEdge(file) || fn.params.length === 1);
  return [
    handlerSite({
      framework: "next-pages-api",
      dialect: isEdge ? "response" : "res",
      fn,
      wrappers,
      place,
      name: (fn && ownName(fn)) ?? "default",
      route,
      parameters: isEdge ? requestParameters(fn) : (parameters ?? positional(fn)),
    }),
  ];
}

/** `export default nc().get(list).post(save)`: each link of the chain registers a handler of its own. */
function isRouterChain(value: Node | undefined, file: SourceFile): boolean {
  const call = value && unwrap(file.bindings.declaredValue(value) ?? value);
  return call?.type === "CallExpression" && call.callee.type === "MemberExpression" && HTTP_METHODS.has((calleeName(call) ?? "").toUpperCase());
}

interface MethodEntry {
  readonly method: string;
  readonly key: Node;
  readonly handler: Node;
}

/** `export default byMethod({ GET: list, POST: createRoute({ fn: async () => {} }) })`. */
function methodTable(value: Node): MethodEntry[] | undefined {
  const call = unwrap(value);
  if (call.type !== "CallExpression") return undefined;
  for (const argument of call.arguments) {
    if (argument.type !== "ObjectExpression") continue;
    const entries = argument.properties.flatMap((property): MethodEntry[] => {
      const method = propertyName(property);
      return property.type === "Property" && method && HTTP_METHODS.has(method)
        ? [{ method, key: property.key, handler: property.value }]
        : [];
    });
    if (entries.length > 0) return entries;
  }
  return undefined;
}

/** A handler that takes neither `req` nor `res` gives its value to the wrapper, which answers with it. */
function methodSite(method: string, key: Node, handler: Node, route: string | undefined, file: SourceFile): HandlerSite {
  const { fn, wrappers } = handlerValue(handler, file.bindings);
  const parameters = fn && resParameters(fn, file);
  return handlerSite({
    framework: "next-pages-api",
    dialect: parameters || !fn ? "res" : "action",
    fn,
    wrappers,
    place: key,
    name: method,
    route,
    method,
    parameters: parameters ?? requestParameters(fn),
  });
}

function positional(fn: FunctionNode | undefined): HandlerSite["parameters"] {
  const [request, response] = fn?.params ?? [];
  return {
    request: request?.type === "Identifier" ? request.name : undefined,
    response: response?.type === "Identifier" ? response.name : undefined,
  };
}

function runsOnEdge(file: SourceFile): boolean {
  const config = exportedNames(file).find(({ name }) => name === "config" || name === "runtime")?.value;
  const value = config && (propertyValue(unwrap(config), "runtime") ?? unwrap(config));
  return value?.type === "Literal" && typeof value.value === "string" && value.value.endsWith("edge");
}

/** Functions of the file that answer on `(req, res)`, reached by a table of methods, a router, or a wrapper. */
function otherHandlers(sites: readonly HandlerSite[], route: string | undefined, file: SourceFile): HandlerSite[] {
  const found: HandlerSite[] = [];
  for (const fn of file.outline.functions) {
    if ([...sites, ...found].some((site) => site.fn && isInside(fn, site.fn))) continue;
    const parameters = resParameters(fn, file);
    if (!parameters) continue;
    const name = ownName(fn);
    found.push(
      handlerSite({
        framework: "next-pages-api",
        dialect: "res",
        role: parameters.error === undefined ? "handler" : "error-handler",
        fn,
        place:
          fn.id ?? (fn.parent.type === "VariableDeclarator" ? fn.parent.id : fn.parent.type === "Property" ? fn.parent.key : fn),
        name,
        route,
        method: methodOfName(name) ?? registeredMethod(fn),
        parameters,
      }),
    );
  }
  return found;
}

/** `router.post(async (req, res) => {})`. */
function registeredMethod(fn: FunctionNode): string | undefined {
  let holder: Node = fn.parent;
  while (holder.type === "CallExpression" && isFunction(fn)) {
    const method = methodOfName(calleeName(holder));
    if (method && holder.callee.type === "MemberExpression") return method;
    holder = holder.parent;
  }
  return undefined;
}
