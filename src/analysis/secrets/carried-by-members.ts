/** What a member carries: the field of what it is read from, unless the member itself says what it is. */
import type { TSESTree } from "@typescript-eslint/utils";
import { staticString } from "../../scope/static-value.js";
import { calleeName, dottedPath, unwrap, type Node } from "../../syntax/ast.js";
import { mayRunOnServer } from "../handlers/runs-where.js";
import { returnedByGetter, valueOfClassField, valueOfStaticMember } from "./carried-by-class.js";
import { classOf, classOfObject } from "./class-of-object.js";
import { givesHostAlone, isCutBeforeAt } from "./connection-host.js";
import { isStreamBody } from "./incoming-data.js";
import type { Trace } from "./secret-trace.js";
import { CLEAN, elementOf, OPAQUE, type Value } from "./secret-value.js";
import { isVocabulary } from "./word-lists.js";

/** `user.password`, `process.env.API_KEY`, `headers[name]`, `tokens[0]`. */
export function valueOfMember(node: TSESTree.MemberExpression, trace: Trace): Value {
  const textOf = (part: Node): string => trace.file.view.text.slice(...part.range);
  if (isEnvironment(node)) return { kind: "whole", part: "environment", what: trace.textOf(node) };
  const name = memberKey(node, trace);
  const object = unwrap(node.object);
  if (name === "length" || name === "size") return CLEAN;
  if (name === undefined) {
    const value = trace.valueOf(object);
    if (value.kind === "secret") return CLEAN;
    return elementOf(value.kind === "whole" && !goesThroughKeys(node, trace) ? OPAQUE : value);
  }
  if (object.type === "ThisExpression") return valueOfClassField(node, name, trace);
  if (textOf(node) === "document.cookie") return trace.byName("cookie", node);
  const shared = object.type === "Identifier" && /^[A-Z]/.test(object.name) ? classOf(object, trace.file) : undefined;
  const held = (shared && valueOfStaticMember(shared, name, node, trace)) ?? valueOfGetter(object, name, trace);
  if (held) return held;
  if (isFailedRequest(object, name, trace)) return { kind: "whole", part: "request", what: trace.textOf(node) };
  if (isVocabulary(object) && !isPartOfUrl(object, name) && !OF_ONE_ERROR.test(name)) return CLEAN;
  if (givesHostAlone(node, textOf)) return CLEAN;
  const value = trace.valueOf(object);
  if (value.kind === "whole" && value.part === "request" && name === "body" && isStreamBody(object, trace.file)) return CLEAN;
  if (value.kind === "secret" && /^\d+$/.test(name)) return isCutBeforeAt(object, name) || holdsPart(object, name, trace) ? value : CLEAN;
  return trace.fieldOf(value, name, node);
}

/** What an `error` was built with, where `errors.password` is a text about a field. */
const OF_ONE_ERROR = /^(?:message|stack|cause)$/;

/** `url.href` of a URL that is built in the file; `urls.password` is the path of a page. */
function isPartOfUrl(object: Node, name: string): boolean {
  const owner = object.type === "Identifier" ? object.name : "";
  return /^(?:href|search|searchParams)$/.test(name) || (name === "password" && /ur[il]$/i.test(owner));
}

/** `account.auth` of `const account = new Account(…)` with `get auth() { … }`. */
function valueOfGetter(object: Node, name: string, trace: Trace): Value | undefined {
  const body = object.type === "Identifier" ? classOfObject(object, trace.file) : undefined;
  return body && returnedByGetter(body, name, trace);
}

/** `for (const key in body) body[key]`, `Object.keys(body).forEach((key) => body[key])`: each field in turn. */
function goesThroughKeys(node: TSESTree.MemberExpression, trace: Trace): boolean {
  const binding = node.property.type === "Identifier" ? trace.file.bindings.of(node.property) : undefined;
  const object = trace.textOf(unwrap(node.object));
  const isKeysOf = (keys: Node): boolean => {
    const call = unwrap(keys);
    if (call.type !== "CallExpression" || !call.arguments[0]) return false;
    return dottedPath(call.callee)?.join(".") === "Object.keys" && trace.textOf(call.arguments[0]) === object;
  };
  if (binding?.kind === "variable") {
    const loop = binding.node.parent?.parent;
    if (loop?.type === "ForInStatement") return trace.textOf(unwrap(loop.right)) === object;
    return loop?.type === "ForOfStatement" && isKeysOf(loop.right);
  }
  const call = binding?.kind === "parameter" && binding.index === 0 ? binding.fn.parent : undefined;
  const callee = call?.type === "CallExpression" ? unwrap(call.callee) : undefined;
  return callee?.type === "MemberExpression" && isKeysOf(callee.object);
}

const HTTP_CLIENTS = /\b(?:axios|gaxios|googleapis)\b/;

/** `error.config` and `error.request` of axios and its like hold the headers that were sent; such errors have a `response`. */
function isFailedRequest(object: Node, name: string, trace: Trace): boolean {
  if ((name !== "config" && name !== "request") || trace.reading || object.type !== "Identifier") return false;
  const { text, path } = trace.file.view;
  if (!isFailure(object, trace) || !(HTTP_CLIENTS.test(text) || text.includes(`${object.name}.response`))) return false;
  // What a browser sent is shown to whoever sent it.
  return mayRunOnServer(text, path, trace.file.settings);
}

/** What is caught, also under another name: `const failure = error as AxiosError`. */
function isFailure(name: TSESTree.Identifier, trace: Trace): boolean {
  const binding = trace.file.bindings.of(name);
  if (binding.kind !== "variable") return binding.kind === "caught" || (binding.kind === "parameter" && /^(?:e|err|error)$/.test(name.name));
  const init = binding.constant && binding.init && !binding.pattern ? unwrap(binding.init) : undefined;
  return init?.type === "Identifier" && isFailure(init, trace);
}

/** An element of a list of secrets, or what follows the first part of one that was split: `header.split(" ")[1]`. */
function holdsPart(object: Node, index: string, trace: Trace): boolean {
  const binding = object.type === "Identifier" ? trace.file.bindings.of(object) : undefined;
  const made = binding?.kind === "variable" && binding.init ? unwrap(binding.init) : object;
  if (made.type === "CallExpression" && /^(?:split|match|exec)$/.test(calleeName(made) ?? ""))
    return index !== "0" && !/mail/i.test(trace.textOf(made));
  return /(?:tokens|secrets|codes|keys|passwords|credentials)$/i.test(dottedPath(made)?.at(-1) ?? "");
}

function memberKey(node: TSESTree.MemberExpression, trace: Trace): string | undefined {
  if (node.property.type === "PrivateIdentifier") return node.property.name;
  if (!node.computed) return node.property.type === "Identifier" ? node.property.name : undefined;
  if (node.property.type === "Literal") return String(node.property.value);
  return staticString(node.property, trace.file.bindings);
}

/** `process.env`, `Bun.env`, `globalThis.process.env`. */
function isEnvironment(node: Node): boolean {
  const path = dottedPath(node);
  if (path?.at(-1) !== "env") return false;
  const owner = path.at(-2);
  return owner === "process" || owner === "Bun";
}
