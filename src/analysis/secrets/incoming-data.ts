/**
 * Which names stand for what a request brings: the request itself, its body, headers and cookies, and the environment.
 * Told by the parameter's type, its place, or how it is used; a client's `request` or a DTO of that name is none.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, functionName, propertyName, unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { keptWith } from "../../syntax/kept-with.js";
import { mayRunOnServer } from "../handlers/runs-where.js";
import type { Around, Whole } from "./secret-value.js";

const REQUEST_NAME = /^_?(?:req|request|httpReq|httpRequest|nextReq|nextRequest|expressReq)$/;
const REQUEST_TYPE =
  /^(?:(?:Next|NextApi|Fastify|Express|Http|Auth|Authed|Authenticated|Custom|Typed|Vercel|Hono|Koa|IRequest)?Request|RequestWith\w+|IncomingMessage|IRequest)$/;
const CONTEXT_NAME = /^(?:c|ctx|context|event|args)$/;
const LAMBDA_ENTRY = /^(?:handler|main|lambdaHandler|lambda)$/;
const LAMBDA_TYPE = /^(?:APIGateway\w*|Lambda\w*Event|HandlerEvent|H3Event|any)$/;
const ENV_TYPE = /^(?:\w*Env|\w*Bindings|CloudflareEnv|ProcessEnv)$/;
const WORKER_ENTRY = /^(?:fetch|scheduled|queue|email|tail|onRequest\w*|handleRequest)$/;

/** What a parameter stands for, with the path below it where it is taken apart in the parameter list. */
export function incomingParameter(fn: FunctionNode, index: number, file: SourceFile): Whole | "context" | undefined {
  const parameter = fn.params[index];
  const name = parameter && bareIdentifier(parameter);
  if (!parameter) return undefined;
  const type = typeName(parameter);
  const decorated = decoratedAs(parameter, type);
  if (decorated) return decorated;
  if (!name) {
    if (isContextPattern(parameter)) return "context";
    const isTyped = type !== undefined && type !== "any";
    return (isTyped ? REQUEST_TYPE.test(type) : isRequestPattern(parameter, fn.params[index + 1])) ? "request" : undefined;
  }
  if (REQUEST_NAME.test(name.name)) {
    if ((type === undefined || type === "any") && isOwnRequest(fn, index, name.name, file)) return undefined;
    if (type === undefined || type === "any" || REQUEST_TYPE.test(type) || showsOpenRequest(parameter)) return "request";
    // A request type of one's own (`IAuthRequest<Body>`), told from a DTO by the short name or by the answer next to it.
    return /Req(?:uest)?$/.test(type) && (/req$/.test(name.name) || isAnswerNext(fn.params[index + 1])) ? "request" : undefined;
  }
  if (type !== undefined && REQUEST_TYPE.test(type)) return "request";
  if (type === "IncomingHttpHeaders" || (type === "Headers" && isOfRequest(name.name, file))) return "headers";
  // A server action gets the form itself.
  if (type === "FormData") return file.bindings.bindingNamed(type, name) ? undefined : "body";
  if (type === undefined && name.name === "formData") return mayRunOnServer(file.view.text, file.view.path, file.settings) ? "body" : undefined;
  if (name.name === "env" || name.name === "_env") return isEnvironment(fn, index, type) ? "environment" : undefined;
  if (!CONTEXT_NAME.test(name.name) || (type !== undefined && /^TS/.test(type))) return undefined;
  if (name.name !== "event") return "context";
  // A lambda's event is the request; any other event is what the application makes of it.
  const lambda = type === undefined || type === "any" ? LAMBDA_ENTRY.test(functionName(fn) ?? "") : LAMBDA_TYPE.test(type);
  return lambda ? "request" : /\.request\b/.test(file.view.text) ? "context" : undefined;
}

/** A Fetch API's `headers: Headers`: a request's, unless the file reads those of what it has fetched. */
function isOfRequest(name: string, { view }: SourceFile): boolean {
  return /^(?:req(?:uest)?_?)?headers$/i.test(name) && !/\b(?:res|resp|response|result|reply)\??\.headers\b/.test(view.text);
}

/** `{ headers: Record<string, string> }`, `{ body: any }`: as much of a request as a function needs; it may hold anything. */
function showsOpenRequest(parameter: Node): boolean {
  const type = bareIdentifier(parameter)?.typeAnnotation?.typeAnnotation;
  if (type?.type !== "TSTypeLiteral") return false;
  return type.members.some(
    (member) =>
      member.type === "TSPropertySignature" &&
      member.key.type === "Identifier" &&
      /^(?:body|headers|cookies)$/.test(member.key.name) &&
      /^(?:any|Record|Headers|IncomingHttpHeaders|TSObjectKeyword)$/.test(typeName(member) ?? "any"),
  );
}

/** `@Body() body: any` and `@Headers() headers` of a Nest controller; a body with a type of its own is what that says. */
function decoratedAs(parameter: Node, type: string | undefined): Whole | undefined {
  const decorators = "decorators" in parameter ? parameter.decorators : [];
  for (const { expression } of decorators ?? []) {
    if (expression.type !== "CallExpression" || expression.arguments.length > 0) continue;
    const name = calleeName(expression);
    if (name === "Headers") return "headers";
    if (name === "Body" && (type === undefined || type === "any" || type === "Record" || type === "TSObjectKeyword")) return "body";
  }
  return undefined;
}

const CALLED_BY_A_FRAMEWORK = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|fetch|default|loader|action|main|lambda\w*|handler|(?:handle|on|middleware|proxy)\w*|\w+(?:Handler|Middleware))$/;

/** `function compile(request, stats)`: an object of the application's own, of which nothing is read that a request has. */
function isOwnRequest(fn: FunctionNode, index: number, name: string, file: SourceFile): boolean {
  if (isMessageOfExtension(fn)) return true;
  if (!/^_?request$/.test(name) || isAnswerNext(fn.params[index + 1])) return false;
  const called = functionName(fn);
  if (called === undefined || CALLED_BY_A_FRAMEWORK.test(called) || fn.parent?.type === "CallExpression") return false;
  return !new RegExp(`\\b${name}[?!]?\\.(?:body|headers?|query|params|cookies|url|originalUrl|nextUrl|path|method|json|text|formData|clone|ip|get|raw|session|user)\\b`).test(file.view.text);
}

/** `chrome.runtime.onMessage.addListener((request, sender) => …)`. */
function isMessageOfExtension({ parent }: FunctionNode): boolean {
  return parent?.type === "CallExpression" && dottedPath(parent.callee)?.includes("onMessage") === true;
}

function isAnswerNext(parameter: Node | undefined): boolean {
  return parameter !== undefined && (isAnswer(parameter) || bareIdentifier(parameter)?.name === "next");
}

function isAnswer(parameter: Node): boolean {
  const name = bareIdentifier(parameter)?.name;
  return name !== undefined && /^_?(?:res|response|reply|rep)$/.test(name);
}

/** `env` of a worker: typed as bindings, or second parameter of an entry that a runtime calls. */
function isEnvironment(fn: FunctionNode, index: number, type: string | undefined): boolean {
  if (type !== undefined) return ENV_TYPE.test(type);
  return index === 1 && WORKER_ENTRY.test(functionName(fn) ?? "");
}

/** `({ request, env }) => …`: the context object of Pages functions, Remix, SvelteKit, Astro. */
function isContextPattern(parameter: Node): boolean {
  const pattern = parameter.type === "AssignmentPattern" ? parameter.left : parameter;
  if (pattern.type !== "ObjectPattern") return false;
  const names = pattern.properties.map((property) => propertyName(property));
  if (names.some((name) => name === "request" || name === "req")) return true;
  return names.includes("env") && !isOtherEnv(pattern.typeAnnotation?.typeAnnotation);
}

/** `({ body, params }, res) => …`: a request that is taken apart where the answer stands next to it. */
function isRequestPattern(parameter: Node, following: Node | undefined): boolean {
  const pattern = parameter.type === "AssignmentPattern" ? parameter.left : parameter;
  if (pattern.type !== "ObjectPattern" || !following || !isAnswer(following)) return false;
  return pattern.properties.some((property) => /^(?:body|headers|cookies|signedCookies|query|params)$/.test(propertyName(property) ?? ""));
}

/** `{ env: "dev" | "test" }`: a place, by its type. */
function isOtherEnv(type: TSESTree.TypeNode | undefined): boolean {
  if (type?.type !== "TSTypeLiteral") return false;
  return type.members.some(
    (member) =>
      member.type === "TSPropertySignature" && member.key.type === "Identifier" && member.key.name === "env" && !ENV_TYPE.test(typeName(member) ?? "Env"),
  );
}

/** What a field of the request, or of the context around it, holds. */
export function incomingField(part: Whole | Around, name: string): Whole | Around | undefined {
  if (part === "context") {
    if (name === "request" || name === "req") return "request";
    return name === "headers" || name === "cookies" ? name : name === "env" ? "environment" : undefined;
  }
  if (part !== "request") return undefined;
  if (name === "body" || name === "rawBody" || name === "payload") return "body";
  if (name === "headers" || name === "rawHeaders" || name === "headersDistinct") return "headers";
  if (name === "cookies" || name === "signedCookies") return "cookies";
  if (name === "session") return "session";
  // Koa, Hono and Oak keep the platform's request inside their own.
  return name === "req" || name === "request" || name === "raw" || name === "originalRequest" ? "request" : undefined;
}

/** What a method of the request gives. */
export function incomingCall(part: Whole | Around, method: string, argumentCount: number): Whole | Around | undefined {
  if (part === "request") {
    if (/^(?:json|text|formData|parseBody|multipart|file|files|body)$/.test(method) && argumentCount <= 1) return "body";
    if (method === "clone") return "request";
    if (argumentCount > 0) return undefined;
    return method === "header" || method === "headers"
      ? "headers"
      : method === "cookie" || method === "cookies"
        ? "cookies"
        : undefined;
  }
  return /^(?:getAll|entries|values|toJSON|toObject|toString|clone|raw)$/.test(method) ? part : undefined;
}

/** `host.switchToHttp().getRequest()`, and `http.getRequest()` of what that gave. */
export function isRequestOfNest(call: TSESTree.CallExpression, method: string): boolean {
  return method === "getRequest" && call.arguments.length === 0;
}

const STREAMS = keptWith<SourceFile, Map<string, boolean>>();

/** A Fetch request's `body` is a stream: printing it shows no data. Told by its type or by `await req.json()` in the file. */
export function isStreamBody(request: Node, file: SourceFile): boolean {
  const object = unwrap(request);
  if (object.type !== "Identifier") return false;
  let known = STREAMS.get(file);
  if (!known) STREAMS.set(file, (known = new Map()));
  let stream = known.get(object.name);
  if (stream === undefined) {
    const binding = file.bindings.of(object);
    const type = binding.kind === "parameter" && !binding.pattern ? typeName(binding.node) : undefined;
    const fetchType = type === "NextRequest" || (type === "Request" && !file.bindings.bindingNamed("Request", object));
    stream = fetchType || new RegExp(`\\b${object.name}\\.(?:json|text|formData|arrayBuffer|clone)\\(\\)`).test(file.view.text);
    known.set(object.name, stream);
  }
  return stream;
}

function bareIdentifier(parameter: Node): TSESTree.Identifier | undefined {
  if (parameter.type === "Identifier") return parameter;
  if (parameter.type === "AssignmentPattern") return bareIdentifier(parameter.left);
  return parameter.type === "TSParameterProperty" ? bareIdentifier(parameter.parameter) : undefined;
}

/** The last name of a parameter's annotated type: `Request` of `express.Request<P>`, `any` of `any`. */
export function typeName(parameter: Node): string | undefined {
  const inner =
    parameter.type === "AssignmentPattern"
      ? parameter.left
      : parameter.type === "TSParameterProperty"
        ? parameter.parameter
        : parameter;
  const annotation =
    "typeAnnotation" in inner ? (inner.typeAnnotation as TSESTree.TSTypeAnnotation | undefined)?.typeAnnotation : undefined;
  if (annotation?.type === "TSAnyKeyword" || annotation?.type === "TSUnknownKeyword") return "any";
  // `import("express").Request`.
  const name = annotation?.type === "TSTypeReference" ? annotation.typeName : annotation?.type === "TSImportType" ? annotation.qualifier : undefined;
  if (!name) return annotation && annotation.type;
  return name.type === "Identifier" ? name.name : name.type === "TSQualifiedName" ? name.right.name : undefined;
}
