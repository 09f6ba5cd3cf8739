/**
 * Next.js routes whose handlers stand in another file: `export { POST } from "@/features/login/route"` in a route file, told
 * from the one side, and the handlers of that other file, told from the other.
 */
import type { Registered } from "../neighbours.js";
import type { SourceFile } from "../source-file.js";
import { importedPath } from "../scope/imported-path.js";
import { parameterName, unwrap, type CallNode, type FunctionNode, type Node } from "../syntax/ast.js";
import { exportedNames, type ExportedName } from "./exported-names.js";
import type { Lead } from "./lead-of.js";
import { handlerSite, type HandlerSite } from "./framework.js";
import { leadsTo, type HandedHandler } from "./handed-handlers.js";
import { handlerValue, requestParameters } from "./handler-value.js";
import { returnedExpressions } from "./local-function.js";
import { appRoute, ROUTE_METHODS } from "./next-route-path.js";
import { pagesRoute } from "./next-pages-api.js";
import { registeredPlace } from "./registered-place.js";

/** What a route file exports and does not hold, with where that may stand. */
export function handedOnRoutes(file: SourceFile): HandedHandler[] {
  const { path } = file.view;
  const route = appRoute(path) ?? pagesRoute(path);
  if (route === undefined) return [];
  const names = appRoute(path) === undefined ? DEFAULT : ROUTE_METHODS;
  return [...namedOn(file, names), ...allOn(file, names)].map(({ name, place, lead, wrappers }) => {
    const method = name === "default" ? undefined : name;
    const framework = name === "default" ? ("next-pages-api" as const) : ("next-route" as const);
    const dialect = name === "default" ? ("res" as const) : ("response" as const);
    return { site: handlerSite({ framework, dialect, fn: undefined, place, route, method, wrappers }), lead };
  });
}

const DEFAULT: ReadonlySet<string> = new Set(["default"]);

interface HandedOn {
  readonly name: string;
  readonly place: Node;
  readonly lead: Lead;
  readonly wrappers: readonly CallNode[];
}

/** `export { login as POST } from "./login"`, `export const POST = withAuth(login)`. */
function namedOn(file: SourceFile, names: ReadonlySet<string>): HandedOn[] {
  return exportedNames(file).flatMap(({ name, place, value }) => {
    if (!names.has(name)) return [];
    if (!value) return reExported(place).map((lead) => ({ name, place, lead, wrappers: [] }));
    const { fn, wrappers: around } = handlerValue(value, file.bindings);
    if (fn) return calledByRoute(fn, file).map((lead) => ({ name, place, lead, wrappers: around }));
    return leadsTo(value, file).map(({ lead, wrappers }) => ({ name, place, lead, wrappers }));
  });
}

/**
 * `export async function GET(req) { if (!enabled) return gone(); return exportUsers(req); }`, for a function that goes by the
 * name of a method where it stands: no other may be taken for one that answers the whole request.
 */
function calledByRoute(fn: FunctionNode, file: SourceFile): Lead[] {
  const request = fn.params[0] && parameterName(fn.params[0]);
  if (request === undefined) return [];
  return returnedExpressions(fn).flatMap((returned) => {
    const inner = unwrap(returned);
    const call = inner.type === "AwaitExpression" ? unwrap(inner.argument) : inner;
    if (call.type !== "CallExpression") return [];
    const [first] = call.arguments;
    const lead = first?.type === "Identifier" && first.name === request ? importedPath(call.callee, file.bindings) : undefined;
    return lead && ROUTE_METHODS.has(lead.path.at(-1) ?? "") ? [lead] : [];
  });
}

function reExported({ parent }: Node): Lead[] {
  const source = parent?.type === "ExportSpecifier" ? parent.parent.source : undefined;
  if (!source || parent?.type !== "ExportSpecifier") return [];
  const { local } = parent;
  return [{ source: source.value, path: [local.type === "Identifier" ? local.name : String(local.value)] }];
}

/** `export * from "./login"`: whichever of the methods stand there. */
function allOn(file: SourceFile, names: ReadonlySet<string>): HandedOn[] {
  return file.outline.exports.flatMap((node) => {
    if (node.type !== "ExportAllDeclaration" || node.exported || node.exportKind === "type" || names === DEFAULT) return [];
    const { value: source } = node.source;
    return [...names].map((name) => ({ name, place: node, lead: { source, path: [name] }, wrappers: [] }));
  });
}

/** The handlers of a file that route files hand on to; of several routes, only what they agree on is said. */
export function handedOnHandlers(file: SourceFile): HandlerSite[] {
  const registered = file.neighbours.registeredIn(file.view.path).filter(({ inRouteFile }) => inRouteFile);
  if (registered.length === 0) return [];
  return exportedNames(file).flatMap((exported) => {
    const here = registered.filter(({ path }) => path.filter((part) => part !== "*").join(".") === exported.name);
    return here.length > 0 ? siteOf(exported, here, file) : [];
  });
}

function siteOf({ name, place, value }: ExportedName, registered: readonly Registered[], file: SourceFile): HandlerSite[] {
  const { fn, wrappers } = value ? handlerValue(unwrap(value), file.bindings) : { fn: undefined, wrappers: [] };
  if (!fn) return [];
  return [
    handlerSite({
      framework: "next-route",
      dialect: "response",
      fn,
      wrappers,
      place,
      name,
      ...registeredPlace(registered),
      parameters: requestParameters(fn),
    }),
  ];
}
