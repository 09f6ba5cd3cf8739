/**
 * What the result of a call carries: its arguments through a stringifier, nothing through a hash, a field through a getter,
 * what a function of the file returns. Of other functions only the name is known: `getAccessToken()` gives a token.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import { importedSummary } from "../../frameworks/imported.js";
import { calleeName, dottedPath, isFunction, memberName, unwrap, type Node } from "../../syntax/ast.js";
import { valueOfInstance } from "./carried-by-class.js";
import { methodInFile, valueOfMethodCall } from "./carried-by-methods.js";
import { chosenFields, stringified } from "./chosen-fields.js";
import { classOf } from "./class-of-object.js";
import { isClearingName, redactsInBody } from "./cleared-values.js";
import { leftByRedactor } from "./local-redactors.js";
import { namedByArgument, readsClaims, valueByCalleeName } from "./named-results.js";
import { returned, returnedWith } from "./returned-values.js";
import type { Trace } from "./secret-trace.js";
import { CLEAN, either, holdsSecret, isUnknown, OPAQUE, RECORD, type Value } from "./secret-value.js";
import { fieldsOfResult } from "./typed-fields.js";
import { valueOfWrittenPairs } from "./written-values.js";

/** Functions that give back what they get, in another form. */
const CARRYING_FUNCTIONS = new Set([
  "String", "Object", "encodeURIComponent", "encodeURI", "decodeURIComponent", "decodeURI", "escape", "unescape", "btoa",
  "atob", "structuredClone", "Object.freeze", "Object.values", "Object.seal", "Array.from", "Array.of", "Buffer.from",
  "Promise.resolve", "Promise.all", "inspect", "util.inspect", "util.format", "format", "stringify", "safeStringify",
  "safeJsonStringify", "fastSafeStringify", "JSON.stringify", "superjson.stringify", "flatted.stringify", "qs.stringify",
  "querystring.stringify", "Array.prototype.slice.call", "cloneDeep", "_.cloneDeep", "_.clone", "toRaw", "unref", "Object.assign", "_.merge", "merge",
  "assign",
]);

const TELLING_FUNCTIONS = new Set([
  "Boolean", "Number", "parseInt", "parseFloat", "isNaN", "Object.keys", "Number.isInteger", "Number.isFinite",
  "Array.isArray", "Symbol", "Object.is", "t", "i18n", "zodResolver",
]);

export function valueOfCall(call: TSESTree.CallExpression, trace: Trace): Value {
  const callee = unwrap(call.callee);
  if (isFunction(callee)) return returned(callee, call.arguments, trace) ?? OPAQUE;
  const name = calleeName(call);
  const path = dottedPath(callee)?.join(".") ?? (isSliceOfEmptyList(callee) ? "Array.prototype.slice.call" : undefined);
  if (name === undefined) return OPAQUE;
  const left = leftOver(call, callee, name, trace);
  if (left) return left;
  if (name === "pick" || name === "omit") return chosenFields(call, name, trace);
  if (
    isClearingName(name, trace.file.settings) ||
    (path !== undefined && trace.file.settings.redactors.some((pattern) => pattern.test(path)))
  )
    return CLEAN;
  const known = path === undefined ? undefined : valueOfKnownFunction(call, path, trace);
  if (known) return known;
  if (readsClaims(name)) return RECORD;
  if (callee.type === "Identifier") return valueOfFunctionCall(call, callee, name, trace);
  return callee.type === "MemberExpression" ? valueOfMethodCall(call, callee, name, trace) : OPAQUE;
}

/** What a redactor of the file leaves of what it is given; methods are looked up only where their names say that they redact. */
function leftOver(call: TSESTree.CallExpression, callee: Node, name: string, trace: Trace): Value | undefined {
  if (callee.type === "Identifier") {
    const binding = trace.file.bindings.of(callee);
    return binding.kind === "function" ? leftByRedactor(binding.fn, name, call, trace) : undefined;
  }
  if (callee.type !== "MemberExpression" || !isClearingName(name, trace.file.settings)) return undefined;
  const method = methodInFile(callee, trace);
  return method && leftByRedactor(method, name, call, trace);
}

/** `[].slice.call`. */
function isSliceOfEmptyList(callee: Node): boolean {
  if (callee.type !== "MemberExpression" || memberName(callee) !== "call" || callee.object.type !== "MemberExpression") return false;
  const { object } = callee.object;
  return memberName(callee.object) === "slice" && object.type === "ArrayExpression";
}

function valueOfKnownFunction(call: TSESTree.CallExpression, path: string, trace: Trace): Value | undefined {
  if (TELLING_FUNCTIONS.has(path)) return CLEAN;
  const [first] = call.arguments;
  switch (path) {
    case "JSON.stringify":
      return stringified(call, trace);
    case "JSON.parse": {
      const value = first ? trace.valueOf(first) : OPAQUE;
      // A copy by way of JSON has the fields that the original has; a text that is a secret is read for what it says.
      return value.kind === "secret" || value.kind === "either" ? OPAQUE : value;
    }
    case "Object.entries":
      return { kind: "pairs", of: first ? trace.valueOf(first) : OPAQUE };
    case "Object.fromEntries": {
      const value = first ? trace.valueOf(first) : OPAQUE;
      return value.kind === "pairs" ? value.of : value;
    }
    case "Object.assign":
      return merged(call.arguments, trace);
    case "Deno.env.toObject":
      return { kind: "whole", part: "environment", what: trace.textOf(call) };
    case "Deno.env.get":
      return namedByArgument(call, trace) ?? OPAQUE;
    default:
      return CARRYING_FUNCTIONS.has(path) ? either(call.arguments.map((argument) => trace.valueOf(argument))) : undefined;
  }
}

function merged(args: readonly Node[], trace: Trace): Value {
  let fields = new Map<string, Value>();
  let rest: Value[] = [];
  for (const argument of args) {
    const value = trace.valueOf(argument);
    if (value.kind === "object") {
      fields = new Map([...fields, ...value.fields]);
      rest = [...rest, ...value.rest];
    } else if (value.kind !== "clean") {
      fields = new Map([...fields].filter(([, field]) => field.kind !== "clean"));
      rest.push(value);
    }
  }
  return { kind: "object", fields, rest };
}

function valueOfFunctionCall(call: TSESTree.CallExpression, callee: TSESTree.Identifier, name: string, trace: Trace): Value {
  const binding = trace.file.bindings.of(callee);
  if (binding.kind === "function") {
    const value = returned(binding.fn, call.arguments, trace);
    const isOpen = !value || value === RECORD || isUnknown(value);
    const typed = isOpen && !trace.reading ? fieldsOfResult(binding.fn, trace) : undefined;
    if (typed) return typed;
    if (value && !isUnknown(value)) return value;
  }
  if (binding.kind === "import") {
    if (importedSummary(callee, trace.file, "redaction")?.redacts) return CLEAN;
    if (binding.source === "next/headers")
      return binding.imported === "cookies" || binding.imported === "headers"
        ? { kind: "whole", part: binding.imported, what: trace.textOf(call) }
        : OPAQUE;
    if (binding.source === "next-auth/jwt") return RECORD;
    if (/^(?:h3|nitropack|#imports)$/.test(binding.source) && /^read(?:Raw|Validated)?Body|readFormData/.test(binding.imported))
      return { kind: "whole", part: "body", what: trace.textOf(call) };
    if (/^(?:jsonwebtoken|jose)$/.test(binding.source) && binding.imported === "sign") return trace.byName("jwt", call);
  }
  return valueByCalleeName(call, name, trace);
}

/** `` chalk`${token}` ``: what a function of the file makes of it, else the text that is put together. */
export function valueOfTemplateCall(node: TSESTree.TaggedTemplateExpression, trace: Trace): Value {
  const tag = unwrap(node.tag);
  const name = tag.type === "Identifier" ? tag.name : tag.type === "MemberExpression" ? (memberName(tag) ?? "") : "";
  if (isClearingName(name, trace.file.settings) || STYLES.test(name)) return CLEAN;
  const parts = node.quasi.expressions.map((part) => trace.valueOf(part));
  const binding = tag.type === "Identifier" ? trace.file.bindings.of(tag) : undefined;
  if (binding?.kind !== "function") return either(parts);
  if (redactsInBody(binding.fn.body)) return CLEAN;
  const value = returnedWith(binding.fn, [CLEAN, ...parts], trace);
  return value && !isUnknown(value) ? value : either(parts);
}

const STYLES = /^(?:css|gql|graphql|keyframes|styled|createGlobalStyle)$/;

export function valueOfNew(node: TSESTree.NewExpression, trace: Trace): Value {
  const name = calleeName(node);
  if (name === undefined) return OPAQUE;
  const held = name === "Map" && node.arguments[0] ? valueOfWrittenPairs(unwrap(node.arguments[0]), trace) : undefined;
  if (held) return held;
  if (/(?:Error|Exception)$/.test(name) || /^(?:Headers|URLSearchParams|URL|Map|Set|FormData|String|Proxy)$/.test(name)) {
    const given = either(node.arguments.map((argument) => trace.valueOf(argument)));
    if (!/(?:Error|Exception)$/.test(name) || !holdsSecret(given)) return given;
    return { kind: "object", fields: new Map([["message", given], ["stack", given]]), rest: [given] };
  }
  const body = classOf(node.callee, trace.file);
  return body ? valueOfInstance(body, node.arguments, trace) : RECORD;
}
