/** What the name of a function that is not in the file says of its result: `getAccessToken()` gives a token. */
import type { TSESTree } from "@typescript-eslint/utils";
import { staticString } from "../../scope/static-value.js";
import { calleeName } from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";
import { classifySecretName } from "../../vocabulary/secret-words.js";
import type { Trace } from "./secret-trace.js";
import { CLEAN, isUnknown, OPAQUE, RECORD, type Value } from "./secret-value.js";

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

/** `store.get("token")`: judged by the name that is asked for. */
export function namedByArgument(call: TSESTree.CallExpression, trace: Trace, receiver?: Value): Value | undefined {
  const key = staticString(call.arguments[0], trace.file.bindings);
  if (key === undefined) return undefined;
  if (receiver?.kind === "object") return trace.fieldOf(receiver, key, call);
  const named = trace.byName(key, call);
  return isUnknown(named) ? undefined : named;
}

/** Words behind which a function's name says what it works with. */
const JOINS: ReadonlySet<string> = new Set(["with", "by", "from", "via", "using", "for", "in", "of"]);

/** `decodeJwt`, `parseToken`: the claims in a token, not the token. */
export function readsClaims(name: string): boolean {
  return /(?:decode|parse|inspect)\w*(?:jwt|token)|jwt\w*(?:decode|parse)/i.test(name);
}

/** `findMany`, `validateToken`, `isValid`; schemas are asked elsewhere. */
export function isAsking(name: string): boolean {
  const words = splitWords(name);
  return words.length > 1 && ASKING.has(words[0]!) && !/^(?:safe)?[pP]arse/.test(name) && name !== "findLast";
}

/** `getToken(messaging, { vapidKey })`, `messaging().getToken()`: the address of a device, which opens nothing. */
function asksPushService({ callee, arguments: [first] }: TSESTree.CallExpression, name: string, trace: Trace): boolean {
  if (!/^get\w*Token$/.test(name)) return false;
  return [first, callee.type === "MemberExpression" ? callee.object : undefined].some((part) => part && /messaging/i.test(trace.textOf(part)));
}

/** `secretChange(Boolean(user.hash))`: what a flag says, in other words. */
function isToldByFlags({ arguments: given }: TSESTree.CallExpression): boolean {
  const flags = given.filter((argument) => (argument.type === "UnaryExpression" && argument.operator === "!") || (argument.type === "CallExpression" && calleeName(argument) === "Boolean"));
  return flags.length > 0 && given.every((argument) => flags.includes(argument) || argument.type === "Literal");
}

/** `getCookie(c, "theme")`, `getSignedCookie(c, key, "session")`: one cookie, which is what it is called. */
function namedCookie(call: TSESTree.CallExpression, noun: readonly string[], trace: Trace): Value | undefined {
  if (noun.at(-1) !== "cookie") return undefined;
  const name = call.arguments.map((argument) => staticString(argument, trace.file.bindings)).find((text) => text !== undefined);
  if (name === undefined) return undefined;
  const named = trace.fieldOf({ kind: "whole", part: "cookies", what: trace.textOf(call) }, name, call);
  return isUnknown(named) ? trace.byName(`${name}_cookie`, call) : named;
}

/** A value of a secret's name where the function gives one, and a record where it asks for one. */
export function valueByCalleeName(call: TSESTree.CallExpression, name: string, trace: Trace): Value {
  if (asksPushService(call, name, trace)) return CLEAN;
  const [verb, ...rest] = splitWords(name);
  if (verb === undefined || rest.length === 0) return ASKING.has(verb ?? "") ? RECORD : OPAQUE;
  if (isAsking(name)) return RECORD;
  if (!GIVING.has(verb)) return isToldByFlags(call) ? CLEAN : OPAQUE;
  const named = /^(?:get|fetch|read|load|retrieve|require|obtain)$/.test(verb) ? (namedCookie(call, rest, trace) ?? namedByArgument(call, trace)) : undefined;
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
