/**
 * What a handler makes of its request besides answering it: it routes by path and method itself, and hands the request to
 * functions of the file that answer for it. Each such part is a site of its own, with the route and method that hold there.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../source-file.js";
import {
  calleeName,
  chainRoot,
  dottedPath,
  isFunction,
  isInside,
  parameterName,
  propertyName,
  unwrap,
  type FunctionNode,
  type Node,
} from "../syntax/ast.js";
import { nodesIn } from "../syntax/outline.js";
import { findNode, walk } from "../syntax/walk.js";
import { alwaysResponds, isResponseHelper, isReturned, mayRespond, turnsSomeAway } from "./answering-functions.js";
import { tableEntries } from "./dispatch-tables.js";
import { localFunction } from "./local-function.js";
import { handlerSite, type HandlerParameters, type HandlerSite } from "./framework.js";
import { ownName, requestParameters } from "./handler-value.js";
import { resParameters } from "./res-handler.js";
import { branchOf, conditionAt, type Branch, type Condition } from "./routing.js";

/**
 * The given sites, and those that they dispatch to, directly or through one another.
 * @param mount the path below which the file's own routes lie, when its platform cuts it off before the file sees it
 */
export function withDispatched(entries: readonly HandlerSite[], file: SourceFile, mount?: string): HandlerSite[] {
  const sites = [...entries];
  const known = new Set(entries.map(({ fn }) => fn));
  for (let index = 0; index < sites.length; index++) {
    const site = sites[index]!;
    if (!site.fn || site.region || site.role !== "handler") continue;
    for (const found of dispatchedBy(site, site.fn, file, mount)) {
      if (!found.region && found.fn && known.has(found.fn)) continue;
      if (!found.region) known.add(found.fn);
      sites.push(found);
    }
  }
  return sites;
}

function dispatchedBy(site: HandlerSite, fn: FunctionNode, file: SourceFile, mount: string | undefined): HandlerSite[] {
  const sites: HandlerSite[] = [];
  walk(fn.body, (node) => {
    // A callback runs within the handler (`withCors(request, () => …)`), a function that is only defined here does not.
    if (isFunction(node) && node.parent.type !== "CallExpression") return false;
    if (node.type === "CallExpression") {
      const delegate = delegateOf(node, site, file) ?? givenDelegate(node, site, file) ?? refusingDelegate(node, site, file);
      if (delegate) sites.push(delegateSite(delegate, conditionAt(node, fn, file), node, site, mount));
      else sites.push(...tabledSites(node, site, file, mount));
    } else if (site.dialect === "response") {
      const branch = branchOf(node, file);
      if (branch) sites.push(...branchSites(branch, conditionAt(branch.region, fn, file), site, fn, file, mount));
    }
    return undefined;
  });
  return sites;
}

/** `routes[path](request, env)`: each function of the table is a site. */
function tabledSites(
  call: TSESTree.CallExpression,
  site: HandlerSite,
  file: SourceFile,
  mount: string | undefined,
): HandlerSite[] {
  if (site.dialect !== "response") return [];
  const position = handsRequest(call, site.parameters, file);
  if (position < 0 && call.arguments.length > 0) return [];
  return tableEntries(call.callee, file).flatMap(({ fn, condition }) => {
    // `"/login": () => login(request)`: what is kept there has the request already.
    if (position < 0 && (fn.params.length > 0 || !site.fn || !isInside(fn, site.fn))) return [];
    const parameters = position < 0 ? site.parameters : delegateParameters(fn, position, call, site, file);
    const name = ownName(fn);
    // What stands in the table itself is named by its key, which is its route.
    return [delegateSite({ fn, name: /^\w+$/.test(name ?? "") ? name : undefined, parameters }, condition, call, site, mount)];
  });
}

/** A call by which a handler leaves the answer to a function of another file. */
export interface HandedElsewhere {
  readonly callee: Node;
  readonly route: string;
  readonly method: string | undefined;
}

/** `case "/login": return login(request, env)`, where `login` is imported: with the path and the method that hold there. */
export function handedElsewhere(site: HandlerSite, file: SourceFile): HandedElsewhere[] {
  const { fn, region, dialect, parameters } = site;
  if (!fn || region || dialect !== "response") return [];
  return nodesIn(file.outline.calls, fn).flatMap((call) => {
    if (call.type !== "CallExpression" || handsRequest(call, parameters, file) < 0 || !isImported(call, file)) return [];
    if (!isReturned(call.parent.type === "AwaitExpression" ? call.parent : call) || isResponseHelper(calleeName(call))) return [];
    const held = conditionAt(call, fn, file);
    const route = held.route ?? site.route;
    const method = held.method ?? methodOfName(calleeName(call)) ?? site.method;
    return route === undefined ? [] : [{ callee: call.callee, route, method }];
  });
}

/** A branch for a path is a site, unless all it does is to call the function that answers. */
function branchSites(
  branch: Branch,
  held: Condition,
  site: HandlerSite,
  fn: FunctionNode,
  file: SourceFile,
  mount: string | undefined,
): HandlerSite[] {
  const condition = { route: branch.route ?? held.route, method: branch.method ?? held.method };
  if (condition.route === undefined || !answers(branch.region)) return [];
  const call = soleCall(branch.region);
  if (call && delegateOf(call, site, file)) return [];
  const routed = call && routedTo(call, file);
  if (routed) return [delegateSite(routed, condition, call, site, mount)];
  const elsewhere = call !== undefined && isImported(call, file) && (handsRequest(call, site.parameters, file) >= 0 || ANSWERS_BY_NAME.test(calleeName(call) ?? ""));
  return [
    handlerSite({
      framework: site.framework,
      dialect: site.dialect,
      fn: elsewhere ? undefined : fn,
      region: elsewhere ? undefined : branch.region,
      place: branch.place,
      name: elsewhere ? calleeName(call) : undefined,
      route: below(mount, condition.route),
      method: condition.method ?? site.method,
      wrappers: site.wrappers,
      parameters: elsewhere ? {} : site.parameters,
    }),
  ];
}

/** True where some path has a branch of its own that answers. */
export function routesByItself(fn: FunctionNode, file: SourceFile): boolean {
  const found = findNode(fn.body, (node) => {
    const branch = branchOf(node, file);
    return branch?.route !== undefined && answers(branch.region);
  });
  return found !== undefined;
}

/** A branch that neither returns nor throws only prepares the answer that is given elsewhere. */
function answers(region: Node): boolean {
  return (
    region.type === "SwitchCase" ||
    findNode(region, ({ type }) => type === "ReturnStatement" || type === "ThrowStatement") !== undefined
  );
}

/** The call that a branch consists of: `return handle(request);`, `{ return await handle(request); }`. */
function soleCall(region: Node): TSESTree.CallExpression | undefined {
  let statements: readonly Node[] = region.type === "SwitchCase" ? region.consequent : [region];
  for (;;) {
    statements = statements.filter(({ type }) => type !== "BreakStatement");
    const [first] = statements;
    if (statements.length !== 1 || first?.type !== "BlockStatement") break;
    statements = first.body;
  }
  const [only] = statements;
  if (statements.length !== 1 || (only?.type !== "ReturnStatement" && only?.type !== "ExpressionStatement")) return undefined;
  const value = unwrap(only.type === "ReturnStatement" ? (only.argument ?? only) : only.expression);
  return value.type === "CallExpression" ? value : undefined;
}

function isImported(call: TSESTree.CallExpression, file: SourceFile): boolean {
  return file.bindings.ofExpression(chainRoot(call.callee))?.kind === "import";
}

interface Delegate {
  readonly fn: FunctionNode;
  readonly name: string | undefined;
  readonly parameters: HandlerParameters;
}

/** The function of this file that a call hands the request to, when that function answers in the handler's place. */
function delegateOf(call: TSESTree.CallExpression, site: HandlerSite, file: SourceFile): Delegate | undefined {
  const position = handsRequest(call, site.parameters, file);
  if (position < 0) return undefined;
  const fn = localFunction(call.callee, file);
  if (!fn) return undefined;
  if (site.dialect === "res") {
    const parameters = resParameters(fn, file);
    return parameters && call.arguments.some((argument) => isPath(argument, site.parameters.response))
      ? { fn, name: calleeName(call), parameters }
      : undefined;
  }
  if (isResponseHelper(calleeName(call)) || !(isReturned(call) ? mayRespond(fn) : alwaysResponds(fn, file))) return undefined;
  return { fn, name: calleeName(call), parameters: delegateParameters(fn, position, call, site, file) };
}

/**
 * `return sales(env, ctx)`, all that a branch does: the function answers in the handler's place, though it is not handed the
 * request. One that is told which page to give stands for several branches.
 */
function routedTo(call: TSESTree.CallExpression, file: SourceFile): Delegate | undefined {
  const name = calleeName(call);
  const fn = localFunction(call.callee, file);
  if (!fn?.async || !isReturned(call) || isResponseHelper(name) || !mayRespond(fn)) return undefined;
  if (call.arguments.some(({ type }) => type === "Literal" || type === "TemplateLiteral" || type === "ObjectExpression")) return undefined;
  return { fn, name, parameters: {} };
}

/** `return approve(body, user)`: not handed the request either, but it turns some away, and that is told nowhere else. */
function refusingDelegate(call: TSESTree.CallExpression, site: HandlerSite, file: SourceFile): Delegate | undefined {
  if (site.dialect !== "response" || !isReturned(call)) return undefined;
  const name = calleeName(call);
  const fn = localFunction(call.callee, file);
  if (!fn?.async || isResponseHelper(name) || !turnsSomeAway(fn, file)) return undefined;
  return { fn, name, parameters: {} };
}

/** `return withTables(request, db, handleRequest)`: a function of the file that a wrapper calls with the request. */
function givenDelegate(call: TSESTree.CallExpression, site: HandlerSite, file: SourceFile): Delegate | undefined {
  if (site.dialect !== "response" || handsRequest(call, site.parameters, file) < 0) return undefined;
  for (const argument of call.arguments) {
    const fn = argument.type === "Identifier" ? localFunction(argument, file) : undefined;
    const first = fn?.params[0];
    if (!fn || !first || !/^_*req/i.test(parameterName(first) ?? "")) continue;
    if (!(isReturned(call) ? mayRespond(fn) : alwaysResponds(fn, file))) continue;
    return { fn, name: ownName(fn), parameters: requestParameters(fn) };
  }
  return undefined;
}

function delegateSite(
  { fn, name, parameters }: Delegate,
  held: Condition,
  at: Node,
  site: HandlerSite,
  mount: string | undefined,
): HandlerSite {
  return handlerSite({
    calledFrom: { handler: site, at },
    framework: site.framework,
    dialect: site.dialect,
    fn,
    place: fn.id ?? nameAround(fn),
    name,
    route: held.route === undefined ? site.route : below(mount, held.route),
    method: held.method ?? methodOfName(name) ?? site.method,
    wrappers: site.wrappers,
    parameters,
  });
}

function nameAround(fn: FunctionNode): Node {
  const holder = fn.parent;
  if (holder.type === "VariableDeclarator") return holder.id;
  if (holder.type === "MethodDefinition" || holder.type === "PropertyDefinition" || holder.type === "Property") return holder.key;
  return fn;
}

/** `handlePOST`, `postHandler`, `PUT`: a function named for a method alone. */
export function methodOfName(name: string | undefined): string | undefined {
  const match = /^(?:handle|on|do|process)?_?(get|head|post|put|patch|delete|options)_?(?:handler|request|method)?$/i.exec(
    name ?? "",
  );
  return match?.[1]!.toUpperCase();
}

function below(mount: string | undefined, route: string): string {
  if (mount === undefined) return route;
  const path = route.replace(/^\/functions\/v1(?=\/)/, "");
  return path === mount || path.startsWith(`${mount}/`) ? path : path === "/" ? mount : `${mount}${path}`;
}

/** Which argument holds the request: itself, the context that it is in, or an object made around it. */
function handsRequest(call: TSESTree.CallExpression, { request }: HandlerParameters, file: SourceFile): number {
  if (request === undefined) return -1;
  const context = request.split(".")[0];
  return call.arguments.findIndex(
    (argument) =>
      isPath(argument, request) ||
      isPath(argument, context) ||
      isPath(requestInside(argument), request) ||
      // `const authenticated = request`: a name that is only another one.
      isPath(file.bindings.constantValue(argument), request) ||
      isTakenOut(argument, request, file),
  );
}

/** `const { request } = event`. */
function isTakenOut(node: Node | undefined, request: string | undefined, file: SourceFile): boolean {
  const binding = node?.type === "Identifier" && request?.includes(".") ? file.bindings.of(node) : undefined;
  if (binding?.kind !== "variable" || !binding.constant || !binding.pattern || !binding.init) return false;
  const property = (binding.variable.defs[0]!.name as Node).parent;
  if (property?.type !== "Property" || property.parent !== binding.pattern) return false;
  return [...(dottedPath(binding.init) ?? []), propertyName(property)].join(".") === request;
}

/** `return handleLoginPage()`: it need not be handed the request to answer it. */
const ANSWERS_BY_NAME = /^handle[A-Z]|Handler$/;

function requestInside(argument: Node): Node | undefined {
  if (argument.type !== "ObjectExpression") return undefined;
  const held = argument.properties.find((property) => /^req(?:uest)?$/.test(propertyName(property) ?? ""));
  return held?.type === "Property" ? held.value : undefined;
}

function isPath(node: Node | undefined, path: string | undefined): boolean {
  return node !== undefined && path !== undefined && dottedPath(node)?.join(".") === path;
}

function delegateParameters(
  fn: FunctionNode,
  position: number,
  call: TSESTree.CallExpression,
  { parameters: { request } }: HandlerSite,
  file: SourceFile,
): HandlerParameters {
  const parameter = fn.params[position];
  if (parameter?.type === "ObjectPattern") return requestParameters({ ...fn, params: [parameter] } as FunctionNode);
  const name = parameterName(parameter);
  const givenWhole = isPath(call.arguments[position], request) || isTakenOut(call.arguments[position], request, file);
  return { request: name === undefined || givenWhole ? name : `${name}.request` };
}
