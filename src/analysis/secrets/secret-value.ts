/**
 * What is known of the value of an expression, as far as secrets go: nothing, that it is none, that it is one, or which of
 * its fields are. Field by field, so that `user.id` of a user with a password is clean and the user is not.
 */
import type { SecretClass } from "../../vocabulary/secret-words.js";
import type { Node } from "../../syntax/ast.js";
import { withKey } from "./field-map.js";

/** What a request brings and what the process was started with: harmless field by field, a leak when logged whole. */
export type Whole = "request" | "body" | "headers" | "cookies" | "environment";

/** Objects that lead to these and are harmless when logged themselves: the context around a request, its session. */
export type Around = "context" | "session";

export interface Secret {
  readonly class: SecretClass | Whole;
  /** Its name or path as the source has it: `password`, `config.jwtSecret`, `req.body`. */
  readonly what: string;
  readonly whole: boolean;
  /** The argument by which a call in the file passes it to the function that logs it. */
  readonly given?: Node;
}

export type Value =
  | { readonly kind: "clean" }
  | { readonly kind: "opaque" }
  | { readonly kind: "secret"; readonly secret: Secret; readonly node: Node }
  | { readonly kind: "whole"; readonly part: Whole | Around; readonly what: string; readonly given?: Node }
  /** Known fields, and the values that hold the unknown ones: what was spread in, or what it was before a field was set. */
  | { readonly kind: "object"; readonly fields: ReadonlyMap<string, Value>; readonly rest: readonly Value[] }
  | { readonly kind: "list"; readonly items: readonly Value[] }
  /** The `[key, value]` pairs of an object. */
  | { readonly kind: "pairs"; readonly of: Value }
  | { readonly kind: "either"; readonly values: readonly Value[] };

export const CLEAN: Value = { kind: "clean" };
export const OPAQUE: Value = { kind: "opaque" };
/** An object of unknown fields: no secret itself, whatever the name that it is given. */
export const RECORD: Value = { kind: "object", fields: new Map(), rest: [OPAQUE] };

/** One of the values, whichever it is: clean only where all of them are. */
export function either(values: readonly Value[]): Value {
  const kept = new Set<Value>();
  for (const value of values) {
    if (value.kind === "either") for (const one of value.values) kept.add(one);
    else if (value.kind !== "clean") kept.add(value);
  }
  if (kept.size === 0) return CLEAN;
  if (kept.size === 1) return kept.values().next().value!;
  if (kept.size <= MOST_CHOICES) return { kind: "either", values: [...kept] };
  // What is assigned in many places is told from its secrets alone: the rest would only be carried along.
  return { kind: "either", values: [OPAQUE, ...[...kept].filter(carriesAny).slice(0, MOST_CHOICES)] };
}

const MOST_CHOICES = 12;

function carriesAny(value: Value): boolean {
  return secretsIn(value, () => false).length > 0;
}

/** A secret with the fields that lead to it from the value that was asked. */
export interface Carried {
  readonly secret: Secret;
  readonly path: readonly string[];
}

/** Says whether a field that was taken away or overwritten is the one that made a whole body or header list a leak. */
export type IsSecretField = (name: string) => boolean;

/** Every secret in a value. */
export function secretsIn(value: Value, isSecretField: IsSecretField): Carried[] {
  const found: Carried[] = [];
  collect(value, [], NONE, isSecretField, found);
  return found;
}

const NONE: ReadonlySet<string> = new Set();

function collect(
  value: Value,
  path: readonly string[],
  without: ReadonlySet<string>,
  isSecretField: IsSecretField,
  found: Carried[],
): void {
  switch (value.kind) {
    case "secret":
      found.push({ secret: value.secret, path });
      break;
    case "whole":
      if (value.part !== "context" && value.part !== "session" && ![...without].some(isSecretField)) {
        found.push({
          secret: { class: value.part, what: value.what, whole: true, ...(value.given && { given: value.given }) },
          path,
        });
      }
      break;
    case "object": {
      for (const [name, field] of value.fields)
        if (!without.has(name)) collect(field, [...path, name], NONE, isSecretField, found);
      const hidden = value.fields.size === 0 ? without : new Set([...without, ...value.fields.keys()]);
      for (const rest of value.rest) collect(rest, path, hidden, isSecretField, found);
      break;
    }
    case "list":
      for (const item of value.items) collect(item, path, NONE, isSecretField, found);
      break;
    case "pairs":
      collect(value.of, path, without, isSecretField, found);
      break;
    case "either":
      for (const one of value.values) collect(one, path, without, isSecretField, found);
  }
}

/** The value with its secrets marked as passed by an argument; what is known of their way before stays. */
export function givenBy(value: Value, argument: Node): Value {
  switch (value.kind) {
    case "secret":
      return value.secret.given ? value : { ...value, secret: { ...value.secret, given: argument } };
    case "whole":
      return value.given ? value : { ...value, given: argument };
    case "object": {
      const fields = new Map([...value.fields].map(([name, field]) => [name, givenBy(field, argument)] as const));
      return { kind: "object", fields, rest: value.rest.map((rest) => givenBy(rest, argument)) };
    }
    case "list":
      return { kind: "list", items: value.items.map((item) => givenBy(item, argument)) };
    case "pairs":
      return { kind: "pairs", of: givenBy(value.of, argument) };
    case "either":
      return { kind: "either", values: value.values.map((one) => givenBy(one, argument)) };
    default:
      return value;
  }
}

/** True when nothing is known that would make the value a secret or an object: its name decides. */
export function isUnknown(value: Value): boolean {
  return value.kind === "opaque" || (value.kind === "either" && value.values.every((one) => one.kind === "opaque"));
}

/** True when the value is or may be a secret itself, apart from its fields. */
export function holdsSecret(value: Value): boolean {
  return (
    value.kind === "secret" ||
    (value.kind === "whole" && value.part !== "context" && value.part !== "session") ||
    (value.kind === "either" && value.values.some(holdsSecret))
  );
}

/** True for a secret itself, wherever it may come from: no object that has one, and nothing whole. */
export function isSecretText(value: Value): boolean {
  if (value.kind !== "either") return value.kind === "secret";
  return value.values.some(isSecretText) && value.values.every((one) => isSecretText(one) || isUnknown(one));
}

/** The value after a field, any levels down, was set; a write that may not have happened leaves both. */
export function withField(value: Value, path: readonly string[], change: Value, sure: boolean): Value {
  const [name, ...below] = path;
  if (name === undefined) return sure ? change : either([value, change]);
  const before = knownField(value, name);
  const after =
    below.length > 0 ? withField(before ?? OPAQUE, below, change, sure) : sure ? change : either([before ?? CLEAN, change]);
  if (value.kind === "object") return { kind: "object", fields: withKey(value.fields, name, after), rest: value.rest };
  return { kind: "object", fields: new Map([[name, after]]), rest: [value] };
}

/** The value with one more part of unknown name: an element pushed, an object spread in. */
export function withPart(value: Value, part: Value): Value {
  if (value.kind === "object") return { kind: "object", fields: value.fields, rest: withOneMore(value.rest, part) };
  return { kind: "list", items: value.kind === "list" ? withOneMore(value.items, part) : [value, part] };
}

const MOST_PARTS = 256;

/** What is filled in hundreds of places is told from its secrets alone: each place would copy all that came before. */
function withOneMore(parts: readonly Value[], part: Value): readonly Value[] {
  if (parts.length < MOST_PARTS) return [...parts, part];
  return [OPAQUE, ...parts.filter(carriesAny).slice(0, MOST_PARTS / 2), part];
}

/** The field's value where the object itself says it; undefined where only its name can. */
export function knownField(value: Value, name: string): Value | undefined {
  if (value.kind === "object") {
    const field = value.fields.get(name);
    if (field) return field;
    if (value.rest.length === 0) return CLEAN;
    const parts = value.rest.map((rest) => knownField(rest, name)).filter((part) => part !== undefined);
    return parts.length === value.rest.length ? either(parts) : undefined;
  }
  if (value.kind === "either") {
    const parts = value.values.map((one) => knownField(one, name));
    return parts.every((part) => part !== undefined) ? either(parts) : undefined;
  }
  return value.kind === "clean" ? CLEAN : undefined;
}

/** An element of a list, or a value of an object's values, whichever it is. */
export function elementOf(value: Value): Value {
  switch (value.kind) {
    case "list":
      return either(value.items);
    case "either":
      return either(value.values.map(elementOf));
    case "pairs":
      return { kind: "list", items: [CLEAN, elementOf(value.of)] };
    case "object":
      return either([...value.fields.values(), ...value.rest.map(elementOf)]);
    default:
      return value;
  }
}

/** An element of a list that nothing is known of: a `token` of `text.split(" ")` is a word, no secret. */
export function elementIn(list: Value): Value {
  const element = elementOf(list);
  return isUnknown(element) ? RECORD : element;
}
