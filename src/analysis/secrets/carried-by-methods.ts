/** What a method's result carries: of what it is called on, of what it is given, or what its name says. */
import type { TSESTree } from "@typescript-eslint/utils";
import { localFunction } from "../../frameworks/local-function.js";
import { constantOf, staticString } from "../../scope/static-value.js";
import { calleeName, dottedPath, isFunction, unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { clearsInChain, givesRows, rootOfChain } from "./call-chains.js";
import { folded, functionGiven, mapped } from "./carried-by-callbacks.js";
import { ownMemberName } from "./carried-by-class.js";
import { classOfObject } from "./class-of-object.js";
import { filteredEntries } from "./chosen-fields.js";
import { CARRYING_METHODS, keepsLittle, masksByReplacing, TELLING_METHODS } from "./cleared-values.js";
import { givesHostAlone, matchesBehindAt } from "./connection-host.js";
import { givenSession } from "./given-session.js";
import { incomingCall, isRequestOfNest } from "./incoming-data.js";
import { leftByRedactor } from "./local-redactors.js";
import { isAsking, namedByArgument, valueByCalleeName } from "./named-results.js";
import { printsAsObject } from "./object-in-text.js";
import { parsedBySchema } from "./parsed-by-schema.js";
import { returned } from "./returned-values.js";
import type { Trace } from "./secret-trace.js";
import { CLEAN, either, elementOf, holdsSecret, isUnknown, OPAQUE, RECORD, secretsIn, type Value } from "./secret-value.js";
import { bodyOfType } from "./typed-bodies.js";

const COLOURS = /^(?:chalk|colors?|pc|picocolors|kleur|ansis|cyan|red|green|yellow|bold|gray|blue)$/;
const SCHEMA_LIBRARIES = /^(?:z|yup|Joi|joi|v|Yup|zod|Type|valibot|vine|superstruct)$/;

export function valueOfMethodCall(
  call: TSESTree.CallExpression,
  callee: TSESTree.MemberExpression,
  method: string,
  trace: Trace,
): Value {
  const root = rootOfChain(callee);
  const rootName = root.type === "Identifier" ? root.name : undefined;
  if (rootName !== undefined && SCHEMA_LIBRARIES.test(rootName)) return CLEAN;
  if (rootName !== undefined && COLOURS.test(rootName)) return either(call.arguments.map((argument) => trace.valueOf(argument)));
  if (clearsInChain(callee, trace.file.settings)) return CLEAN;
  const parsed = trace.reading ? undefined : parsedBySchema(method, callee, trace);
  if (parsed) return parsed;
  const own = ownMethod(call, callee, method, trace);
  if (own) return own;
  const session = givenSession(callee, method, trace);
  if (session) return session;
  // `prisma.apiKey.findMany()` is asked by its verb: the model's name is no value.
  if (isAsking(method)) return RECORD;
  if (givesRows(callee, method)) return { kind: "list", items: [RECORD] };
  if (method === "sign" && rootName !== undefined && /jwt|jsonwebtoken/i.test(rootName)) return trace.byName("jwt", call);
  if (isRequestOfNest(call, method) && !trace.reading) return { kind: "whole", part: "request", what: trace.textOf(call) };
  const receiver = trace.valueOf(callee.object);
  if (receiver.kind === "whole") return methodOfWhole(call, receiver, method, trace);
  // `"*".repeat(key.length)`, whatever the field is called that it goes into.
  if (method === "repeat" && unwrap(callee.object).type === "Literal") return CLEAN;
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
    // `cache.get(id)` of a map in which the file has put secrets under keys that only the running program knows.
    if (method === "get" && receiver.kind === "list") return elementOf(receiver);
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
  // `[prefix, random].join("")`: a text, which its name may make a secret; what is picked out of a list is none by its name.
  if (method === "join" && receiver.kind === "list" && isWrittenList(call)) return either(receiver.items);
  const test = method === "filter" && call.arguments[0] ? unwrap(call.arguments[0]) : undefined;
  if (test && isFunction(test)) return filteredEntries(receiver, test, trace);
  if (method === "toString" && receiver.kind === "object" && !isAddress(call, trace)) {
    if (call.callee.type === "MemberExpression" && printsAsObject(call.callee.object, trace.file)) return CLEAN;
    if (receiver.rest.length === 1 && isUnknown(receiver.rest[0]!)) return OPAQUE;
  }
  return receiver;
}

function isWrittenList({ callee }: TSESTree.CallExpression): boolean {
  return callee.type === "MemberExpression" && unwrap(callee.object).type === "ArrayExpression";
}

/** A URL and its parameters print what was put into them, whatever they were made of. */
function isAddress({ callee }: TSESTree.CallExpression, trace: Trace): boolean {
  const object = callee.type === "MemberExpression" ? rootOfChain(callee.object) : undefined;
  const made = object?.type === "Identifier" ? constantOf(object, trace.file.bindings) : undefined;
  return made?.type === "NewExpression" && /^URL(?:SearchParams)?$/.test(calleeName(made) ?? "");
}

const GLIMPSE = 100;
/** Text as it came, which nobody has parsed: `request.text()`, `req.rawBody`. */
const UNPARSED = /\btext\(\)|raw/i;

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
  // Of a body's text, a glimpse shows where it went wrong; more than that is the body, and so is the text of a parsed one.
  if (/^(?:slice|substring|substr)$/.test(method))
    return keepsLittle(method, call.arguments, UNPARSED.test(receiver.what) ? GLIMPSE : undefined) ? CLEAN : receiver;
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

/** `this.sign(x)` with a method of the same class, `keys.current()` and `Keys.current()` with one that the file writes. */
function ownMethod(
  call: TSESTree.CallExpression,
  callee: TSESTree.MemberExpression,
  name: string,
  trace: Trace,
): Value | undefined {
  const fn = methodInFile(callee, trace);
  if (!fn) return undefined;
  const left = leftByRedactor(fn, name, call, trace);
  if (left) return left;
  const value = returned(fn, call.arguments, trace);
  return value && !isUnknown(value) ? value : undefined;
}

/** The method that is called, where the file writes it. */
export function methodInFile(callee: TSESTree.MemberExpression, trace: Trace): FunctionNode | undefined {
  const body = classOfObject(callee.object, trace.file);
  return body ? methodOfClass(body, ownMemberName(callee)) : localFunction(callee, trace.file);
}

function methodOfClass(body: TSESTree.ClassBody, name: string | undefined): FunctionNode | undefined {
  const method = body.body.find(
    (member): member is TSESTree.MethodDefinition | TSESTree.PropertyDefinition =>
      (member.type === "MethodDefinition" || member.type === "PropertyDefinition") &&
      (member.key.type === "PrivateIdentifier" || member.key.type === "Identifier") &&
      member.key.name === name,
  );
  return method?.value && isFunction(method.value) ? method.value : undefined;
}
