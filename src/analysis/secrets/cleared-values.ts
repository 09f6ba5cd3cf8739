/** What takes the secret out of a value: functions that hash or mask, tests, short slices, branches where it is empty. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { Settings } from "../../settings.js";
import { calleeName, isFunction, memberName, unwrap, type Node } from "../../syntax/ast.js";
import { splitWords } from "../../syntax/names.js";
import { walk } from "../../syntax/walk.js";

const CLEARING = new Set([
  "hash", "hashed", "hashing", "rehash", "mask", "masked", "redact", "redacted", "redactor", "encrypt", "encrypted", "omit",
  "pick", "sanitize", "sanitise", "sanitized", "sanitizer", "scrub", "scrubbed", "anonymize", "anonymise", "pseudonymize",
  "obfuscate", "censor", "strip", "sha", "md", "hmac", "digest", "fingerprint", "bcrypt", "argon", "scrypt", "pbkdf",
  "truncate", "exclude", "without", "hide", "conceal", "partial",
]);

/** `maskToken`, `hashPassword`, `redact`, `createHash`, `omit`; `unmask` and `decrypt` are other words. */
export function isClearingName(name: string, settings: Settings): boolean {
  if (settings.redactors.some((pattern) => pattern.test(name))) return true;
  return splitWords(name).some((word) => CLEARING.has(word));
}

/** Methods whose result says something about a value and holds none of it. */
export const TELLING_METHODS: ReadonlySet<string> = new Set([
  "includes", "startsWith", "endsWith", "indexOf", "lastIndexOf", "search", "test", "has", "localeCompare", "charCodeAt",
  "codePointAt", "charAt", "every", "some", "keys", "findIndex", "forEach", "push", "unshift", "set", "append", "delete",
  "clear", "equals", "exists",
]);

/** Methods whose result still holds the value, whole or in part. */
export const CARRYING_METHODS: ReadonlySet<string> = new Set([
  "toString", "toLocaleString", "trim", "trimStart", "trimEnd", "toLowerCase", "toUpperCase", "replace", "replaceAll",
  "split", "slice", "substring", "substr", "concat", "normalize", "join", "valueOf", "padStart", "padEnd", "at", "reverse",
  "flat", "filter", "sort", "entries", "values", "toJSON", "toObject", "match", "matchAll", "pop", "shift", "find",
  "findLast", "unwrap", "catch", "finally", "toSorted", "toReversed",
]);

const MOST_THAT_MAY_STAY = 4;

/** `key.slice(-4)`, `key.substring(0, 4)`, `key.slice(key.length - 4, key.length)`: what stays is too little to be used. */
export function keepsLittle(method: string, args: readonly Node[], most = MOST_THAT_MAY_STAY): boolean {
  if (method !== "slice" && method !== "substring" && method !== "substr") return false;
  const [first, second] = args.map(staticInteger);
  if (first === undefined) return args[0] !== undefined && fromTheEnd(args[0]) <= most;
  if (args.length === 1) return method !== "substring" && first < 0 && -first <= most;
  if (second === undefined) return false;
  if (method === "substr") return second <= most;
  // Counted from both ends, most of the value may stay between: `key.slice(0, -4)`.
  return first < 0 === second < 0 && second - first <= most;
}

/** How many characters `text.length - 4` leaves. */
function fromTheEnd(start: Node): number {
  if (start.type !== "BinaryExpression" || start.operator !== "-" || start.left.type !== "MemberExpression") return Infinity;
  return memberName(start.left) === "length" ? (staticInteger(start.right) ?? Infinity) : Infinity;
}

function staticInteger(node: Node): number | undefined {
  const sign = node.type === "UnaryExpression" && node.operator === "-" ? -1 : 1;
  const literal = node.type === "UnaryExpression" ? node.argument : node;
  return literal.type === "Literal" && typeof literal.value === "number" ? sign * literal.value : undefined;
}

/** `.replace(/./g, "*")`: each character replaced, not a prefix taken off. */
export function masksByReplacing(method: string, args: readonly Node[]): boolean {
  const replacement = args[1];
  if (
    (method !== "replace" && method !== "replaceAll") ||
    replacement?.type !== "Literal" ||
    typeof replacement.value !== "string"
  )
    return false;
  return REDACTED.test(replacement.value);
}

const REDACTED =
  /^\W*(?:redacted|masked|filtered|censored)\W*$|^\W*(?:x+|\*+|•+|\.{3}|…)\W*$|^[<[(](?:hidden|removed|secret|omitted|sensitive|private)[>\])]$|\*\*|••/i;

/** What is written where something was taken out: `"[REDACTED]"`, `"***"`; `"/x"` is a path. */
export function isPlaceholder(node: Node): boolean {
  if (node.type !== "Literal" || typeof node.value !== "string" || node.value.startsWith("/")) return false;
  return node.value.length > 1 && REDACTED.test(node.value);
}

/** A function whose body puts a placeholder, deletes a field or keeps a few characters is a redactor, whatever it is called. */
export function redactsInBody(body: Node | null | undefined): boolean {
  // An overload has no body.
  if (!body) return false;
  let found = false;
  walk(body, (node) => {
    if (found) return false;
    if (node.type === "UnaryExpression" && node.operator === "delete") found = true;
    else if (isPlaceholder(node)) found = true;
    else if (node.type === "CallExpression" && keepsLittle(calleeName(node) ?? "", node.arguments)) found = true;
    else if (
      node.type === "AssignmentExpression" &&
      node.right.type === "Literal" &&
      node.left.type === "MemberExpression" &&
      memberName(node.left) === "password"
    )
      found = true;
    else if (node.type === "TemplateElement" && /\*{3}|\[redacted|•{2}/i.test(node.value.raw)) found = true;
    return found ? false : undefined;
  });
  return found;
}

/**
 * A text that would be one if a secret's name is given to it: `TOKEN_KEY = "auth_token"` is a name, `"S3cr3t!pass"` is none. An
 * address is one if it holds one.
 */
export function looksLikeCredential(text: string): boolean {
  return (
    text.length >= 8 &&
    !/\s/.test(text) &&
    /\d/.test(text) &&
    /[a-z]/i.test(text) &&
    !/^[a-z]+(?:[-_:./@][a-z\d]+)*$/.test(text) &&
    !/redact|\*\*|xxx|\.{3}|…/i.test(text) &&
    !/^\w+:\/\/[^@]*$/.test(text)
  );
}

/** True in a branch that is only taken when the expression is empty: `if (!token) log("no token", token)`. */
export function isKnownEmpty(node: Node, textOf: (node: Node) => string, text = textOf(node)): boolean {
  for (let inner: Node = node, outer = node.parent; outer && !isFunction(outer); inner = outer, outer = outer.parent) {
    if (outer.type === "IfStatement" || outer.type === "ConditionalExpression") {
      if (inner === outer.consequent && impliesEmpty(outer.test, text, textOf, true)) return true;
      if (inner === outer.alternate && impliesEmpty(outer.test, text, textOf, false)) return true;
    }
    if (
      outer.type === "LogicalExpression" &&
      outer.operator === "&&" &&
      inner === outer.right &&
      impliesEmpty(outer.left, text, textOf, true)
    )
      return true;
  }
  return false;
}

/** Does the test, being true (or false), mean that the expression of that text is empty? */
function impliesEmpty(test: Node, text: string, textOf: (node: Node) => string, truth: boolean): boolean {
  const inner = unwrap(test);
  if (textOf(inner) === text) return !truth;
  switch (inner.type) {
    case "UnaryExpression":
      return inner.operator === "!" && impliesEmpty(inner.argument, text, textOf, !truth);
    case "LogicalExpression": {
      const sides = [inner.left, inner.right].map((side) => impliesEmpty(side, text, textOf, truth));
      return inner.operator === (truth ? "&&" : "||") ? sides.some(Boolean) : sides.every(Boolean);
    }
    case "BinaryExpression": {
      const equal = inner.operator === "==" || inner.operator === "===";
      const unequal = inner.operator === "!=" || inner.operator === "!==";
      if (!(truth ? equal : unequal)) return false;
      return (
        (textOf(inner.left) === text && isEmptyLiteral(inner.right)) ||
        (textOf(inner.right) === text && isEmptyLiteral(inner.left))
      );
    }
    default:
      return false;
  }
}

function isEmptyLiteral(node: Node): boolean {
  if (node.type === "Identifier") return node.name === "undefined";
  return node.type === "Literal" && (node.value === null || node.value === "");
}

/** Types that hold no secret whatever their name: a flag, a number. */
export function isTellingType(type: TSESTree.TypeNode | undefined): boolean {
  switch (type?.type) {
    case "TSBooleanKeyword":
    case "TSNumberKeyword":
    case "TSBigIntKeyword":
    case "TSNullKeyword":
    case "TSUndefinedKeyword":
    case "TSVoidKeyword":
      return true;
    case "TSLiteralType":
      return true;
    case "TSUnionType":
      return type.types.every(isTellingType);
    case "TSTypeReference":
      return type.typeName.type === "Identifier" && /^(?:Date|RegExp|Error)$/.test(type.typeName.name);
    default:
      return false;
  }
}
