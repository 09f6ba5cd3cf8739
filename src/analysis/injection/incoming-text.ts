/**
 * Where the text of an expression comes from a request as it was sent, line breaks and all. The ways of a value through the file
 * are those of the secrets; what counts here is who wrote it, not what it is called.
 */
import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import type { HandlerSite } from "../../frameworks/framework.js";
import { calleeName, dottedPath, memberName, unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { foundOnce } from "../../syntax/kept-with.js";
import { isTellingType } from "../secrets/cleared-values.js";
import { incomingField } from "../secrets/incoming-data.js";
import { stepsTo, takeSteps } from "../secrets/pattern-steps.js";
import type { Reading, Trace } from "../secrets/secret-trace.js";
import { CLEAN, OPAQUE, type Secret, type Value } from "../secrets/secret-value.js";
import { isVocabulary } from "../secrets/word-lists.js";

/** The first text of a request that a value holds when it is written as text; objects are written with their strings quoted. */
export function textOfRequest(value: Value): Secret | undefined {
  switch (value.kind) {
    case "secret":
      return value.secret;
    case "either":
      return value.values.map(textOfRequest).find(Boolean);
    case "list":
      return value.items.map(textOfRequest).find(Boolean);
    default:
      return undefined;
  }
}

function text(what: string, node: Node, part: "body" | "headers" = "body"): Value {
  return { kind: "secret", secret: { class: part, what, whole: false }, node };
}

/** What holds texts of a request by name: its query, parameters, form. */
function holder(what: string): Value {
  return { kind: "whole", part: "body", what };
}

/** An address is written encoded, with no control character left in it; what is taken out of its query is decoded. */
function address(what: string): Value {
  return { kind: "object", fields: new Map([["searchParams", holder(what)]]), rest: [] };
}

function isTextOrAddress(value: Value): boolean {
  return value.kind === "secret" || isAddress(value);
}

function isAddress(value: Value): boolean {
  return value.kind === "object" && value.fields.has("searchParams") && value.rest.length === 0;
}

const HOLDERS =
  /^(?:query|params|queryparams|queryStringParameters|multiValueQueryStringParameters|pathParameters|searchParams|files?|formData)$/;
const ADDRESSES = /^(?:url|originalUrl|nextUrl|href)$/;

/** Functions after which no line break is left as it was. */
const ESCAPES: ReadonlySet<string> = new Set([
  "JSON.stringify",
  "encodeURIComponent",
  "encodeURI",
  "escape",
  "btoa",
  "inspect",
  "util.inspect",
  "validator.escape",
  "Date",
  "BigInt",
]);

/** The question, for the handlers of one file: parameters of server actions are a request's, and so are a route's. */
export function readsRequests(handlers: readonly HandlerSite[]): Reading {
  const actions = new Set(handlers.filter(({ dialect }) => dialect === "action").map(({ fn }) => fn));
  const routes = new Set(handlers.filter(({ framework }) => framework === "next-route").map(({ fn }) => fn));
  return {
    valueOf: (node, trace) => {
      switch (node.type) {
        case "Identifier":
          return valueOfParameter(node, actions, routes, trace);
        case "MemberExpression":
          return valueOfMember(node, trace);
        case "CallExpression":
          return valueOfCall(node, trace);
        case "NewExpression":
          return valueOfNew(node, trace);
        case "TaggedTemplateExpression":
          return QUERY_TAG.test(dottedPath(node.tag)?.at(-1) ?? "") ? OPAQUE : undefined;
        default:
          return undefined;
      }
    },
    fieldOf,
  };
}

/** `` sql`…` ``: rows, not the text that is asked with. */
const QUERY_TAG = /^(?:\$(?:query|execute)Raw|sql|query)$/;

type Functions = ReadonlySet<FunctionNode | undefined>;

function valueOfParameter(node: TSESTree.Identifier, actions: Functions, routes: Functions, trace: Trace): Value | undefined {
  const binding = trace.file.bindings.of(node);
  if (binding.kind !== "parameter" || isWritten(binding.variable)) return undefined;
  const { fn, index } = binding;
  const parameter = fn.params[index];
  const name = binding.variable.defs[0]?.name as Node | undefined;
  if (!parameter || (name?.type === "Identifier" && isTellingType(name.typeAnnotation?.typeAnnotation))) return undefined;
  const what = trace.textOf(node);
  const value = actions.has(fn)
    ? text(what, node)
    : routes.has(fn) && index === 1
      ? { kind: "object" as const, fields: new Map([["params", holder("params")]]), rest: [OPAQUE] }
      : isSocketListener(fn, trace)
        ? text(what, node)
        : undefined;
  return value && takeSteps(value, stepsTo(binding.node, parameter), trace);
}

/** Given another value than its default. */
const isWritten = foundOnce((variable: TSESLint.Scope.Variable): boolean =>
  variable.references.some((reference) => reference.isWrite() && !reference.init),
);

const SOCKET_NAME = /^(?:socket|ws|websocket|webSocket|connection|conn|peer)$/;
const NOT_A_MESSAGE = /^(?:error|close|end|drain|open|connect|connection|disconnect|disconnecting|pong|ping|timeout|lookup|ready|upgrade)$/;

/** `socket.on("chat", (text) => …)`: what the other side sends. */
function isSocketListener(fn: FunctionNode, trace: Trace): boolean {
  const call = fn.parent;
  if (call?.type !== "CallExpression" || call.arguments[1] !== fn || calleeName(call) !== "on") return false;
  const callee = unwrap(call.callee);
  const [event] = call.arguments;
  const path = callee.type === "MemberExpression" ? dottedPath(callee.object) : undefined;
  // A server is given its sockets. One that the file opens or keeps is a client's, and hears the server.
  const binding = callee.type === "MemberExpression" ? trace.file.bindings.ofExpression(callee.object) : undefined;
  if (binding?.kind !== "parameter" || path?.slice(0, -1).some((name) => /client/i.test(name))) return false;
  return (
    SOCKET_NAME.test(path?.at(-1) ?? "") &&
    event?.type === "Literal" &&
    typeof event.value === "string" &&
    !NOT_A_MESSAGE.test(event.value)
  );
}

function valueOfMember(node: TSESTree.MemberExpression, trace: Trace): Value | undefined {
  const value = trace.valueOf(node.object);
  const name = memberName(node) ?? "";
  // A name such as `url` or `messages` says that no secret is below it; of who wrote it, it says nothing.
  if (value.kind !== "secret") return name !== "" && isVocabulary(unwrap(node.object)) ? trace.fieldOf(value, name, node) : undefined;
  return name === "length" || name === "size" || isPlaceOfUpload(value.secret.what, name) ? CLEAN : value;
}

/** Where an upload was put, under a name that the server made; `originalname` is the sender's. */
function isPlaceOfUpload(what: string, name: string): boolean {
  return /\bfiles?\b/.test(what) && /^(?:path|filename|filepath|destination|size)$/.test(name);
}

function fieldOf(value: Value, name: string, node: Node, trace: Trace): Value | undefined {
  if (value.kind === "secret") {
    if (name === "length" || name === "size") return CLEAN;
    const { what, class: part } = value.secret;
    return node.type === "Property" ? text(`${what}.${name}`, node, part === "headers" ? part : "body") : value;
  }
  if (value.kind !== "whole") return undefined;
  switch (value.part) {
    case "body":
    case "headers":
    case "cookies":
      if (isPlaceOfUpload(value.what, name)) return CLEAN;
      return name === "length" || name === "size" ? CLEAN : text(trace.textOf(node), node, isHeader(value.part, node) ? "headers" : "body");
    case "request":
      if (HOLDERS.test(name)) return holder(trace.textOf(node));
      if (ADDRESSES.test(name)) return address(trace.textOf(node));
      if (name === "rawBody") return text(trace.textOf(node), node);
      return incomingField(value.part, name) ? undefined : OPAQUE;
    case "context":
      // GraphQL's `args` and the like are no request.
      if (HOLDERS.test(name) && !/^args\b/.test(value.what)) return holder(trace.textOf(node));
      if (ADDRESSES.test(name)) return address(trace.textOf(node));
      return incomingField(value.part, name) ? undefined : OPAQUE;
    default:
      return OPAQUE;
  }
}

/** What a method of the request gives by name is a header, unless the method says otherwise: `c.req.query("q")`. */
function isHeader(part: string, node: Node): boolean {
  return part === "headers" && !(node.type === "CallExpression" && /^(?:query|queries|param|valid)$/.test(calleeName(node) ?? ""));
}

function valueOfCall(call: TSESTree.CallExpression, trace: Trace): Value | undefined {
  const callee = unwrap(call.callee);
  const path = dottedPath(callee)?.join(".");
  const name = calleeName(call);
  const [first] = call.arguments;
  if (path !== undefined && ESCAPES.has(path)) return CLEAN;
  if (path === "JSON.parse" && first) {
    const value = trace.valueOf(first);
    return value.kind === "secret" ? value : undefined;
  }
  if ((path === "decodeURIComponent" || path === "decodeURI") && first && isAddress(trace.valueOf(first))) return text(trace.textOf(first), first);
  if (path === "url.parse" && first && isAddress(trace.valueOf(first))) {
    return { kind: "object", fields: new Map([["query", holder(trace.textOf(first))]]), rest: [] };
  }
  if (callee.type !== "MemberExpression" || name === undefined) return undefined;
  if (/^(?:accepts\w*|is|range)$/.test(name) || clearsLineBreaks(name, call.arguments)) return CLEAN;
  if (/^(?:get|getAll)$/.test(name) && trace.valueOf(callee.object).kind === "secret") return text(trace.textOf(call), call);
  if (name === "text" || name === "toString") {
    const receiver = trace.valueOf(callee.object);
    if (name === "text" && receiver.kind === "whole" && receiver.part === "request") return text(trace.textOf(call), call);
    if (name === "toString" && first) return first.type === "Literal" && /^(?:base64|hex|base64url)$/.test(String(first.value)) ? CLEAN : undefined;
  }
  return undefined;
}

/** `.replace(/[\r\n]/g, "")`, `.replace(/[^\w.-]/g, "_")`, `.split("\n")`. */
function clearsLineBreaks(method: string, args: readonly Node[]): boolean {
  const [pattern] = args;
  if (!/^(?:replace|replaceAll|split)$/.test(method) || pattern?.type !== "Literal") return false;
  if ("regex" in pattern) {
    if (method === "replace" && !pattern.regex.flags.includes("g")) return false;
    return /\\[rnsWDvc]|\[\^|\\x[01]|\\u00[01]|\\p\{C/.test(pattern.regex.pattern);
  }
  return typeof pattern.value === "string" && /[\r\n]/.test(pattern.value) && method !== "replace";
}

function valueOfNew(node: TSESTree.NewExpression, trace: Trace): Value | undefined {
  const name = calleeName(node);
  const [first] = node.arguments;
  if (name === undefined || !first) return undefined;
  // A failure that is built here is another matter than the line it may end in.
  if (/(?:Error|Exception)$/.test(name)) return CLEAN;
  if (name === "URL") {
    const part = node.arguments.find((argument) => isTextOrAddress(trace.valueOf(argument)));
    return part && address(trace.textOf(part));
  }
  const value = trace.valueOf(first);
  if (name === "URLSearchParams") return value.kind === "secret" ? holder(trace.textOf(first)) : undefined;
  return name === "Date" ? CLEAN : undefined;
}
