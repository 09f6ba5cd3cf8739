/** What a file registers on Express apps and routers: under which route and method, and what runs before. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../source-file.js";
import { staticString } from "../scope/static-value.js";
import { dottedPath, memberName, propertyValue, unwrap, type Node } from "../syntax/ast.js";
import { isApp, type AppEvidence } from "./express-app.js";
import { routeText } from "./imported.js";
import { valuesOverList } from "./listed-values.js";
import { joinRoutes } from "./mounting.js";

export const METHODS = new Map([
  ["get", "GET"],
  ["post", "POST"],
  ["put", "PUT"],
  ["patch", "PATCH"],
  ["delete", "DELETE"],
  ["del", "DELETE"],
  ["options", "OPTIONS"],
  ["head", "HEAD"],
  ["query", "QUERY"],
]);
export const REGISTERS = new Set([...METHODS.keys(), "all", "use"]);
/** What runs before the routes, whichever they are: mounted, or for a parameter of their paths. */
export const RUNS_BEFORE: ReadonlySet<string> = new Set(["use", "param"]);

/** `router.post("/login", limit, login)`: handlers under a route, as the call says it. */
export interface Registration {
  readonly call: TSESTree.CallExpression;
  /** The method that registers: `post`, `all`, `use`. */
  readonly verb: string;
  readonly route: string | undefined;
  readonly place: Node;
  /** Lists of handlers are taken apart. */
  readonly handlers: readonly Node[];
  /** How the receiver is known to be an app or router; where it is not, the functions' shape must speak. */
  readonly receiver: AppEvidence | undefined;
}

/** The registrations of the file, in source order. */
export function registrationsIn(file: SourceFile): Registration[] {
  return file.outline.calls.flatMap((call) => {
    if (call.type !== "CallExpression" || call.callee.type !== "MemberExpression") return [];
    const { callee } = call;
    const verb = memberName(callee);
    if (verb === "param") return listOf(paramRegistration(call, callee, file));
    // Databases are queried, too.
    const mustBeMade = verb === "query" || (verb === undefined && callee.computed);
    if (mustBeMade ? isApp(registrationRoot(callee.object), file) !== "made" : !REGISTERS.has(verb ?? "")) return [];
    const found = registrationsOf({ call, callee, verb: verb ?? "all", given: call.arguments }, file);
    // Where neither method nor path is told, there is nothing to list.
    return found.filter(({ route }) => verb !== undefined || route !== undefined).flatMap(armsOf);
  });
}

/** `app.param("id", (req, res, next, id) => …)` runs before every route that has the parameter. */
function paramRegistration(
  call: TSESTree.CallExpression,
  { object, property }: TSESTree.MemberExpression,
  file: SourceFile,
): Registration | undefined {
  const [, given] = call.arguments;
  if (!given) return undefined;
  const receiver = isApp(registrationRoot(object), file) || undefined;
  return { call, verb: "param", route: undefined, place: property, handlers: handlersOf([given], file), receiver };
}

/** A call that registers, with what is given to it. */
interface Spelling {
  readonly call: TSESTree.CallExpression;
  readonly callee: TSESTree.MemberExpression;
  readonly verb: string;
  readonly given: readonly Node[];
}

/** One registration, or one for each element of a list: `for (const r of routes) app[r.method](r.path, r.handler)`. */
function registrationsOf(spelling: Spelling, file: SourceFile): Registration[] {
  const { callee, given } = spelling;
  const asked = callee.computed ? [callee.property, ...given] : [callee, ...given];
  const rows = isLoopVariable(given[0], file) ? valuesOverList(asked, file) : undefined;
  if (!rows) return listOf(readRegistration(spelling, file));
  return rows.flatMap(([method, ...values]) => {
    const named = method && callee.computed ? staticString(method, file.bindings)?.toLowerCase() : spelling.verb;
    if (named === undefined || !REGISTERS.has(named) || values.some((value) => value === undefined)) return [];
    return listOf(readRegistration({ ...spelling, verb: named, given: values as Node[] }, file));
  });
}

function listOf(registration: Registration | undefined): Registration[] {
  return registration ? [registration] : [];
}

/** Only a path that is no text by itself may come from a list. */
function isLoopVariable(path: Node | undefined, file: SourceFile): boolean {
  return (path?.type === "Identifier" || path?.type === "MemberExpression") && staticString(path, file.bindings) === undefined;
}

/** `live ? pay : pretend` as the last function: either answers. */
function armsOf(registration: Registration): Registration[] {
  const last = registration.handlers.at(-1);
  if (last?.type !== "ConditionalExpression") return [registration];
  const before = registration.handlers.slice(0, -1);
  return [last.consequent, last.alternate].map((arm) => ({ ...registration, handlers: [...before, arm] }));
}

function readRegistration({ call, callee, verb, given }: Spelling, file: SourceFile): Registration | undefined {
  const chained = routeChain(callee.object, file);
  if (chained) {
    const route = join(mountPrefix(chained.receiver, file), routeText(chained.path, file));
    return {
      call,
      verb,
      route,
      place: callee.property,
      handlers: handlersOf(given, file),
      receiver: isApp(chained.receiver, file) || undefined,
    };
  }
  const first = given[0];
  if (!first) return undefined;
  const receiver = registrationRoot(callee.object);
  const known = isApp(receiver, file);
  if (known === false) return undefined;
  const path = routeText(first, file);
  const hasPath = path !== undefined || spellsPath(first) || (given.length > 1 && verb !== "use");
  if (!hasPath && verb !== "use") return undefined;
  const handlers = hasPath ? given.slice(1) : given;
  if (handlers.length === 0) return undefined;
  const route = hasPath ? join(mountPrefix(receiver, file), path ?? templateRoute(first)) : undefined;
  return { call, verb, route, place: hasPath ? first : callee.property, handlers: handlersOf(handlers, file), receiver: known };
}

/** The `app` of `app.get("/a", a).post("/b", b)`. */
export function registrationRoot(node: Node): Node {
  let inner = unwrap(node);
  while (
    inner.type === "CallExpression" &&
    inner.callee.type === "MemberExpression" &&
    REGISTERS.has(memberName(inner.callee) ?? "")
  ) {
    inner = unwrap(inner.callee.object);
  }
  return inner;
}

/** Paths that are no known string: several of them, a pattern, a template with parts from elsewhere. */
function spellsPath(node: Node): boolean {
  return node.type === "ArrayExpression" || node.type === "TemplateLiteral" || (node.type === "Literal" && "regex" in node);
}

/** `${prefix}/users/:id` → `:prefix/users/:id`: an unknown part stands as a parameter. */
function templateRoute(node: Node): string | undefined {
  if (node.type === "ArrayExpression") return node.elements[0]?.type === "Literal" ? String(node.elements[0].value) : undefined;
  if (node.type !== "TemplateLiteral") return undefined;
  return node.quasis
    .map(({ value }, index) => {
      const part = node.expressions[index];
      return value.cooked + (part ? `:${dottedPath(part)?.at(-1) ?? "part"}` : "");
    })
    .join("");
}

/** The `router.route("/x")` at the bottom of `router.route("/x").get(a).post(b)`, also by the name of a constant. */
function routeChain(node: Node, file: SourceFile): { receiver: Node; path: Node } | undefined {
  let inner = unwrap(file.bindings.constantValue(node) ?? node);
  while (inner.type === "CallExpression" && inner.callee.type === "MemberExpression") {
    const name = memberName(inner.callee);
    if (name === "route" && inner.arguments.length === 1) return { receiver: inner.callee.object, path: inner.arguments[0]! };
    if (name === undefined || !REGISTERS.has(name)) return undefined;
    inner = unwrap(inner.callee.object);
  }
  return undefined;
}

function handlersOf(nodes: readonly Node[], file: SourceFile): Node[] {
  return nodes.flatMap((node) => elementsOf(node, file));
}

/** Lists that hold one another by their names, as deep as anyone writes them. */
const LIST_DEPTH = 6;

/** A list of handlers, written out or by the name of a constant, is its elements; so is what `map` makes of each. */
function elementsOf(node: Node, file: SourceFile, depth = LIST_DEPTH): Node[] {
  const given = node.type === "SpreadElement" ? node.argument : node;
  const value = mappedList(given) ?? given;
  const declared = file.bindings.declaredValue(value);
  const list = declared ? unwrap(declared) : value;
  if (list.type !== "ArrayExpression" || depth === 0) return [value];
  return list.elements.flatMap((element) => (element === null ? [] : elementsOf(element, file, depth - 1)));
}

/** The list of `[guard, save].map(catchErrors)`. */
function mappedList(node: Node): Node | undefined {
  const callee = node.type === "CallExpression" ? unwrap(node.callee) : undefined;
  return callee?.type === "MemberExpression" && memberName(callee) === "map" ? callee.object : undefined;
}

const MOUNT_DEPTH = 4;

/** The route that a path has on a router, with the prefix under which the same file mounts that. */
export function routeOn(receiver: Node, path: string | undefined, file: SourceFile): string | undefined {
  return path === undefined ? undefined : join(mountPrefix(registrationRoot(receiver), file), path);
}

/** The path under which `app.use("/api", router)` mounts the router, when that stands in the same file. */
function mountPrefix(receiver: Node, file: SourceFile, depth = MOUNT_DEPTH): string | undefined {
  const inner = unwrap(receiver);
  const base = ownPath(inner, file);
  if (base !== undefined) return base;
  for (const named of depth > 0 ? placesOf(inner, file) : []) {
    const call = named.parent;
    if (call?.type !== "CallExpression" || call.callee.type !== "MemberExpression" || !mountsUnder(call)) continue;
    if (call.arguments[0] === named) continue;
    const prefix = routeText(call.arguments[0], file);
    if (prefix !== undefined) return join(mountPrefix(call.callee.object, file, depth - 1), prefix);
  }
  return undefined;
}

/** `app.use("/api", router)`, and `app.route("/api", router)` of Hono. */
function mountsUnder(call: TSESTree.CallExpression): boolean {
  const name = call.callee.type === "MemberExpression" ? memberName(call.callee) : undefined;
  return name === "use" || name === "route";
}

/** Where the router is named; for one without a name the whole chain, `Router().get("/a", a).get("/b", b)`. */
function placesOf(router: Node, file: SourceFile): Node[] {
  if (router.type === "Identifier") return (file.bindings.variableOf(router)?.references ?? []).map(({ identifier }) => identifier as Node);
  let chain = router;
  while (chain.parent?.type === "MemberExpression" && chain.parent.parent.type === "CallExpression") chain = chain.parent.parent;
  return router.type === "CallExpression" ? [chain] : [];
}

/** `Router({ base: "/users" })`, `new Hono().basePath("/users")`: the path that the router itself begins with. */
export function ownPath(router: Node, file: SourceFile): string | undefined {
  const declared = file.bindings.declaredValue(router);
  const made = declared ? registrationRoot(declared) : router;
  if (made.type !== "CallExpression") return undefined;
  const [options] = made.arguments;
  if (made.callee.type === "MemberExpression" && memberName(made.callee) === "basePath") return routeText(options, file);
  const base = options?.type === "ObjectExpression" ? propertyValue(options, "base") : undefined;
  return base && staticString(base, file.bindings);
}

function join(prefix: string | undefined, path: string | undefined): string | undefined {
  return path === undefined ? prefix : joinRoutes(prefix ?? "", path);
}
