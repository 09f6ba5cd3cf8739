/** Functions that are called with `(req, res, next)`: told by what they do with their parameters, not by their names. */
import type { SourceFile } from "../source-file.js";
import {
  chainRoot,
  dottedPath,
  givenParameters,
  isInside,
  memberName,
  parameterName,
  unwrap,
  type CallNode,
  type FunctionNode,
  type Node,
} from "../syntax/ast.js";
import { nodesIn } from "../syntax/outline.js";
import { findNode } from "../syntax/walk.js";
import type { HandlerParameters } from "./framework.js";

/** Methods of `res` that answer, in Express, Next.js `pages/api` and Node's own `http`. */
export const ANSWER_METHODS: ReadonlySet<string> = new Set([
  "json",
  "jsonp",
  "send",
  "sendStatus",
  "sendFile",
  "render",
  "redirect",
  "end",
  "download",
]);

/** Methods that only a server's response has; `json` and `text` of a fetched one are no evidence without a request. */
const RES_METHODS = new Set([
  ...ANSWER_METHODS,
  "status",
  "writeHead",
  "setHeader",
  "cookie",
  "clearCookie",
  "header",
  "set",
  "type",
  "write",
  "on",
  "revalidate",
  "setPreviewData",
  "attachment",
  "location",
  "links",
  "vary",
  "sendfile",
]);

/** Methods that values of other kinds have as well: the parameter's name must say that it is the response. */
const NAMED_RES_METHODS = new Set(["append", "format"]);

const REQ_NAME = /^_*(?:req\w*|incoming\w*|_)$/i;
const RES_NAME = /^_*res(?:p|ponse)?$/i;
const REQ_TYPE = /^(?:\w+\.)?(?:\w*Request\w*|\w*Req|IncomingMessage)$/;
const RES_TYPE = /^(?:\w+\.)?(?:\w*Response|\w*Res)$/;
const NEXT_NAME = /^_*(?:next\w*|done|cb|callback|fn|_)$/i;
const NEXT_TYPE = /(?:^|\.)NextFunction$/;
const HANDLER_TYPE = /(?:^|\.)(?:\w*RequestHandler|NextApiHandler|RequestHandlerParams)$/;
/** Other libraries use these names too (`Handler` of AWS Lambda): the parameters must agree. */
const VAGUE_HANDLER_TYPE = /(?:^|\.)(?:\w*Handler|\w*Middleware\w*)$/;

/**
 * The parameters of a function that has the shape of an Express handler: `(req, res)`, `(req, res, next)`, or
 * `(err, req, res, next)`; undefined when nothing but the number of parameters would speak for it.
 * @param registered it is given to `router.get("/a", …)` or the like: then the names of its parameters will do
 */
export function resParameters(fn: FunctionNode, file: SourceFile, registered = false): HandlerParameters | undefined {
  const given = givenParameters(fn);
  const count = given.length;
  if (count < 2 || count > 5) return undefined;
  // `app.param("id", (req, res, next, id) => …)` has four too, but begins with the request.
  const offset = count === 4 && !isRequest(given[0]!, file) ? 1 : 0;
  const request = given[offset]!;
  const response = given[offset + 1]!;
  const name = parameterName(response);
  if (name === undefined || isFetchType(request, file) || isFetchType(response, file)) return undefined;
  const type = handlerType(fn);
  const speaks =
    HANDLER_TYPE.test(type) ||
    (isRequest(request, file) &&
      ((RES_NAME.test(name) && (VAGUE_HANDLER_TYPE.test(type) || usesNext(fn, given[offset + 2], file))) ||
        speaksByResponse(fn, response, name, file) ||
        (registered && isNamedForIt(request, response) && !isCalled(name, fn, file))));
  if (!speaks) return undefined;
  return {
    request: parameterName(request),
    response: name,
    next: nextName(given[offset + 2], file),
    error: offset === 1 ? parameterName(given[0]) : undefined,
  };
}

/** By its type or by its name; a request taken apart (`({ body }, res) => …`) has none. */
function isRequest(parameter: Node, file: SourceFile): boolean {
  if (isTyped(parameter, REQ_TYPE, file)) return true;
  const name = parameterName(parameter);
  return name === undefined ? parameter.type === "ObjectPattern" : REQ_NAME.test(name);
}

/** `(req, res)` by both names, where no type says else: a handler that only throws, or answers nothing yet. */
function isNamedForIt(request: Node, response: Node): boolean {
  const type = typeName(response);
  return /^_*req/i.test(parameterName(request) ?? "") && RES_NAME.test(parameterName(response) ?? "") && (type === undefined || type === "any");
}

/** `res(ctx.json({}))` of a mock server. */
function isCalled(name: string, fn: FunctionNode, file: SourceFile): boolean {
  return callsInside(fn, file).some(({ callee }) => isNamed(callee, name));
}

/** The name of a third parameter that is the callback; other functions take an id or options there. */
function nextName(third: Node | undefined, file: SourceFile): string | undefined {
  const name = parameterName(third);
  return name !== undefined && (NEXT_NAME.test(name) || isTyped(third!, NEXT_TYPE, file)) ? name : undefined;
}

/** `(req, res, next)` that answers by `next` alone: a validation, a guard, an error converter. */
function usesNext(fn: FunctionNode, third: Node | undefined, file: SourceFile): boolean {
  const next = nextName(third, file);
  return (
    next !== undefined &&
    callsInside(fn, file).some((call) => isNamed(call.callee, next) || call.arguments.some((given) => isNamed(given, next)))
  );
}

/**
 * True when the function calls a method of the response or hands it to a helper that answers. A response by its type need
 * not be used, unless the function gives a value back: loggers' options look at `(req, res)` and return a level.
 */
function speaksByResponse(fn: FunctionNode, parameter: Node, name: string, file: SourceFile): boolean {
  const type = typeName(parameter);
  const typed = isTyped(parameter, RES_TYPE, file);
  if (!typed && type !== undefined && type !== "any") return false;
  if (answersOn(fn, name, file) || ((typed || RES_NAME.test(name)) && handsOn(fn, name, file))) return true;
  return typed && !givesValue(fn);
}

/** True when the function calls a method of the response or writes a property of it. */
function answersOn(fn: FunctionNode, response: string, file: SourceFile): boolean {
  return nodesIn(file.outline.members, fn).some((member) => {
    const object = unwrap(member.object);
    if (object.type !== "Identifier" || object.name !== response) return false;
    const name = memberName(member);
    const { parent } = member;
    if (parent.type === "CallExpression" && parent.callee === member)
      return name !== undefined && (RES_METHODS.has(name) || (NAMED_RES_METHODS.has(name) && RES_NAME.test(response)));
    return (
      (name === "statusCode" && isWritten(member)) ||
      (name === "locals" && parent.type === "MemberExpression" && isWritten(parent))
    );
  });
}

function isWritten(member: Node): boolean {
  return member.parent?.type === "AssignmentExpression" && member.parent.left === member;
}

/** `sendSuccess(res, data)`: a helper answers. A call with all of `(req, res)` only passes the request on. */
function handsOn(fn: FunctionNode, response: string, file: SourceFile): boolean {
  const request = parameterName(fn.params[0]);
  return callsInside(fn, file).some(
    (call) =>
      call.arguments.some((argument) => isNamed(argument, response)) &&
      !call.arguments.some((argument) => isNamed(argument, request)),
  );
}

function givesValue(fn: FunctionNode): boolean {
  if (fn.body.type !== "BlockStatement") return unwrap(fn.body).type !== "CallExpression";
  return (
    findNode(
      fn.body,
      (node) => node.type === "ReturnStatement" && node.argument !== null && unwrap(node.argument).type !== "CallExpression",
    ) !== undefined
  );
}

function callsInside(fn: FunctionNode, file: SourceFile): CallNode[] {
  return nodesIn(file.outline.calls, fn);
}

function isNamed(node: Node | undefined, name: string | undefined): boolean {
  return node?.type === "Identifier" && node.name === name;
}

/** `next()` with nothing in it, or `inner(req, res, next)` without an answer, passes the request on: that is middleware. */
export function passesOn(fn: FunctionNode, { next, response }: HandlerParameters, file: SourceFile): boolean {
  if (next === undefined || response === undefined) return false;
  const calls = callsInside(fn, file);
  const bare = calls.filter((call) => call.arguments.length === 0 && isNamed(call.callee, next));
  if (bare.length > 0) return !bare.every((call) => isNotFound(call, fn, response, file));
  const given = (call: CallNode, name: string): boolean => call.arguments.some((argument) => isNamed(argument, name));
  return calls.some((call) => given(call, next) && given(call, response)) && !answersOn(fn, response, file);
}

/**
 * `const ad = await find(id); if (!ad) return next(); res.json(ad);`: what is not there is the next one's, what is there is
 * answered.
 */
function isNotFound(passing: Node, fn: FunctionNode, response: string, file: SourceFile): boolean {
  let statement = passing.parent!;
  if (statement.type !== "ReturnStatement") return false;
  if (statement.parent.type === "BlockStatement") statement = statement.parent as never;
  const branch = statement.parent as Node;
  if (branch.type !== "IfStatement" || branch.alternate) return false;
  const absent = unwrap(branch.test);
  if (absent.type !== "UnaryExpression" || absent.operator !== "!" || absent.argument.type !== "Identifier") return false;
  const binding = file.bindings.of(absent.argument);
  if (binding.kind !== "variable" || binding.init?.type !== "AwaitExpression") return false;
  const { references } = binding.variable;
  return callsInside(fn, file).some(
    (call) =>
      call.range[0] > branch.range[1] &&
      isAnswerWith(call, response) &&
      references.some(({ identifier }) => isInside(identifier as Node, call)),
  );
}

/** `res.json(ad)`, `res.status(200).render("ad", { ad })`, `stream.pipe(res)`. */
function isAnswerWith(call: CallNode, response: string): boolean {
  const callee = unwrap(call.callee);
  if (callee.type !== "MemberExpression") return false;
  if (memberName(callee) === "pipe") return isNamed(call.arguments[0], response);
  let root = chainRoot(callee.object);
  while (root.type === "CallExpression") root = chainRoot(root.callee);
  return isNamed(root, response) && ANSWER_METHODS.has(memberName(callee) ?? "");
}

function isTyped(parameter: Node, type: RegExp, file: SourceFile): boolean {
  const name = typeName(parameter);
  return name !== undefined && type.test(name) && !isFetchType(parameter, file);
}

/**
 * `Request` and `Response` that no import brings are the platform's own, as are Next.js': such a function is called with no
 * `res`.
 */
function isFetchType(parameter: Node, file: SourceFile): boolean {
  const name = typeName(parameter);
  if (name === "NextRequest" || name === "NextResponse") return true;
  return (name === "Request" || name === "Response") && !bringsName(file, name);
}

function bringsName(file: SourceFile, name: string): boolean {
  return (
    file.outline.imports.some((node) => node.specifiers.some((specifier) => specifier.local.name === name)) ||
    file.view.ast.body.some((node) => "id" in node && node.id?.type === "Identifier" && node.id.name === name)
  );
}

/** `RequestHandler` of `const login: RequestHandler = …`, also around a wrapper; empty when there is none. */
function handlerType(fn: FunctionNode): string {
  let holder = fn.parent;
  while (holder.type === "CallExpression") holder = holder.parent;
  if (holder.type === "TSSatisfiesExpression" || holder.type === "TSAsExpression")
    return annotationName(holder.typeAnnotation) ?? "";
  const id = holder.type === "VariableDeclarator" ? holder.id : holder.type === "PropertyDefinition" ? holder : undefined;
  return (id && typeName(id)) ?? "";
}

/** The name in the type annotation of a binding: `express.Request` of `req: express.Request<P>`. */
export function typeName(binding: Node): string | undefined {
  const target = binding.type === "AssignmentPattern" ? binding.left : binding;
  const annotation = "typeAnnotation" in target ? (target.typeAnnotation as { typeAnnotation?: Node } | undefined) : undefined;
  return annotation?.typeAnnotation && annotationName(annotation.typeAnnotation);
}

/** `express.Request` of a type of that name; undefined for a type that has none. */
export function annotationName(type: Node): string | undefined {
  if (type.type !== "TSTypeReference") return undefined;
  const parts: string[] = [];
  let name: Node = type.typeName as Node;
  while (name.type === "TSQualifiedName") {
    parts.unshift(name.right.name);
    name = name.left as Node;
  }
  if (name.type !== "Identifier") return dottedPath(name)?.join(".");
  return [name.name, ...parts].join(".");
}

/** `next(…)`, or `context.next(…)` where that is what the handler's parameter gives. */
export function isCallOf(call: CallNode, name: string): boolean {
  return dottedPath(call.callee)?.join(".") === name;
}
