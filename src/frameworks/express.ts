/**
 * Express: functions registered on an app or a router (made in the file, imported, or handed in as a parameter),
 * `route()` chains, and controllers that stand in files of their own as `(req, res, next)`.
 */
import type { SourceFile } from "../source-file.js";
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
import { PlacedPattern, WordedPattern } from "../syntax/worded-pattern.js";
import { isApp } from "./express-app.js";
import { METHODS, REGISTERS, registrationRoot, registrationsIn, RUNS_BEFORE, type Registration } from "./express-registration.js";
import { handlerSite, type Framework, type HandlerParameters, type HandlerSite } from "./framework.js";
import { handlerValue, ownName, wrappersAround } from "./handler-value.js";
import { registeredOnce } from "./registered-once.js";
import { passesOn, resParameters } from "./res-handler.js";

const NOT_EXPRESS = /\bfrom\s+["'](?:hono|fastify|koa|elysia|[\w-]*itty-router|@koa|h3)\b/;
const ANSWERS =
  /["']express["']|\.(?:status|json|send|sendStatus|sendFile|redirect|render|end|locals|statusCode|setHeader)\b|\bRequestHandler\b|(?<![.\w])next\s*\(|\w\(\s*_*res(?:p|ponse)?\s*,|[(,]\s*_*res(?:p|ponse)?\s*\)(?!\s*(?:=>|[{:]))/;
/** A parameter or an argument that can be a response, or Express' own names. */
const HAS_RESPONSE = [
  new WordedPattern(["express", "requesthandler", "nextfunction"], /express|RequestHandler\b|NextFunction\b/i),
  new PlacedPattern(
    ["res:", "res ", "resp:", "resp ", "response"],
    /res(?:p|ponse)?(?<=,\s*_*res(?:p|ponse)?)\s*[,:)]|Response\b(?<=,\s*\w+\s*:\s*(?:\w+\.)?\w*)/i,
  ),
];
const REGISTERS_ROUTES = new PlacedPattern(
  ["get", "post", "put", "patch", "delete", "del", "all", "route", "use"].flatMap((verb) => [`.${verb}(`, `.${verb} `, `["${verb}`]),
  /(?:(?<!\bPromise)\.|\[["'])(?:get|post|put|patch|delete|del|all|route|use)(?:["']\])?\s*\(\s*(?:["'`][/*$]|\[|\/)/,
);
const NAMES_ROUTER = new WordedPattern(["express", "router", "app"], /express|router|\bapp\b/i);

export const express: Framework = {
  id: "express",
  title: "Express",
  mayHold: (path, text) =>
    ((HAS_RESPONSE.some((spelling) => spelling.test(text)) && ANSWERS.test(text)) ||
      (REGISTERS_ROUTES.test(text) && NAMES_ROUTER.test(text))) &&
    !/(?:^|\/)pages\/api\//.test(path) &&
    !NOT_EXPRESS.test(text),
  findHandlers: (file) => {
    const registered = registeredOnce(registrationsIn(file).flatMap((registration) => sitesOf(registration, file)));
    const known = new Set(registered.map(({ fn }) => fn));
    return [...registered, ...collectControllers(file, known)];
  },
};

function sitesOf(registration: Registration, file: SourceFile): HandlerSite[] {
  const { handlers: nodes, verb } = registration;
  const sites: HandlerSite[] = [];
  nodes.forEach((node, index) => {
    // `app.use("/a", Router().get("/b", list))`: what a router holds is registered on that router.
    if (isApp(registrationRoot(node), file) === "made") return;
    const { fn, wrappers } = handlerValue(node, file.bindings);
    const shape = fn && resParameters(fn, file, true);
    const isLast = index === nodes.length - 1;
    if (!fn) {
      if (isLast && !RUNS_BEFORE.has(verb) && registration.receiver && mayBeFunction(node))
        sites.push(elsewhere(registration, verb, node, nodes.slice(0, index)));
      return;
    }
    const byPlace = registration.receiver === "made" && verb !== "param" && fn.params.length <= 4;
    const parameters = shape ?? (byPlace ? positional(fn) : undefined);
    if (!parameters) return;
    // A function that is mounted last and never passes the request on answers it: `app.use("/health", (req, res) => …)`.
    const runsBefore =
      !isLast ||
      verb === "param" ||
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
        name: ownName(fn) ?? givenName(node, wrappers),
        route: registration.route,
        method: METHODS.get(verb),
        middleware: nodes.slice(0, index),
        parameters,
      }),
    );
  });
  return sites;
}

/** `save` of `save as RequestHandler`, and of `controller.save()` that makes it. */
function givenName(node: Node, wrappers: readonly Node[]): string | undefined {
  const inner = unwrap(node);
  if (inner.type === "Identifier") return inner.name;
  const isMade = inner.type === "CallExpression" && wrappers.length === 0 && inner.callee.type === "MemberExpression";
  const name = isMade ? calleeName(inner) : undefined;
  return name === "bind" ? undefined : name;
}

function mayBeFunction(node: Node): boolean {
  return node.type === "Identifier" || node.type === "MemberExpression" || node.type === "CallExpression";
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
    const { holder, wrappers } = wrappersAround(fn);
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
