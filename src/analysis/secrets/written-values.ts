/** What an object or a list carries that is written in the file, part by part. */
import type { TSESTree } from "@typescript-eslint/utils";
import { staticString } from "../../scope/static-value.js";
import { dottedPath, isFunction, propertyName, unwrap, type Node } from "../../syntax/ast.js";
import { classifySecretName, saysHarmless } from "../../vocabulary/secret-words.js";
import { looksLikeCredential } from "./cleared-values.js";
import { withKey } from "./field-map.js";
import { returnedWith } from "./returned-values.js";
import type { Trace } from "./secret-trace.js";
import { CLEAN, elementOf, holdsSecret, isUnknown, OPAQUE, type Value } from "./secret-value.js";

type ObjectValue = Extract<Value, { kind: "object" }>;

export function valueOfObject(node: TSESTree.ObjectExpression, trace: Trace): Value {
  let object: ObjectValue = { kind: "object", fields: new Map(), rest: [] };
  for (const property of node.properties) {
    if (property.type === "SpreadElement") {
      object = spreadInto(object, trace.valueOf(property.argument));
      continue;
    }
    const name = propertyName(property) ?? (property.computed ? staticString(property.key, trace.file.bindings) : undefined);
    const value = name === undefined ? trace.valueOf(property.value) : valueOfProperty(property, name, trace);
    object =
      name === undefined
        ? { ...object, rest: [...object.rest, value] }
        : { ...object, fields: withKey(object.fields, name, value) };
  }
  return object;
}

/** `new Map([["user", user.id], ["session", sid]])`: under their keys, where all of them are written there. */
export function valueOfWrittenPairs(node: Node, trace: Trace): Value | undefined {
  if (node.type !== "ArrayExpression" || node.elements.length === 0) return undefined;
  const fields = new Map<string, Value>();
  for (const element of node.elements) {
    const pair = element?.type === "ArrayExpression" ? element.elements : [];
    const [key, value] = pair;
    const name = key && key.type !== "SpreadElement" ? staticString(key, trace.file.bindings) : undefined;
    if (name === undefined || !value || value.type === "SpreadElement") return undefined;
    fields.set(name, trace.settle(trace.valueOf(value), name, value));
  }
  return { kind: "object", fields, rest: [] };
}

function valueOfProperty(property: TSESTree.Property, name: string, trace: Trace): Value {
  if (property.kind === "get") return valueOfGetter(property, name, trace);
  if (property.method || isFunction(unwrap(property.value))) return CLEAN;
  const written = unwrap(property.value);
  if (written.type === "Literal" && typeof written.value === "string" && looksLikeCredential(written.value))
    return trace.byName(name, property);
  const value = trace.valueOf(property.value);
  if (holdsSecret(value) && (saysHarmless(name) || saysId(name, property.value))) return CLEAN;
  return isUnknown(value) && !tellsAboutValue(property.value) ? trace.byName(name, property) : value;
}

/** `{ get key() { return apiKey; } }`: what it returns, or what its name says. */
function valueOfGetter(property: TSESTree.Property, name: string, trace: Trace): Value {
  const value = isFunction(property.value) ? (returnedWith(property.value, [], trace) ?? OPAQUE) : OPAQUE;
  return holdsSecret(value) && saysHarmless(name) ? CLEAN : trace.settle(value, name, property);
}

/** A later spread may replace what stands before it; its own fields come on top. */
function spreadInto(object: ObjectValue, spread: Value): ObjectValue {
  if (spread.kind === "clean") return object;
  if (spread.kind === "object")
    return { kind: "object", fields: new Map([...object.fields, ...spread.fields]), rest: [...object.rest, ...spread.rest] };
  const kept = [...object.fields].filter(([, value]) => value.kind !== "clean");
  return { kind: "object", fields: new Map(kept), rest: [...object.rest, spread] };
}

/** The values of one element: of a spread list all of its own. */
export function elementsOf(element: Node | null, trace: Trace): Value[] {
  if (!element) return [CLEAN];
  if (element.type !== "SpreadElement") return [trace.valueOf(element)];
  const value = trace.valueOf(element.argument);
  return value.kind === "list" ? [...value.items] : [elementOf(value)];
}

/** `{ credentialId: credential }`: what the variable calls by the thing's own name is the thing's id. */
function saysId(name: string, value: Node): boolean {
  const own = dottedPath(value)?.at(-1);
  if (own === undefined || !/^(?:Id|_id)$/.test(name.slice(own.length)) || !name.startsWith(own)) return false;
  const verdict = classifySecretName(name);
  return verdict !== undefined && "safe" in verdict;
}

const TELLING_NAME =
  /^(?:id|ids|_id|uuid|jti|ok|success|valid|name|type|kind|count|size|length|status|state|exists|enabled|total|index|expiresAt|createdAt|updatedAt)$/;

/** `{ token: data.id }`, `{ password: result.ok }`: the value's own name says that it is no secret. */
function tellsAboutValue(node: Node): boolean {
  const last = dottedPath(node)?.at(-1);
  return last !== undefined && (TELLING_NAME.test(last) || /^(?:is|has|should|can|did|was)[A-Z]/.test(last));
}
