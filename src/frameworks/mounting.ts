/** Which routers a file mounts on which, and under which names it gives a router away: for routes that several files make. */
import type { TSESTree } from "@typescript-eslint/utils";
import { staticString } from "../scope/static-value.js";
import type { SourceFile } from "../source-file.js";
import { enclosingFunction, isFunction, memberName, propertyValue, unwrap, type FunctionNode, type Node } from "../syntax/ast.js";
import { classAround } from "../syntax/class-around.js";
import { foundOnce } from "../syntax/kept-with.js";
import { exportedNames } from "./exported-names.js";
import { isApp } from "./express-app.js";
import { routeText } from "./imported.js";
import { valuesOverList } from "./listed-values.js";
import { localFunction, returnedExpressions } from "./local-function.js";

const MOUNTS = new Set(["use", "route", "register"]);

/**
 * The name of an app or router, `this.router`, or a chain of calls that goes by no name: `export default
 * Router().use(users)`.
 */
export type RouterNode = TSESTree.Identifier | TSESTree.MemberExpression | TSESTree.CallExpression;

/** `app.use("/admin", guard, router)`: what is mounted, and all that stands before it. */
export interface MountCall {
  readonly call: TSESTree.CallExpression;
  readonly receiver: RouterNode;
  /** Undefined where none is given; null where the file cannot tell it. */
  readonly prefix: string | undefined | null;
  /** All arguments after the path. */
  readonly given: readonly Node[];
}

/** The calls of the file that may mount a router, or put middleware before one, in source order. */
export const mountCalls = foundOnce((file: SourceFile): readonly MountCall[] =>
  file.outline.calls.flatMap((call) => {
    if (call.type !== "CallExpression" || call.callee.type !== "MemberExpression" || !isMount(call)) return [];
    const receiver = rootOf(call.callee.object);
    const [first] = call.arguments;
    if (!receiver || !first) return [];
    const listed = mountsOfList(call, file);
    if (listed) return listed.map((mount) => ({ call, receiver, ...mount }));
    const path = routeText(first, file);
    if (memberName(call.callee) === "register") {
      const options = call.arguments[1] && propertyValue(unwrap(call.arguments[1]), "prefix");
      return [{ call, receiver, prefix: options && (staticString(options, file.bindings) ?? null), given: [first] }];
    }
    if (path !== undefined) return [{ call, receiver, prefix: path, given: call.arguments.slice(1) }];
    const spelt = first.type === "TemplateLiteral" || first.type === "ArrayExpression" || first.type === "BinaryExpression" || (first.type === "Literal" && "regex" in first);
    return [
      spelt
        ? { call, receiver, prefix: null, given: call.arguments.slice(1) }
        : { call, receiver, prefix: undefined, given: call.arguments },
    ];
  }),
);

/**
 * `routes.forEach(({ path, router }) => app.use(path, router))` over a list that the file writes out: one mount for each
 * element.
 */
function mountsOfList(call: TSESTree.CallExpression, file: SourceFile): Pick<MountCall, "prefix" | "given">[] | undefined {
  return valuesOverList(call.arguments, file)?.flatMap(([path, ...given]) =>
    given.every((value) => value !== undefined) ? [{ prefix: (path && staticString(path, file.bindings)) ?? null, given }] : [],
  );
}

/** `registerRoutes(app)`, `require("./routes")(app)`: an app or router that is handed to a function. */
export interface Handover {
  readonly call: TSESTree.CallExpression;
  readonly receiver: RouterNode;
  /** The place of the router among the arguments. */
  readonly index: number;
}

/** Every call of the file that is handed an app or a router, and does not mount it. */
export function handovers(file: SourceFile): Handover[] {
  return file.outline.calls.flatMap((call) => {
    if (call.type !== "CallExpression") return [];
    return call.arguments.flatMap((argument, index) => {
      const receiver = unwrap(argument);
      return (receiver.type === "Identifier" || isField(receiver)) && isApp(receiver, file) && !isMount(call) ? [{ call, receiver, index }] : [];
    });
  });
}

function isMount(call: TSESTree.CallExpression): boolean {
  return call.callee.type === "MemberExpression" && MOUNTS.has(memberName(call.callee) ?? "");
}

/** The `app` of `app.use(a).use(b)`; of `const api = Router().use(a)` the `api`, and the whole chain where it goes by no name. */
function rootOf(node: Node): RouterNode | undefined {
  let inner = unwrap(node);
  while (inner.type === "CallExpression" && inner.callee.type === "MemberExpression") inner = unwrap(inner.callee.object);
  if (inner.type === "Identifier" || isField(inner)) return inner;
  if (inner.type !== "CallExpression" && inner.type !== "NewExpression") return undefined;
  let outer: Node = inner;
  while (outer.parent?.type === "MemberExpression" && outer.parent.parent.type === "CallExpression") outer = outer.parent.parent;
  if (outer.parent?.type === "VariableDeclarator" && outer.parent.id.type === "Identifier") return outer.parent.id;
  return outer.type === "CallExpression" ? outer : undefined;
}

/** `this.router`. */
function isField(node: Node): node is TSESTree.MemberExpression {
  return node.type === "MemberExpression" && node.object.type === "ThisExpression";
}

/** True when both are the same router of the file. */
export function isRouter(node: Node, router: RouterNode, file: SourceFile): boolean {
  const inner = unwrap(node);
  if (isField(inner) && isField(router))
    return memberName(inner) === memberName(router) && classAround(inner) === classAround(router);
  if (inner.type !== "Identifier" || router.type !== "Identifier") return inner === router;
  const variable = file.bindings.variableOf(inner);
  return variable !== undefined && variable === file.bindings.variableOf(router);
}

/** `router.use(guard)` above a registration, for all routes of the router. */
export function isMountedBefore(
  fits: (given: Node) => boolean,
  router: RouterNode,
  before: number,
  calls: readonly MountCall[],
  file: SourceFile,
): boolean {
  return calls.some(
    ({ call, receiver, prefix, given }) =>
      call.range[1] <= before &&
      (prefix === undefined || (prefix !== null && FOR_ALL.test(prefix))) &&
      given.some(fits) &&
      isRouter(receiver, router, file),
  );
}

/** `app.use("/", guard)`, and in Hono `app.use("*", guard)`. */
const FOR_ALL = /^\/?\*?$/;

/** What stands for the router wherever it is named in the file; undefined for a name that the file does not bind. */
export function routerKey(router: RouterNode, file: SourceFile): unknown {
  if (router.type === "Identifier") return file.bindings.variableOf(router);
  return isField(router) ? `${memberName(router)} ${classAround(router)?.range[0]}` : router;
}

/** The router that a handler is registered on, from the place of its registration. */
export function registeredOn(place: Node): RouterNode | undefined {
  for (let node: Node | undefined = place; node && !isFunction(node); node = node.parent) {
    if (node.type === "CallExpression" && node.callee.type === "MemberExpression" && place.range[1] <= node.range[1]) return rootOf(node.callee.object);
  }
  return undefined;
}

/**
 * The names under which other files know a router of this one: the exports that give it away, or that make it; and for one
 * that is handed in, the parameter, as `register(0)`; for a field of a class, `prototype.router`.
 */
export function givenAwayAs(router: RouterNode, file: SourceFile): string[] {
  if (isField(router)) return [`prototype.${memberName(router)}`];
  if (router.type !== "Identifier") {
    const maker = enclosingFunction(router);
    if (maker) return returnedExpressions(maker).some((value) => unwrap(value) === router) ? exportsMadeBy(maker, file) : [];
    return exportedNames(file).flatMap(({ name, value }) => (value && unwrap(value) === router ? [name] : []));
  }
  const binding = file.bindings.of(router);
  if (binding.kind === "parameter") return binding.pattern ? [] : exportsOf(binding.fn, file).map((name) => parameterKey(name, binding.index));
  const variable = file.bindings.variableOf(router);
  const def = variable?.defs[0]?.node as Node | undefined;
  if (!variable || def?.type !== "VariableDeclarator") return [];
  const maker = enclosingFunction(def);
  if (maker) {
    const gives = returnedExpressions(maker).some((value) => isVariable(rootOf(value) ?? value, variable, file));
    return gives ? exportsMadeBy(maker, file) : [];
  }
  return exportedNames(file).flatMap(({ name, value }) => {
    const inner = value && unwrap(value);
    if (!inner) return [];
    const isIt = inner === def.init || isVariable(inner, variable, file) || unwrap(def.init ?? def) === inner;
    return isIt || givesOut(inner, variable, file) ? [name] : [];
  });
}

/** `export default () => { router.get(…); return router; }`, for a router that stands above it. */
function givesOut(exported: Node, variable: unknown, file: SourceFile): boolean {
  const binding = file.bindings.ofExpression(exported);
  const fn = isFunction(exported) ? exported : binding?.kind === "function" ? binding.fn : undefined;
  return fn !== undefined && returnedExpressions(fn).some((value) => isVariable(value, variable, file));
}

/** How a function's parameter is called where routers go by names: see `givenAwayAs`. */
export function parameterKey(exported: string, index: number): string {
  return `${exported}(${index})`;
}

function exportsOf(fn: FunctionNode, file: SourceFile): string[] {
  return exportedNames(file).flatMap(({ name, value }) => {
    const binding = value && file.bindings.ofExpression(value);
    return (value && unwrap(value) === fn) || (binding?.kind === "function" && binding.fn === fn) ? [name] : [];
  });
}

/** A function that makes a router, and what it has made: `export const users = createUsers()`. */
function exportsMadeBy(maker: FunctionNode, file: SourceFile): string[] {
  const made = exportedNames(file).flatMap(({ name, value }) => {
    const call = value && unwrap(file.bindings.constantValue(value) ?? value);
    return call?.type === "CallExpression" && localFunction(call.callee, file) === maker ? [name] : [];
  });
  return [...exportsOf(maker, file), ...made];
}

function isVariable(node: Node, variable: unknown, file: SourceFile): boolean {
  const inner = unwrap(node);
  return inner.type === "Identifier" && file.bindings.variableOf(inner) === variable;
}

/** The router inside `router.routes()`, `createRouter()`, `require("./router")`: the name or call that stands for it. */
export function mountedNode(given: Node): Node {
  const inner = unwrap(given);
  if (inner.type === "CallExpression" && inner.callee.type === "MemberExpression" && /^(?:routes|middleware)$/.test(memberName(inner.callee) ?? "")) return unwrap(inner.callee.object);
  return inner;
}

/** Two parts of a route. */
export function joinRoutes(prefix: string, route: string | undefined): string {
  const joined = `/${prefix}/${route ?? ""}`.replaceAll(/\/{2,}/g, "/");
  return joined.length > 1 ? joined.replace(/\/$/, "") : joined;
}
