/**
 * What the result of a call carries: its arguments through a stringifier, nothing through a hash, a field through a getter,
 * what a function of the file returns. Of other functions only the name is known: `getAccessToken()` gives a token.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import { importedSummary } from "../../frameworks/imported.js";
import { staticString } from "../../scope/static-value.js";
import {
  calleeName,
  chainRoot,
  dottedPath,
  isFunction,
  memberName,
  unwrap,
  type FunctionNode,
  type Node,
} from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";
import { classifySecretName } from "../../vocabulary/secret-words.js";
import { classOf, valueOfInstance } from "./carried-by-class.js";
import { chosenFields, filteredEntries, stringified } from "./chosen-fields.js";
import { givesHostAlone, matchesBehindAt } from "./connection-host.js";
import {
  CARRYING_METHODS,
  isClearingName,
  keepsLittle,
  masksByReplacing,
  redactsInBody,
  TELLING_METHODS,
} from "./cleared-values.js";
import { incomingCall } from "./incoming-data.js";
import { parsedBySchema } from "./parsed-by-schema.js";
import { returned, returnedWith } from "./returned-values.js";
import type { Trace } from "./secret-trace.js";
import { CLEAN, either, elementIn, elementOf, holdsSecret, isUnknown, OPAQUE, RECORD, secretsIn, type Value } from "./secret-value.js";
import { bodyOfType } from "./typed-bodies.js";

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
    if (redactsInBody(binding.fn.body)) return CLEAN;
    const value = returned(binding.fn, call.arguments, trace);
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
  const parsed = trace.reading ? undefined : parsedBySchema(method, callee, trace);
  if (parsed) return parsed;
  const own = ownMethod(call, callee, trace);
  if (own) return own;
  // `prisma.apiKey.findMany()` is asked by its verb: the model's name is no value.
  if (isAsking(method)) return RECORD;
  if (givesRows(callee, method)) return { kind: "list", items: [RECORD] };
  if (method === "sign" && rootName !== undefined && /jwt|jsonwebtoken/i.test(rootName)) return trace.byName("jwt", call);
  const receiver = trace.valueOf(callee.object);
  if (receiver.kind === "whole") return methodOfWhole(call, receiver, method, trace);
  const callback = functionGiven(call.arguments[0], trace);
  if (method === "then" || method === "map" || method === "flatMap")
    return callback ? mapped(method, receiver, callback, trace) : OPAQUE;
  if (method === "reduce" || method === "reduceRight") return folded(receiver, call, trace);
  if (TELLING_METHODS.has(method) || givesHostAlone(call, (part) => trace.textOf(part))) return CLEAN;
  if (masksByReplacing(method, call.arguments) || takesOutSecrets(method, receiver, call, trace)) return CLEAN;
  if (holdsSecret(receiver)) {
    if (keepsLittle(method, call.arguments) || (method === "at" && isOneText(callee.object))) return CLEAN;
    if (method === "match" && (asksForAttribute(call.arguments[0]) || matchesBehindAt(call))) return CLEAN;
    if (method === "match" || method === "split" || CARRYING_METHODS.has(method)) return carriedOn(method, receiver, call, trace);
    return /^(?:get|getItem|getAll)$/.test(method) ? (namedByArgument(call, trace) ?? OPAQUE) : OPAQUE;
  }
  if (CARRYING_METHODS.has(method)) return carriedOn(method, receiver, call, trace);
  if (/^(?:get|getItem|getHeader|header|cookie|getCookie|param|query|getOrThrow|expose)$/.test(method)) {
    const named = namedByArgument(call, trace, receiver);
    if (named) return named;
  }
  return valueByCalleeName(call, method, trace);
}

/** `url.replace(apiKey, "KEY")`, where nothing but that key is in the URL. */
function takesOutSecrets(method: string, receiver: Value, call: TSESTree.CallExpression, trace: Trace): boolean {
  const [taken, instead] = call.arguments;
  if (!/^replace(?:All)?$/.test(method) || !taken || instead?.type !== "Literal" || !holdsSecret(receiver)) return false;
  const secrets = secretsIn(trace.valueOf(taken), () => false).map(({ secret }) => secret.what);
  return secretsIn(receiver, () => false).every(({ secret }) => secrets.includes(secret.what));
}

/** `tx.insert(apiKeys).values(row).returning()`, `db.select().from(tokens).limit(1)`: rows, of which nothing is known. */
function givesRows(callee: TSESTree.MemberExpression, method: string): boolean {
  if (method === "returning") return true;
  const below = unwrap(callee.object);
  const inner = below.type === "CallExpression" ? unwrap(below.callee) : undefined;
  if (inner?.type !== "MemberExpression") return false;
  const before = memberName(inner) ?? "";
  return method === "from" ? /^select(?:Distinct)?$/.test(before) : ENDS_QUERY.test(method) && givesRows(inner, before);
}

const ENDS_QUERY = /^(?:where|limit|offset|orderBy|groupBy|having|(?:inner|left|right|full)Join|for)$/;

/** `cookie.match(/Max-Age=(\d+)/i)`: how long it lives, not what it holds. */
function asksForAttribute(pattern: Node | undefined): boolean {
  return pattern?.type === "Literal" && "regex" in pattern && /max-?age|same-?site|expires|domain|path=|http-?only|secure/i.test(pattern.regex.pattern);
}

/** `apiKey.at(-1)` is a character, `apiKeys.at(-1)` a key. */
function isOneText(node: Node): boolean {
  const last = dottedPath(node)?.at(-1);
  return last !== undefined && !last.endsWith("s");
}

/** The receiver's value after a method that keeps it; texts joined on come along. */
function carriedOn(method: string, receiver: Value, call: TSESTree.CallExpression, trace: Trace): Value {
  if (method === "concat") return either([receiver, ...call.arguments.map((argument) => trace.valueOf(argument))]);
  if (method === "pop" || method === "shift" || method === "at" || method === "find" || method === "findLast")
    return elementOf(receiver);
  if (method === "entries") return { kind: "pairs", of: receiver };
  const test = method === "filter" && call.arguments[0] ? unwrap(call.arguments[0]) : undefined;
  if (test && isFunction(test)) return filteredEntries(receiver, test, trace);
  if (method === "toString" && receiver.kind === "object" && receiver.rest.length === 1 && isUnknown(receiver.rest[0]!))
    return OPAQUE;
  return receiver;
}

const GLIMPSE = 100;

function methodOfWhole(
  call: TSESTree.CallExpression,
  receiver: Extract<Value, { kind: "whole" }>,
  method: string,
  trace: Trace,
): Value {
  const part = incomingCall(receiver.part, method, call.arguments.length);
  const type = part === "body" && !trace.reading ? call.typeArguments?.params[0] : undefined;
  const typed = type && bodyOfType(type, trace);
  if (typed) return typed;
  if (part) return { kind: "whole", part, what: trace.textOf(call) };
  if (method === "then" || method === "map" || method === "flatMap") {
    const callback = functionGiven(call.arguments[0], trace);
    return callback ? mapped(method, receiver, callback, trace) : OPAQUE;
  }
  if (method === "catch" || method === "finally") return receiver;
  // Of the text of a body, a glimpse shows where it went wrong; more than that is the body.
  if (/^(?:slice|substring|substr)$/.test(method)) return keepsLittle(method, call.arguments, GLIMPSE) ? CLEAN : receiver;
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

/** A function that is written as an argument, or one of the file that is named there. */
function functionGiven(argument: Node | undefined, trace: Trace): FunctionNode | undefined {
  const inner = argument && unwrap(argument);
  if (!inner || isFunction(inner)) return inner;
  const binding = inner.type === "Identifier" ? trace.file.bindings.of(inner) : undefined;
  return binding?.kind === "function" ? binding.fn : undefined;
}

function mapped(method: string, receiver: Value, callback: FunctionNode, trace: Trace): Value {
  if (redactsInBody(callback.body)) return CLEAN;
  const argument = method === "then" ? receiver : elementOf(receiver);
  const value = returnedWith(callback, [argument], trace) ?? OPAQUE;
  return method === "map" && value.kind !== "clean" ? { kind: "list", items: [value] } : value;
}

/** `users.reduce((all, user) => ({ ...all, [user.id]: user.token }), {})`. */
function folded(receiver: Value, call: TSESTree.CallExpression, trace: Trace): Value {
  const [callback, initial] = call.arguments;
  const fn = functionGiven(callback, trace);
  if (!fn) return OPAQUE;
  if (redactsInBody(fn.body)) return CLEAN;
  const first = initial ? trace.valueOf(initial) : elementOf(receiver);
  return returnedWith(fn, [first, elementIn(receiver)], trace) ?? OPAQUE;
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

/** Words behind which a function's name says what it works with. */
const JOINS: ReadonlySet<string> = new Set(["with", "by", "from", "via", "using", "for", "in", "of"]);

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
/** `getToken(messaging, { vapidKey })`, `messaging().getToken()`: the address of a device, which opens nothing. */
function asksPushService({ callee, arguments: [first] }: TSESTree.CallExpression, name: string, trace: Trace): boolean {
  if (!/^get\w*Token$/.test(name)) return false;
  return [first, callee.type === "MemberExpression" ? callee.object : undefined].some((part) => part && /messaging/i.test(trace.textOf(part)));
}

function valueByCalleeName(call: TSESTree.CallExpression, name: string, trace: Trace): Value {
  if (asksPushService(call, name, trace)) return CLEAN;
  const [verb, ...rest] = splitWords(name);
  if (verb === undefined || rest.length === 0) return ASKING.has(verb ?? "") ? RECORD : OPAQUE;
  if (isAsking(name)) return RECORD;
  if (!GIVING.has(verb)) return OPAQUE;
  const named = /^(?:get|fetch|read|load|retrieve|require|obtain)$/.test(verb) ? namedByArgument(call, trace) : undefined;
  if (named) return named;
  // `getTokenForUser` gives a token, `getUserByToken` none.
  const more = rest.findIndex((word, index) => index > 0 && JOINS.has(word));
  const noun = (more < 0 ? rest : rest.slice(0, more)).join("_");
  const verdict = classifySecretName(noun, trace.file.settings);
  if (!verdict || "safe" in verdict || verdict.class === "personal data" || (verdict.weak && noun !== "tokens"))
    return verdict && "safe" in verdict ? CLEAN : OPAQUE;
  // A new API key or session comes as a record, with the key in a field of its own.
  if ((verb === "create" || verb === "new") && verdict.class === "api key") return RECORD;
  return trace.byName(noun, call, true);
}

export function valueOfNew(node: TSESTree.NewExpression, trace: Trace): Value {
  const name = calleeName(node);
  if (name === undefined) return OPAQUE;
  if (/(?:Error|Exception)$/.test(name) || /^(?:Headers|URLSearchParams|URL|Map|Set|FormData|String|Proxy)$/.test(name)) {
    const given = either(node.arguments.map((argument) => trace.valueOf(argument)));
    if (!/(?:Error|Exception)$/.test(name) || !holdsSecret(given)) return given;
    return { kind: "object", fields: new Map([["message", given], ["stack", given]]), rest: [given] };
  }
  const body = classOf(node.callee, trace);
  return body ? valueOfInstance(body, node.arguments, trace) : RECORD;
}
