/**
 * What an expression carries of secrets where it stands: asked from the records outward, so only what is logged is followed.
 * Names are believed last, after the value that the file gives them.
 */
import type { SourceFile } from "../../source-file.js";
import { unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { runsInDevelopmentAlone } from "../handlers/development-only.js";
import { valueOfCall, valueOfNew, valueOfTemplateCall } from "./carried-by-calls.js";
import { valueOfMember } from "./carried-by-members.js";
import { valueOfIdentifier } from "./carried-by-variables.js";
import { isKnownEmpty } from "./cleared-values.js";
import { givesHostAlone } from "./connection-host.js";
import { fieldOfValue } from "./fields-of-values.js";
import { valueByName } from "./named-secrets.js";
import { printsAsObject } from "./object-in-text.js";
import type { Reading, Trace } from "./secret-trace.js";
import { CLEAN, either, holdsSecret, isUnknown, OPAQUE, type Value } from "./secret-value.js";
import { elementsOf, valueOfObject } from "./written-values.js";

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
  cuts = 0;

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
      this.cuts++;
      return OPAQUE;
    }
    const cuts = this.cuts;
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
    if (this.#active.size === 0 || cuts === this.cuts) this.#known.set(inner, value);
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
    return this.reading ? OPAQUE : valueByName(name, node, outside, this);
  }

  settle(value: Value, name: string, node: Node): Value {
    return isUnknown(value) ? this.byName(name, node) : value;
  }

  fieldOf(value: Value, name: string, node: Node): Value {
    return this.reading?.fieldOf(value, name, node, this) ?? fieldOfValue(value, name, node, this);
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
        return valueOfMember(node, this);
      case "CallExpression":
        return valueOfCall(node, this);
      case "NewExpression":
        return valueOfNew(node, this);
      case "TemplateLiteral":
        return either(node.expressions.map((part, index) => this.#textPart(part, node.quasis[index]!.value.raw)));
      case "TaggedTemplateExpression":
        return valueOfTemplateCall(node, this);
      case "BinaryExpression":
        return node.operator === "+" ? either([this.#textPart(node.left), this.#textPart(node.right)]) : CLEAN;
      case "LogicalExpression":
        if (givesHostAlone(node, (part) => this.#text(part))) return CLEAN;
        // `password && "set"`: the left side comes through only when it is empty.
        return node.operator === "&&" ? this.valueOf(node.right) : either([this.valueOf(node.left), this.valueOf(node.right)]);
      case "ConditionalExpression":
        return either(
          [node.consequent, node.alternate].map((arm) => (runsInDevelopmentAlone(arm, this.file) ? CLEAN : this.valueOf(arm))),
        );
      case "AssignmentExpression":
        return this.valueOf(node.right);
      case "SequenceExpression":
        return this.valueOf(node.expressions.at(-1)!);
      case "ObjectExpression":
        return valueOfObject(node, this);
      case "ArrayExpression":
        return { kind: "list", items: node.elements.flatMap((element) => elementsOf(element, this)) };
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
  #textPart(part: Node, before = ""): Value {
    if (printsAsObject(part, this.file)) return CLEAN;
    const value = this.valueOf(part);
    return isUnknown(value) && /\bbearer $/i.test(before) ? this.byName("bearer", part) : value;
  }
}
