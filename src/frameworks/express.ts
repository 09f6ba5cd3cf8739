/**
 * Express: functions registered on an app or a router (made in the file, imported, or handed in as a parameter),
 * `route()` chains, and controllers that stand in files of their own as `(req, res, next)`.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../source-file.js";
import { staticString } from "../scope/static-value.js";
import {
  calleeName,
  dottedPath,
  enclosingFunction,
  isFunction,
  isInside,
  memberName,
  parameterName,
  propertyName,
  unwrap,
  type FunctionNode,
  type Node,
} from "../syntax/ast.js";
import { isApp, type AppEvidence } from "./express-app.js";
import { handlerSite, type Framework, type HandlerParameters, type HandlerSite } from "./framework.js";
import { handlerValue, ownName } from "./handler-value.js";
import { passesOn, resParameters } from "./res-handler.js";

const METHODS = new Map([
  ["get", "GET"],
  ["post", "POST"],
  ["put", "PUT"],
  ["patch", "PATCH"],
  ["delete", "DELETE"],
  ["del", "DELETE"],
  ["options", "OPTIONS"],
  ["head", "HEAD"],
]);
const REGISTERS = new Set([...METHODS.keys(), "all", "use"]);
const NOT_EXPRESS = /\bfrom\s+["'](?:hono|fastify|koa|elysia|itty-router|@koa|h3)\b/;
const ANSWERS =
  /["']express["']|\.(?:status|json|send|sendStatus|sendFile|redirect|render|end|locals|statusCode|setHeader)\b|\bRequestHandler\b|(?<![.\w])next\s*\(/;
/** A parameter or an argument that can be a response, or Express' own names. */
const HAS_RESPONSE = /,\s*_*res(?:p|ponse)?\s*[,:)]|express|RequestHandler\b|NextFunction\b|,\s*\w+\s*:\s*(?:\w+\.)?\w*Response\b/i;
const REGISTERS_ROUTES = /(?:\.|\[["'])(?:get|post|put|patch|delete|del|all|route|use)(?:["']\])?\s*\(\s*(?:["'`][/*$]|\[|\/)/;

export const express: Framework = {
  id: "express",
  title: "Express",
  mayHold: (path, text) =>
    ((ANSWERS.test(text) && HAS_RESPONSE.test(text)) || (REGISTERS_ROUTES.test(text) && /express|router|\bapp\b/i.test(text))) &&
    !/(?:^|\/)pages\/api\//.test(path) &&
    !NOT_EXPRESS.test(text),
  findHandlers: (file) => {
    const registered = collectRegistered(file);
    const known = new Set(registered.map(({ fn }) => fn));
    return [...registered, ...collectControllers(file, known)];
  },
};

function collectRegistered(file: SourceFile): HandlerSite[] {
  const sites: HandlerSite[] = [];
  const seen = new Set<FunctionNode>();
  for (const call of file.outline.calls) {
    if (call.type !== "CallExpression" || call.callee.type !== "MemberExpression") continue;
    const verb = memberName(call.callee);
    if (verb === undefined || !REGISTERS.has(verb)) continue;
    const registration = readRegistration(call, verb, file);
    if (!registration) continue;
    for (const site of sitesOf(registration, verb, file)) {
      if (site.fn && seen.has(site.fn)) continue;
      if (site.fn) seen.add(site.fn);
      sites.push(site);
    }
  }
  return sites;
}

interface Registration {
  readonly route: string | undefined;
  readonly place: Node;
  readonly handlers: readonly Node[];
  /** How the receiver is known to be an app or router; where it is not, the functions' shape must speak. */
  readonly receiver: AppEvidence | undefined;
}

function readRegistration(call: TSESTree.CallExpression, verb: string, file: SourceFile): Registration | undefined {
  const callee = call.callee as TSESTree.MemberExpression;
  const chained = routeChain(callee.object, file);
  if (chained) {
    const route = join(mountPrefix(chained.receiver, file), staticString(chained.path, file.bindings));
    return { route, place: callee.property, handlers: call.arguments, receiver: isApp(chained.receiver, file) || undefined };
  }
  const first = call.arguments[0];
  if (!first) return undefined;
  const receiver = registrationRoot(callee.object);
  const known = isApp(receiver, file);
  if (known === false) return undefined;
  const path = staticString(first, file.bindings);
  const hasPath = path !== undefined || spellsPath(first) || (call.arguments.length > 1 && verb !== "use");
  if (!hasPath && verb !== "use") return undefined;
  const handlers = hasPath ? call.arguments.slice(1) : call.arguments;
  if (handlers.length === 0) return undefined;
  const route = hasPath ? join(mountPrefix(receiver, file), path ?? templateRoute(first)) : undefined;
  return { route, place: hasPath ? first : callee.property, handlers, receiver: known };
}

/** The `app` of `app.get("/a", a).post("/b", b)`. */
function registrationRoot(node: Node): Node {
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
  const binding = file.bindings.ofExpression(node);
  const held = binding?.kind === "variable" && binding.constant && !binding.pattern ? binding.init : undefined;
  let inner = unwrap(held ?? node);
  while (inner.type === "CallExpression" && inner.callee.type === "MemberExpression") {
    const name = memberName(inner.callee);
    if (name === "route" && inner.arguments.length === 1) return { receiver: inner.callee.object, path: inner.arguments[0]! };
    if (name === undefined || !REGISTERS.has(name)) return undefined;
    inner = unwrap(inner.callee.object);
  }
  return undefined;
}

function sitesOf(registration: Registration, verb: string, file: SourceFile): HandlerSite[] {
  const nodes = registration.handlers.flatMap((node) => elementsOf(node, file));
  const sites: HandlerSite[] = [];
  nodes.forEach((node, index) => {
    const { fn, wrappers } = handlerValue(node, file.bindings);
    const shape = fn && resParameters(fn, file);
    const isLast = index === nodes.length - 1;
    if (!fn) {
      if (isLast && verb !== "use" && registration.receiver && mayBeFunction(node))
        sites.push(elsewhere(registration, verb, node, nodes.slice(0, index)));
      return;
    }
    const parameters = shape ?? (registration.receiver === "made" && fn.params.length <= 4 ? positional(fn) : undefined);
    if (!parameters) return;
    // A function that is mounted last and never passes the request on answers it: `app.use("/health", (req, res) => …)`.
    const runsBefore =
      !isLast ||
      (verb === "use" && (registration.route === undefined || parameters.next !== undefined)) ||
      (verb === "all" && passesOn(fn, parameters, file));
    const role = parameters.error !== undefined ? "error-handler" : runsBefore ? "middleware" : "handler";
    sites.push(
      handlerSite({
        framework: "express",
        dialect: "res",
        role,
        fn,
        wrappers,
        place: registration.place,
        name: ownName(fn) ?? givenName(node),
        route: registration.route,
        method: METHODS.get(verb),
        middleware: nodes.slice(0, index),
        parameters,
      }),
    );
  });
  return sites;
}

/** `save` of `save as RequestHandler`. */
function givenName(node: Node): string | undefined {
  const inner = unwrap(node);
  return inner.type === "Identifier" ? inner.name : undefined;
}

function mayBeFunction(node: Node): boolean {
  return node.type === "Identifier" || node.type === "MemberExpression" || node.type === "CallExpression";
}

/** A list of handlers, written out or by the name of a constant, is its elements. */
function elementsOf(node: Node, file: SourceFile): Node[] {
  const binding = file.bindings.ofExpression(node);
  const list = binding?.kind === "variable" && binding.init && !binding.pattern ? unwrap(binding.init) : node;
  if (list.type !== "ArrayExpression") return [node.type === "SpreadElement" ? node.argument : node];
  return list.elements.flatMap((element) => (element === null ? [] : elementsOf(element, file)));
}

/** A registered handler whose function stands in another file: listed, so that the surface is whole. */
function elsewhere(registration: Registration, verb: string, node: Node, middleware: Node[]): HandlerSite {
  return handlerSite({
    framework: "express",
    dialect: "res",
    fn: undefined,
    place: registration.place,
    name: nameOf(node),
    route: registration.route,
    method: METHODS.get(verb),
    middleware,
  });
}

/** `login` of `login`, `controller.login`, `login()` and `asyncHandler(controller.login)`. */
function nameOf(node: Node): string | undefined {
  if (node.type !== "CallExpression") return dottedPath(node)?.at(-1);
  const last = node.arguments.at(-1);
  const name = (last && nameOf(last)) ?? calleeName(node);
  return name === "require" ? undefined : name;
}

function positional(fn: FunctionNode): HandlerParameters {
  const offset = fn.params.length === 4 ? 1 : 0;
  return {
    request: parameterName(fn.params[offset]),
    response: parameterName(fn.params[offset + 1]),
    next: parameterName(fn.params[offset + 2]),
    error: offset === 1 ? parameterName(fn.params[0]) : undefined,
  };
}

/** Functions of the `(req, res, next)` shape that no registration in this file names: controllers and middleware. */
function collectControllers(file: SourceFile, known: ReadonlySet<FunctionNode | undefined>): HandlerSite[] {
  const sites: HandlerSite[] = [];
  for (const fn of file.outline.functions) {
    if (known.has(fn) || sites.some((site) => site.fn && isInside(fn, site.fn)) || standsInsideAHandler(fn, known)) continue;
    const parameters = resParameters(fn, file);
    if (!parameters || isGivenToClient(fn, file)) continue;
    const { holder, wrappers } = outermostWrapper(fn);
    const { name, place } = standing(fn, holder);
    sites.push(
      handlerSite({
        framework: "express",
        dialect: "res",
        role: parameters.error !== undefined ? "error-handler" : passesOn(fn, parameters, file) ? "middleware" : "handler",
        fn,
        wrappers,
        place,
        name,
        parameters,
      }),
    );
  }
  return sites;
}

/** `axios.get("/x", (request, response) => …)`: the receiver is known not to be an app. */
function isGivenToClient(fn: FunctionNode, file: SourceFile): boolean {
  const call = fn.parent;
  if (call.type !== "CallExpression" || call.callee.type !== "MemberExpression") return false;
  return REGISTERS.has(memberName(call.callee) ?? "") && isApp(call.callee.object, file) === false;
}

function standsInsideAHandler(fn: FunctionNode, known: ReadonlySet<FunctionNode | undefined>): boolean {
  for (let outer: Node | undefined = fn.parent; outer; outer = outer.parent)
    if (isFunction(outer) && known.has(outer)) return true;
  return false;
}

function outermostWrapper(fn: FunctionNode): { holder: Node; wrappers: TSESTree.CallExpression[] } {
  const wrappers: TSESTree.CallExpression[] = [];
  let holder: Node = fn.parent;
  while (holder.type === "CallExpression" || holder.type === "TSAsExpression" || holder.type === "TSSatisfiesExpression") {
    if (holder.type === "CallExpression") wrappers.unshift(holder);
    holder = holder.parent;
  }
  return { holder, wrappers };
}

/** A function's name and where it stands: its own, that of what holds it, or that of the factory that returns it. */
function standing(fn: FunctionNode, holder: Node): { name: string | undefined; place: Node } {
  const name = ownName(fn);
  if (fn.id) return { name, place: fn.id };
  switch (holder.type) {
    case "VariableDeclarator":
      return { name: name ?? dottedPath(holder.id)?.at(-1), place: holder.id };
    case "Property":
    case "MethodDefinition":
    case "PropertyDefinition":
      return { name: name ?? propertyName(holder), place: holder.key };
    case "AssignmentExpression":
      return {
        name: name ?? dottedPath(holder.left)?.findLast((part) => part !== "exports" && part !== "module"),
        place: holder.left,
      };
    case "ReturnStatement":
    case "ArrowFunctionExpression": {
      const factory = isFunction(holder) ? holder : enclosingFunction(holder);
      return factory ? standing(factory, factory.parent) : { name, place: fn };
    }
    default:
      return { name, place: fn };
  }
}

const MOUNT_DEPTH = 4;

/** The path under which `app.use("/api", router)` mounts the router, when that stands in the same file. */
function mountPrefix(receiver: Node, file: SourceFile, depth = MOUNT_DEPTH): string | undefined {
  const inner = unwrap(receiver);
  const variable = inner.type === "Identifier" && depth > 0 ? file.bindings.variableOf(inner) : undefined;
  for (const { identifier } of variable?.references ?? []) {
    const call = identifier.parent;
    if (call?.type !== "CallExpression" || call.callee.type !== "MemberExpression" || memberName(call.callee) !== "use") continue;
    if (call.arguments[0] === (identifier as Node)) continue;
    const prefix = staticString(call.arguments[0], file.bindings);
    if (prefix !== undefined) return join(mountPrefix(call.callee.object, file, depth - 1), prefix);
  }
  return undefined;
}

function join(prefix: string | undefined, path: string | undefined): string | undefined {
  if (path === undefined) return prefix;
  const joined = `${prefix ?? ""}/${path}`.replaceAll(/\/{2,}/g, "/");
  return joined.length > 1 ? joined.replace(/\/$/, "") : joined;
}
