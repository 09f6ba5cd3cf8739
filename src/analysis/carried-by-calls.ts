/**
 * What the result of a call carries: its arguments through a stringifier, nothing through a hash, a field through a getter,
 * what a function of the file returns. Of other functions only the name is known: `getAccessToken()` gives a token.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import { staticString } from "../scope/static-value.js";
import type { SourceFile } from "../source-file.js";
import {
  calleeName,
  chainRoot,
  dottedPath,
  isFunction,
  memberName,
  unwrap,
  type FunctionNode,
  type Node,
} from "../syntax/ast.js";
import { splitWords } from "../syntax/names.js";
import { walk } from "../syntax/walk.js";
import { classifySecretName } from "../vocabulary/secret-words.js";
import {
  CARRYING_METHODS,
  isClearingName,
  keepsLittle,
  masksByReplacing,
  redactsInBody,
  TELLING_METHODS,
} from "./cleared-values.js";
import { incomingCall } from "./incoming-data.js";
import type { Trace } from "./secret-trace.js";
import { CLEAN, either, elementOf, holdsSecret, isUnknown, OPAQUE, RECORD, type Value } from "./secret-value.js";

/** Functions that give back what they get, in another form. */
const CARRYING_FUNCTIONS = new Set([
  "String", "Object", "encodeURIComponent", "encodeURI", "decodeURIComponent", "decodeURI", "escape", "unescape", "btoa",
  "atob", "structuredClone", "Object.freeze", "Object.values", "Object.seal", "Array.from", "Array.of", "Buffer.from",
  "Promise.resolve", "Promise.all", "inspect", "util.inspect", "util.format", "format", "stringify", "safeStringify",
  "safeJsonStringify", "fastSafeStringify", "JSON.stringify", "superjson.stringify", "flatted.stringify", "qs.stringify",
  "querystring.stringify", "cloneDeep", "_.cloneDeep", "_.clone", "toRaw", "unref", "Object.assign", "_.merge", "merge",
  "assign",
]);

const TELLING_FUNCTIONS = new Set([
  "Boolean", "Number", "parseInt", "parseFloat", "isNaN", "Object.keys", "Number.isInteger", "Number.isFinite",
  "Array.isArray", "Symbol", "Object.is", "t", "i18n", "zodResolver",
]);

const COLOURS = /^(?:chalk|colors?|pc|picocolors|kleur|ansis|cyan|red|green|yellow|bold|gray|blue)$/;
const SCHEMA_LIBRARIES = /^(?:z|yup|Joi|joi|v|Yup|zod|Type|valibot|vine|superstruct)$/;

/** First words of functions that give a new or stored value of what the rest of their name says. */
const GIVING = new Set([
  "get", "fetch", "read", "load", "generate", "create", "make", "issue", "mint", "sign", "refresh", "retrieve", "obtain",
  "extract", "decrypt", "new", "acquire", "require", "exchange",
]);
/** First words of functions whose answer is a verdict, a count or a found record. */
const ASKING = new Set([
  "is", "has", "verify", "compare", "check", "validate", "count", "exists", "decode", "find", "query", "select",
  "introspect", "lookup", "test", "should", "can", "update", "delete", "upsert", "insert", "list", "use", "parse", "safe",
  "aggregate", "save", "safe",
]);

export function valueOfCall(call: TSESTree.CallExpression, trace: Trace): Value {
  const callee = unwrap(call.callee);
  if (isFunction(callee)) return returned(callee, call.arguments, trace) ?? OPAQUE;
  const name = calleeName(call);
  const path = dottedPath(callee)?.join(".");
  if (name === undefined) return OPAQUE;
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

function valueOfKnownFunction(call: TSESTree.CallExpression, path: string, trace: Trace): Value | undefined {
  if (TELLING_FUNCTIONS.has(path)) return CLEAN;
  const [first] = call.arguments;
  switch (path) {
    case "JSON.stringify":
      return stringified(call, trace);
    case "JSON.parse": {
      const value = first ? trace.valueOf(first) : OPAQUE;
      return value.kind === "whole" ? value : OPAQUE;
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

/** `JSON.stringify(value, replacer)`: a list of keys picks, a function that names the field or a placeholder redacts. */
function stringified(call: TSESTree.CallExpression, trace: Trace): Value {
  const [subject, replacer] = call.arguments;
  if (!subject) return CLEAN;
  const value = trace.valueOf(subject);
  const filter = replacer && unwrap(replacer);
  if (!filter || filter.type === "Literal" || (filter.type === "Identifier" && filter.name === "undefined")) return value;
  const keys = listOfNames(filter, trace);
  if (keys) return picked(value, keys, call, trace);
  const binding = filter.type === "Identifier" ? trace.file.bindings.of(filter) : undefined;
  const fn = isFunction(filter) ? filter : binding?.kind === "function" ? binding.fn : undefined;
  if (!fn) return isClearingName(calleeOrName(filter) ?? "", trace.file.settings) ? CLEAN : value;
  return redactsInBody(fn.body) || namesSecrets(fn.body, trace) ? CLEAN : value;
}

function calleeOrName(node: Node): string | undefined {
  return node.type === "Identifier" ? node.name : node.type === "CallExpression" ? calleeName(node) : undefined;
}

/** A replacer that tests keys by a secret's name. */
function namesSecrets(body: Node, trace: Trace): boolean {
  let found = false;
  walk(body, (node) => {
    if (node.type === "Literal" && (typeof node.value === "string" || "regex" in node)) {
      const words = typeof node.value === "string" ? [node.value] : (node.raw.match(/[A-Za-z_]+/g) ?? []);
      found ||= words.some((word) => isSecretName(word, trace));
    } else if (node.type === "Identifier" && /secret|sensitive|redact|private|hidden|blocked|mask/i.test(node.name)) found = true;
    return found ? false : undefined;
  });
  return found;
}

function isSecretName(name: string, trace: Trace): boolean {
  const verdict = classifySecretName(name, trace.file.settings);
  return verdict !== undefined && "class" in verdict;
}

function listOfNames(node: Node, trace: Trace): string[] | undefined {
  const binding = node.type === "Identifier" ? trace.file.bindings.of(node) : undefined;
  const list = binding?.kind === "variable" && binding.init ? unwrap(binding.init) : node;
  if (list.type !== "ArrayExpression") return undefined;
  const names = list.elements.map((element) => (element ? staticString(element, trace.file.bindings) : undefined));
  return names.every((name) => name !== undefined) ? names : undefined;
}

/** `pick(body, ["email"])`, `omit(user, "password")`: exact where the names are in the file, trusted where they are not. */
function chosenFields(call: TSESTree.CallExpression, name: "pick" | "omit", trace: Trace): Value {
  const [subject, ...rest] = call.arguments;
  if (!subject) return CLEAN;
  const names = rest.flatMap((argument) => {
    const one = staticString(argument, trace.file.bindings);
    return one !== undefined ? [one] : (listOfNames(unwrap(argument), trace) ?? [undefined]);
  });
  if (names.length === 0 || names.includes(undefined)) return CLEAN;
  const value = trace.valueOf(subject);
  if (name === "pick") return picked(value, names as string[], call, trace);
  const fields = new Map(names.map((one) => [one!, CLEAN] as const));
  return { kind: "object", fields, rest: [value] };
}

function picked(value: Value, names: readonly string[], call: Node, trace: Trace): Value {
  const fields = new Map<string, Value>();
  for (const name of names) {
    const field = trace.fieldOf(value, name, call);
    // The text of the call is no name for what was picked out of it.
    fields.set(
      name,
      field.kind === "secret" && field.node === call ? { ...field, secret: { ...field.secret, what: name } } : field,
    );
  }
  return { kind: "object", fields, rest: [] };
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
    if (redactsInBody(binding.fn.body)) return CLEAN;
    const value = returned(binding.fn, call.arguments, trace);
    if (value && !isUnknown(value)) return value;
  }
  if (binding.kind === "import") {
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

function valueOfMethodCall(
  call: TSESTree.CallExpression,
  callee: TSESTree.MemberExpression,
  method: string,
  trace: Trace,
): Value {
  const root = rootOfChain(callee);
  const rootName = root.type === "Identifier" ? root.name : undefined;
  if (rootName !== undefined && SCHEMA_LIBRARIES.test(rootName)) return CLEAN;
  if (rootName !== undefined && COLOURS.test(rootName)) return either(call.arguments.map((argument) => trace.valueOf(argument)));
  if (clearsInChain(callee, trace)) return CLEAN;
  const own = ownMethod(call, callee, trace);
  if (own) return own;
  // `prisma.apiKey.findMany()` is asked by its verb: the model's name is no value.
  if (isAsking(method)) return RECORD;
  if (method === "sign" && rootName !== undefined && /jwt|jsonwebtoken/i.test(rootName)) return trace.byName("jwt", call);
  const receiver = trace.valueOf(callee.object);
  if (receiver.kind === "whole") return methodOfWhole(call, receiver, method, trace);
  const callback = call.arguments[0] && unwrap(call.arguments[0]);
  if (method === "then" || method === "map" || method === "flatMap")
    return callback && isFunction(callback) ? mapped(method, receiver, callback, trace) : OPAQUE;
  if (TELLING_METHODS.has(method)) return CLEAN;
  if (masksByReplacing(method, call.arguments)) return CLEAN;
  if (holdsSecret(receiver)) {
    if (keepsLittle(method, call.arguments)) return CLEAN;
    if (method === "match" || method === "split" || CARRYING_METHODS.has(method)) return carriedOn(method, receiver, call, trace);
    return /^(?:get|getItem|getAll)$/.test(method) ? (namedByArgument(call, trace) ?? OPAQUE) : OPAQUE;
  }
  if (CARRYING_METHODS.has(method)) return carriedOn(method, receiver, call, trace);
  if (/^(?:get|getItem|getHeader|header|cookie|getCookie|param|query|getOrThrow|expose)$/.test(method)) {
    const named = namedByArgument(call, trace, receiver);
    if (named) return named;
  }
  const rest = valueByCalleeName(call, method, trace);
  return isUnknown(rest) && isSchemaParse(method, callee, trace) ? parsedBySchema(method, callee, trace) : rest;
}

/** The receiver's value after a method that keeps it; texts joined on come along. */
function carriedOn(method: string, receiver: Value, call: TSESTree.CallExpression, trace: Trace): Value {
  if (method === "concat") return either([receiver, ...call.arguments.map((argument) => trace.valueOf(argument))]);
  if (method === "pop" || method === "shift" || method === "at" || method === "find" || method === "findLast")
    return elementOf(receiver);
  if (method === "entries") return { kind: "pairs", of: receiver };
  if (method === "toString" && receiver.kind === "object" && receiver.rest.length === 1 && isUnknown(receiver.rest[0]!))
    return OPAQUE;
  return receiver;
}

function methodOfWhole(
  call: TSESTree.CallExpression,
  receiver: Extract<Value, { kind: "whole" }>,
  method: string,
  trace: Trace,
): Value {
  const part = incomingCall(receiver.part, method, call.arguments.length);
  if (part) return { kind: "whole", part, what: trace.textOf(call) };
  if (method === "then" || method === "map" || method === "flatMap") {
    const callback = call.arguments[0] && unwrap(call.arguments[0]);
    return callback && isFunction(callback) ? mapped(method, receiver, callback, trace) : OPAQUE;
  }
  if (method === "catch" || method === "finally") return receiver;
  const key = staticString(call.arguments[0], trace.file.bindings);
  if (key === undefined || TELLING_METHODS.has(method)) return TELLING_METHODS.has(method) ? CLEAN : OPAQUE;
  // `req.get("authorization")`, `headers.get("cookie")`, `cookies().get("session")`, `c.req.cookie("sid")`.
  return trace.fieldOf(
    /cookie/i.test(method)
      ? { kind: "whole", part: "cookies", what: receiver.what }
      : { ...receiver, part: receiver.part === "request" ? "headers" : receiver.part },
    key,
    call,
  );
}

function mapped(method: string, receiver: Value, callback: FunctionNode, trace: Trace): Value {
  if (redactsInBody(callback.body)) return CLEAN;
  const argument = method === "then" ? receiver : elementOf(receiver);
  const value = returnedWith(callback, [argument], trace) ?? OPAQUE;
  return method === "map" && value.kind !== "clean" ? { kind: "list", items: [value] } : value;
}

/** `this.sign(x)` with a method of the same class. */
function ownMethod(call: TSESTree.CallExpression, callee: TSESTree.MemberExpression, trace: Trace): Value | undefined {
  if (callee.object.type !== "ThisExpression") return undefined;
  let body: Node | undefined = callee;
  while (body && body.type !== "ClassBody") body = body.parent;
  const name = callee.property.type === "PrivateIdentifier" ? callee.property.name : memberName(callee);
  const method = body?.body.find(
    (member): member is TSESTree.MethodDefinition =>
      member.type === "MethodDefinition" &&
      (member.key.type === "PrivateIdentifier" || member.key.type === "Identifier") &&
      member.key.name === name,
  );
  if (!method || method.value.type !== "FunctionExpression") return undefined;
  if (redactsInBody(method.value.body)) return CLEAN;
  const value = returned(method.value, call.arguments, trace);
  return value && !isUnknown(value) ? value : undefined;
}

/** What a function of the file returns when it is given these arguments. */
function returned(fn: FunctionNode, args: readonly Node[], trace: Trace): Value | undefined {
  if (args.some((argument) => argument.type === "SpreadElement")) return undefined;
  return returnedWith(
    fn,
    args.map((argument) => trace.valueOf(argument)),
    trace,
  );
}

function returnedWith(fn: FunctionNode, args: readonly Value[], trace: Trace): Value | undefined {
  // Nothing is known of the arguments: the answer is the same for every such call.
  const plain = args.every((argument) => argument.kind === "clean" || isUnknown(argument));
  if (!plain) return returnedInside(fn, args, trace);
  let known = plainReturns.get(trace.file);
  if (!known) plainReturns.set(trace.file, (known = new Map()));
  const value = known.get(fn) ?? returnedInside(fn, args, trace);
  if (value) known.set(fn, value);
  return value;
}

const plainReturns = new WeakMap<SourceFile, Map<FunctionNode, Value>>();

function returnedInside(fn: FunctionNode, args: readonly Value[], trace: Trace): Value | undefined {
  const inside = trace.insideCall(fn, args);
  if (!inside || !fn.body) return undefined;
  if (fn.body.type !== "BlockStatement") return inside.valueOf(fn.body);
  const values: Value[] = [];
  walk(fn.body, (node) => {
    if (isFunction(node)) return false;
    if (node.type === "ReturnStatement" && node.argument) values.push(inside.valueOf(node.argument));
    return undefined;
  });
  return either(values);
}

/** The object at the bottom of a chain of members and calls: `z` of `z.string().min(8)`. */
function rootOfChain(node: Node): Node {
  let root = chainRoot(node);
  while (root.type === "CallExpression") root = chainRoot(root.callee);
  return root;
}

/** `createHash("sha256").update(token).digest("hex")`: one clearing link clears the chain. */
function clearsInChain(callee: TSESTree.MemberExpression, trace: Trace): boolean {
  for (let node: Node = unwrap(callee.object); ; ) {
    if (node.type === "MemberExpression") node = unwrap(node.object);
    else if (node.type === "CallExpression") {
      const name = calleeName(node);
      if (name !== undefined && name !== "pick" && name !== "omit" && isClearingName(name, trace.file.settings)) return true;
      node = unwrap(node.callee);
    } else return false;
  }
}

/** `store.get("token")`: judged by the name that is asked for. */
function namedByArgument(call: TSESTree.CallExpression, trace: Trace, receiver?: Value): Value | undefined {
  const key = staticString(call.arguments[0], trace.file.bindings);
  if (key === undefined) return undefined;
  if (receiver?.kind === "object") return trace.fieldOf(receiver, key, call);
  const named = trace.byName(key, call);
  return isUnknown(named) ? undefined : named;
}

/** `decodeJwt`, `parseToken`: the claims in a token, not the token. */
function readsClaims(name: string): boolean {
  return /(?:decode|parse|inspect)\w*(?:jwt|token)|jwt\w*(?:decode|parse)/i.test(name);
}

/** `findMany`, `validateToken`, `isValid`; schemas are asked elsewhere. */
function isAsking(name: string): boolean {
  const words = splitWords(name);
  return words.length > 1 && ASKING.has(words[0]!) && !/^(?:safe)?[pP]arse/.test(name) && !/^find(?:Last)?$/.test(name);
}

/** What the name of a function that is not in the file says about its result. */
function valueByCalleeName(call: TSESTree.CallExpression, name: string, trace: Trace): Value {
  const [verb, ...rest] = splitWords(name);
  if (verb === undefined || rest.length === 0) return ASKING.has(verb ?? "") ? RECORD : OPAQUE;
  if (isAsking(name)) return RECORD;
  if (!GIVING.has(verb)) return OPAQUE;
  const named = /^(?:get|fetch|read|load|retrieve|require|obtain)$/.test(verb) ? namedByArgument(call, trace) : undefined;
  if (named) return named;
  const noun = rest.join("_");
  const verdict = classifySecretName(noun, trace.file.settings);
  if (!verdict || "safe" in verdict || verdict.class === "personal data" || (verdict.weak && noun !== "tokens"))
    return verdict && "safe" in verdict ? CLEAN : OPAQUE;
  // A new API key or session comes as a record, with the key in a field of its own.
  if ((verb === "create" || verb === "new") && verdict.class === "api key") return RECORD;
  return trace.byName(noun, call, true);
}

/** `schema.parse(req.body)` with the schema in the file: its fields are known; with any other, nothing is. */
function isSchemaParse(method: string, callee: TSESTree.MemberExpression, trace: Trace): boolean {
  return /^(?:safe)?[pP]arse(?:Async)?$/.test(method) && schemaFields(callee.object, trace) !== undefined;
}

function parsedBySchema(method: string, callee: TSESTree.MemberExpression, trace: Trace): Value {
  const fields = new Map(schemaFields(callee.object, trace)!.map(({ name, node }) => [name, trace.byName(name, node)] as const));
  const data: Value = { kind: "object", fields, rest: [] };
  return method.startsWith("safe")
    ? {
        kind: "object",
        fields: new Map<string, Value>([
          ["data", data],
          ["error", OPAQUE],
          ["success", CLEAN],
        ]),
        rest: [],
      }
    : data;
}

function schemaFields(node: Node, trace: Trace): { name: string; node: Node }[] | undefined {
  const inner = unwrap(node);
  const binding = inner.type === "Identifier" ? trace.file.bindings.of(inner) : undefined;
  const schema = binding?.kind === "variable" && binding.init ? unwrap(binding.init) : inner;
  if (schema.type !== "CallExpression" || calleeName(schema) !== "object" || schema.arguments[0]?.type !== "ObjectExpression")
    return undefined;
  return schema.arguments[0].properties.flatMap((property) =>
    property.type === "Property" &&
    property.key.type === "Identifier" &&
    !/\b(?:boolean|number)\(/.test(trace.textOf(property.value))
      ? [{ name: property.key.name, node: property }]
      : [],
  );
}

export function valueOfNew(node: TSESTree.NewExpression, trace: Trace): Value {
  const name = node.callee.type === "Identifier" ? node.callee.name : memberNameOf(node.callee);
  if (name === undefined) return OPAQUE;
  if (/(?:Error|Exception)$/.test(name) || /^(?:Headers|URLSearchParams|URL|Map|Set|FormData|String|Proxy)$/.test(name)) {
    return either(node.arguments.map((argument) => trace.valueOf(argument)));
  }
  return RECORD;
}

function memberNameOf(callee: Node): string | undefined {
  return callee.type === "MemberExpression" ? memberName(callee) : undefined;
}
