/**
 * What an expression carries of secrets where it stands: asked from the records outward, so only what is logged is followed.
 * Names are believed last, after the value that the file gives them.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import { staticString } from "../../scope/static-value.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, isFunction, propertyName, unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { classifySecretName, saysHarmless } from "../../vocabulary/secret-words.js";
import { valueOfCall, valueOfNew, valueOfTemplateCall } from "./carried-by-calls.js";
import { classOf, valueOfClassField, valueOfStaticMember } from "./carried-by-class.js";
import { valueOfIdentifier } from "./carried-by-variables.js";
import { goesOnInDots, isKnownEmpty, isShortBeginning, looksLikeCredential, namesBeginning } from "./cleared-values.js";
import { givesHostAlone, isCutBeforeAt } from "./connection-host.js";
import { incomingField, isStreamBody } from "./incoming-data.js";
import { mayRunOnServer } from "../handlers/runs-where.js";
import type { Reading, Trace } from "./secret-trace.js";
import { cookieName, dealsInLoginTokens, isBookingCode, isDeviceToken, isLoginField, isLoginPin, isSidOfThing, keepsLoginSessions } from "./weak-names.js";
import { typedBody } from "./typed-bodies.js";
import { classesOf, CLEAN, either, elementOf, holdsSecret, isUnknown, knownField, OPAQUE, type Value } from "./secret-value.js";

/** How many expressions deep a value is followed: real leaks are near, and a file must cost linear time. */
const DEEPEST = 24;
const DEEPEST_CALLS = 3;
const MOST_STEPS = 2000;

/** The questions about one file; values that no call's arguments change are kept. */
export function traceSecrets(file: SourceFile): Trace {
  return new SecretTrace(file, undefined, new Map(), new Map(), 0, { left: 0 });
}

/** The same ways through the file for something else that values carry. */
export function traceValues(file: SourceFile, reading: Reading): Trace {
  return new SecretTrace(file, reading, new Map(), new Map(), 0, { left: 0 });
}

class SecretTrace implements Trace {
  readonly file: SourceFile;
  readonly reading: Reading | undefined;
  readonly #known: Map<Node, Value>;
  readonly #arguments: ReadonlyMap<FunctionNode, readonly Value[]>;
  readonly #calls: number;
  readonly #active = new Set<Node>();
  /** Steps that are left for the question that was asked from outside. */
  readonly #steps: { left: number };
  #cuts = 0;

  constructor(
    file: SourceFile,
    reading: Reading | undefined,
    known: Map<Node, Value>,
    args: ReadonlyMap<FunctionNode, readonly Value[]>,
    calls: number,
    steps: { left: number },
  ) {
    this.file = file;
    this.reading = reading;
    this.#known = known;
    this.#arguments = args;
    this.#calls = calls;
    this.#steps = steps;
  }

  valueOf(node: Node): Value {
    const inner = unwrap(node);
    const known = this.#known.get(inner);
    if (known) return known;
    if (this.#active.size === 0 && this.#calls === 0) this.#steps.left = MOST_STEPS;
    if (this.#active.has(inner) || this.#active.size > DEEPEST || this.#steps.left-- <= 0) {
      this.#cuts++;
      return OPAQUE;
    }
    const cuts = this.#cuts;
    this.#active.add(inner);
    let value = this.reading?.valueOf(inner, this) ?? this.#valueOf(inner);
    this.#active.delete(inner);
    if (
      (inner.type === "Identifier" || inner.type === "MemberExpression") &&
      holdsSecret(value) &&
      isKnownEmpty(inner, (part) => this.#text(part))
    ) {
      value = CLEAN;
    }
    // A value that was cut short inside a cycle is good for that question only.
    if (this.#active.size === 0 || cuts === this.#cuts) this.#known.set(inner, value);
    return value;
  }

  argumentsOf(fn: FunctionNode): readonly Value[] | undefined {
    return this.#arguments.get(fn);
  }

  insideCall(fn: FunctionNode, args: readonly Value[]): Trace | undefined {
    if (this.#calls >= DEEPEST_CALLS || this.#arguments.has(fn)) return undefined;
    const given = new Map(this.#arguments).set(fn, args);
    return new SecretTrace(this.file, this.reading, new Map(), given, this.#calls + 1, this.#steps);
  }

  byName(name: string, node: Node, outside = false): Value {
    if (this.reading) return OPAQUE;
    const verdict = classifySecretName(name, this.file.settings);
    if (!verdict) return OPAQUE;
    if ("safe" in verdict) return CLEAN;
    if (verdict.weak) {
      const sure =
        verdict.class === "session id"
          ? keepsLoginSessions(this.file) && !/\bparams\b/.test(this.textOf(node))
          : verdict.class === "token"
            ? outside && dealsInLoginTokens(this.file)
            : outside || isLoginPin(name, this.file);
      if (!sure) return OPAQUE;
    }
    if (isBookingCode(name, this.file) || (verdict.class === "token" && isDeviceToken(name, node, this.file))) return CLEAN;
    return { kind: "secret", secret: { class: verdict.class, what: this.textOf(node), whole: false }, node };
  }

  settle(value: Value, name: string, node: Node): Value {
    return isUnknown(value) ? this.byName(name, node) : value;
  }

  fieldOf(value: Value, name: string, node: Node): Value {
    const read = this.reading?.fieldOf(value, name, node, this);
    if (read) return read;
    switch (value.kind) {
      case "clean":
        return CLEAN;
      case "whole": {
        const part = incomingField(value.part, name);
        const typed = part === "body" ? typedBody(node, this) : undefined;
        if (typed) return typed;
        if (part) return { kind: "whole", part, what: this.textOf(node) };
        // What a session keeps of its cookie is how long it lives, and where.
        if (value.part === "session" && name === "cookie") return CLEAN;
        if (value.part === "session" && name === "id") return this.byName("phpsessid", node);
        return this.byName(
          value.part === "cookies" ? cookieName(name) : name,
          node,
          value.part !== "context" && value.part !== "session",
        );
      }
      case "secret":
        if (name === "tokens" && value.secret.class === "token") return value;
        return STILL_THE_SECRET.test(name) ? value : this.byName(name, node);
      case "list":
        return /^\d+$/.test(name) ? (value.items[Number(name)] ?? OPAQUE) : name === "length" ? CLEAN : OPAQUE;
      case "either":
        return either(value.values.map((one) => this.fieldOf(one, name, node)));
      case "object": {
        const known = knownField(value, name);
        if (known) return this.settle(known, name, node);
        return either(value.rest.map((rest) => this.fieldOf(rest, name, node)));
      }
      default:
        return isSidOfThing(name, node) ? CLEAN : this.byName(name, node, isLoginField(name, node));
    }
  }

  textOf(node: Node): string {
    const key = node.type === "Property" || node.type === "PropertyDefinition" ? node.key : node;
    const text = (node !== key && key.type === "Literal" ? String(key.value) : this.#text(key)).replaceAll(/\s+/g, " ");
    return text.length > 60 ? `${text.slice(0, 57)}…` : text;
  }

  #text(node: Node): string {
    return this.file.view.text.slice(node.range[0], node.range[1]);
  }

  #valueOf(node: Node): Value {
    switch (node.type) {
      case "Identifier":
        return valueOfIdentifier(node, this);
      case "MemberExpression":
        return this.#valueOfMember(node);
      case "CallExpression":
        return valueOfCall(node, this);
      case "NewExpression":
        return valueOfNew(node, this);
      case "TemplateLiteral":
        return either(
          node.expressions.map((part, index) =>
            this.#templatePart(part, node.quasis[index]!.value.raw, node.quasis[index + 1]!.value.raw),
          ),
        );
      case "TaggedTemplateExpression":
        return valueOfTemplateCall(node, this);
      case "BinaryExpression":
        return node.operator === "+" ? either([this.#begun(node.left, node.right), this.valueOf(node.right)]) : CLEAN;
      case "LogicalExpression":
        if (givesHostAlone(node, (part) => this.#text(part))) return CLEAN;
        // `password && "set"`: the left side comes through only when it is empty.
        return node.operator === "&&" ? this.valueOf(node.right) : either([this.valueOf(node.left), this.valueOf(node.right)]);
      case "ConditionalExpression":
        return either([this.valueOf(node.consequent), this.valueOf(node.alternate)]);
      case "AssignmentExpression":
        return this.valueOf(node.right);
      case "SequenceExpression":
        return this.valueOf(node.expressions.at(-1)!);
      case "ObjectExpression":
        return this.#valueOfObject(node);
      case "ArrayExpression":
        return { kind: "list", items: node.elements.flatMap((element) => this.#elements(element)) };
      case "SpreadElement":
        return this.valueOf(node.argument);
      case "Literal":
      case "UnaryExpression":
      case "UpdateExpression":
      case "ArrowFunctionExpression":
      case "FunctionExpression":
      case "ClassExpression":
        return CLEAN;
      default:
        return OPAQUE;
    }
  }

  /** What follows `Bearer ` is a token whatever it is called. */
  #templatePart(part: Node, before: string, behind: string): Value {
    const value = this.valueOf(part);
    if (goesOnInDots(behind) && isShortBeginning(part, classesOf(value))) return CLEAN;
    return isUnknown(value) && /\bbearer $/i.test(before) ? this.byName("bearer", part) : value;
  }

  /** `token.slice(0, 8) + "..."`. */
  #begun(left: Node, right: Node): Value {
    const value = this.valueOf(left);
    const inDots = right.type === "Literal" && goesOnInDots(right.value);
    return inDots && isShortBeginning(left, classesOf(value)) ? CLEAN : value;
  }

  #elements(element: Node | null): Value[] {
    if (!element) return [CLEAN];
    if (element.type !== "SpreadElement") return [this.valueOf(element)];
    const value = this.valueOf(element.argument);
    return value.kind === "list" ? [...value.items] : [elementOf(value)];
  }

  #valueOfObject(node: TSESTree.ObjectExpression): Value {
    let object: ObjectValue = { kind: "object", fields: new Map(), rest: [] };
    for (const property of node.properties) {
      if (property.type === "SpreadElement") {
        object = spreadInto(object, this.valueOf(property.argument));
        continue;
      }
      const name = propertyName(property) ?? (property.computed ? staticString(property.key, this.file.bindings) : undefined);
      const value = name === undefined ? this.valueOf(property.value) : this.#valueOfProperty(property, name);
      object =
        name === undefined
          ? { ...object, rest: [...object.rest, value] }
          : { ...object, fields: new Map(object.fields).set(name, value) };
    }
    return object;
  }

  #valueOfProperty(property: TSESTree.Property, name: string): Value {
    if (property.method || isFunction(unwrap(property.value))) return CLEAN;
    const written = unwrap(property.value);
    if (written.type === "Literal" && typeof written.value === "string" && looksLikeCredential(written.value))
      return this.byName(name, property);
    const value = this.valueOf(property.value);
    if (holdsSecret(value) && saysHarmless(name)) return CLEAN;
    if (namesBeginning(name) && isShortBeginning(property.value, classesOf(value))) return CLEAN;
    return isUnknown(value) && !tellsAboutValue(property.value) ? this.byName(name, property) : value;
  }

  #valueOfMember(node: TSESTree.MemberExpression): Value {
    if (isEnvironment(node)) return { kind: "whole", part: "environment", what: this.textOf(node) };
    const name = memberKey(node, this);
    const object = unwrap(node.object);
    if (name === "length" || name === "size") return CLEAN;
    if (name === undefined) {
      const value = this.valueOf(object);
      if (value.kind === "secret") return CLEAN;
      return elementOf(value.kind === "whole" && !goesThroughKeys(node, this) ? OPAQUE : value);
    }
    if (object.type === "ThisExpression") return valueOfClassField(node, name, this);
    if (this.#text(node) === "document.cookie") return this.byName("cookie", node);
    const shared = object.type === "Identifier" && /^[A-Z]/.test(object.name) ? classOf(object, this) : undefined;
    const held = shared && valueOfStaticMember(shared, name, node, this);
    if (held) return held;
    if (isFailedRequest(object, name, this)) return { kind: "whole", part: "request", what: this.textOf(node) };
    if (isVocabulary(object) || givesHostAlone(node, (part) => this.#text(part))) return CLEAN;
    const value = this.valueOf(object);
    if (value.kind === "whole" && value.part === "request" && name === "body" && isStreamBody(object, this.file)) return CLEAN;
    if (value.kind === "secret" && /^\d+$/.test(name)) return isCutBeforeAt(object, name) || holdsPart(object, name, this) ? value : CLEAN;
    return this.fieldOf(value, name, node);
  }
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

/** `error.config` and `error.request` of axios and its like hold the headers that were sent. */
function isFailedRequest(object: Node, name: string, trace: Trace): boolean {
  if ((name !== "config" && name !== "request") || trace.reading || object.type !== "Identifier") return false;
  const binding = trace.file.bindings.of(object);
  const caught = binding.kind === "caught" || (binding.kind === "parameter" && /^(?:e|err|error)$/.test(object.name));
  if (!caught || !/\b(?:axios|gaxios|googleapis)\b/.test(trace.file.view.text)) return false;
  // What a browser sent is shown to whoever sent it.
  return mayRunOnServer(trace.file.view.text, trace.file.view.path, trace.file.settings);
}

/** An element of a list of secrets, or what follows the first part of one that was split: `header.split(" ")[1]`. */
function holdsPart(object: Node, index: string, trace: Trace): boolean {
  const binding = object.type === "Identifier" ? trace.file.bindings.of(object) : undefined;
  const made = binding?.kind === "variable" && binding.init ? unwrap(binding.init) : object;
  if (made.type === "CallExpression" && /^(?:split|match|exec)$/.test(calleeName(made) ?? ""))
    return index !== "0" && !/mail/i.test(trace.textOf(made));
  return /(?:tokens|secrets|codes|keys|passwords|credentials)$/i.test(dottedPath(made)?.at(-1) ?? "");
}

type ObjectValue = Extract<Value, { kind: "object" }>;

/** Members that give the secret back: `token.value`, `ref.current`, `cookie.value`. */
const STILL_THE_SECRET = /^(?:value|raw|plain|plaintext|text|string|current|unsafeValue|secret|data|groups)$/;

/** A later spread may replace what stands before it; its own fields come on top. */
function spreadInto(object: ObjectValue, spread: Value): ObjectValue {
  if (spread.kind === "clean") return object;
  if (spread.kind === "object")
    return { kind: "object", fields: new Map([...object.fields, ...spread.fields]), rest: [...object.rest, ...spread.rest] };
  const kept = [...object.fields].filter(([, value]) => value.kind !== "clean");
  return { kind: "object", fields: new Map(kept), rest: [...object.rest, spread] };
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

const HOLDS_SETTINGS = /config|env|settings|secret|credential|options|session|request|store|user/i;
const NAMES_WORDS = /(?:Enum|Enums|Keys?|Types?|Names?|Kinds?|Actions?|Events?|Codes?|Errors?|KEYS?|TYPES?|NAMES?)$/;
const WORD_LISTS = new RegExp(
  "^(?:errors?|errs?|formErrors|fieldErrors|messages|labels?|texts?|strings|i18n|locales?|translations?|dict|schemas?|" +
    "validators?|validations?|rules?|routes?|paths?|urls?|endpoints?|links|icons?|styles?|classes|colou?rs?|theme|" +
    "permissions?|flags?|features?|columns?|types?|touched|dirtyFields|stats|usage|limits?|counts?|metrics|required|" +
    "placeholders?|titles?|events?Names?|constants?|enums?|keys|names|selectors?|shape|z|t)$",
  "i",
);

/** Objects that hold words about secrets: enums (`TokenType.ACCESS`), messages (`errors.password`), counts (`usage.tokens`). */
function isVocabulary(object: Node): boolean {
  const name =
    object.type === "Identifier" ? object.name : object.type === "MemberExpression" ? dottedPath(object)?.at(-1) : undefined;
  if (name === undefined) return false;
  if (WORD_LISTS.test(name)) return true;
  return (
    object.type === "Identifier" &&
    /^[A-Z]/.test(name) &&
    (NAMES_WORDS.test(name) || !HOLDS_SETTINGS.test(name)) &&
    name !== "Astro" &&
    name !== "Deno"
  );
}

const TELLING_NAME =
  /^(?:id|ids|_id|uuid|jti|ok|success|valid|name|type|kind|count|size|length|status|state|exists|enabled|total|index|expiresAt|createdAt|updatedAt)$/;

/** `{ token: data.id }`, `{ password: result.ok }`: the value's own name says that it is no secret. */
function tellsAboutValue(node: Node): boolean {
  const last = dottedPath(node)?.at(-1);
  return last !== undefined && (TELLING_NAME.test(last) || /^(?:is|has|should|can|did|was)[A-Z]/.test(last));
}
