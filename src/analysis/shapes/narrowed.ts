/** Which of its kinds a value may still be at a place, by the tests that were made of it on the way there. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { Kind, Shape } from "../../neighbours.js";
import type { Binding } from "../../scope/bindings.js";
import type { SourceFile } from "../../source-file.js";
import { chainRoot, dottedPath, isFunction, isNullish, propertyName, unwrap, type Node } from "../../syntax/ast.js";
import { conditionsAt } from "./presence.js";
import { fieldOf, fieldOfKind } from "./shape.js";

type Held = Extract<Binding, { kind: "variable" }>;

/** @param within the function whose tests are asked */
export function narrowedAt(shape: Shape, held: Held, at: Node, within: Node | undefined, file: SourceFile): Shape {
  if (shape.length < 2 || !within) return shape;
  const conditions = conditionsAt(at, within);
  if (conditions.length === 0) return shape;
  return shape.filter((kind) => conditions.every(({ test, branch }) => mayHold(test, branch === "then", { kind, held, keys: [], file })));
}

/** As `narrowedAt`, of a result that names are taken out of: `const { user, error } = await check(req); if (error) return …`. */
export function resultAt(shape: Shape, declarator: TSESTree.VariableDeclarator, at: Node, within: Node, file: SourceFile): Shape {
  if (shape.length < 2) return shape;
  const conditions = conditionsAt(at, within);
  return shape.filter((kind) => conditions.every(({ test, branch }) => mayHold(test, branch === "then", { kind, declarator, file })));
}

interface Question {
  readonly kind: Kind;
  /** Set where the value has a name of its own. */
  readonly held?: Held;
  readonly keys?: readonly string[];
  /** Set where fields of the value have names. */
  readonly declarator?: TSESTree.VariableDeclarator;
  readonly file: SourceFile;
}

/** False where a value of the kind cannot make the test come out like that. */
function mayHold(test: Node, wanted: boolean, question: Question): boolean {
  const inner = unwrap(test);
  if (inner.type === "UnaryExpression" && inner.operator === "!") return mayHold(inner.argument, !wanted, question);
  if (inner.type === "LogicalExpression" && inner.operator !== "??") {
    const sides = [mayHold(inner.left, wanted, question), mayHold(inner.right, wanted, question)];
    return (inner.operator === "&&") === wanted ? sides.every(Boolean) : sides.some(Boolean);
  }
  const outcome = outcomeOf(inner, question);
  return outcome === undefined || outcome === wanted;
}

/** How the test comes out for the kind, where that can be told. */
function outcomeOf(test: Node, question: Question): boolean | undefined {
  if (test.type === "BinaryExpression") return ofComparison(test, question);
  const asked = partOf(test, question);
  return asked && truthOf(asked);
}

function ofComparison({ left, operator, right }: TSESTree.BinaryExpression, question: Question): boolean | undefined {
  if (operator === "in") {
    const holder = partOf(right, question);
    const key = left.type === "Literal" ? String(left.value) : undefined;
    return holder && key !== undefined ? sameFor(holder, (kind) => hasKey(kind, key)) : undefined;
  }
  if (operator === "instanceof") {
    const asked = partOf(left, question);
    const name = dottedPath(right)?.at(-1);
    return asked && name !== undefined ? sameFor(asked, (kind) => isOfClass(kind, name)) : undefined;
  }
  if (!/^[!=]==?$/.test(operator)) return undefined;
  const [side, other] = isNullish(left) || left.type === "Literal" ? [right, left] : [left, right];
  const asked = partOf(side, question);
  if (!asked) return undefined;
  const isEqual = isNullish(other)
    ? sameFor(asked, ({ is }) => (is === "unknown" ? undefined : is === "nothing"))
    : other.type === "Literal"
      ? sameFor(asked, (kind) => isConstant(kind, other.value))
      : undefined;
  return isEqual === undefined ? undefined : isEqual === operator.startsWith("=");
}

/** A type of another file that only its name is known of may be a constant's: `role: Role`. */
function isConstant(kind: Kind, value: unknown): boolean | undefined {
  if (kind.is === "constant") return kind.value === value;
  return kind.is === "nothing" || (kind.is === "object" && kind.extent !== "open") ? false : undefined;
}

function hasKey(kind: Kind, key: string): boolean | undefined {
  if (kind.is !== "object") return undefined;
  const field = kind.fields.get(key);
  if (field) return field.some(({ is }) => is === "nothing") ? undefined : true;
  return kind.extent === "open" ? undefined : false;
}

/** What is written out, or has a type with fields of its own, is of no class; `NextResponse` is a `Response`. */
function isOfClass(kind: Kind, name: string): boolean | undefined {
  if (kind.is === "unknown") return undefined;
  if (kind.is !== "object") return false;
  if (kind.name === name || (kind.name === "NextResponse" && name === "Response")) return true;
  return kind.extent !== "open" || kind.fields.size > 0 || /Response$/.test(name) ? false : undefined;
}

function truthOf(shape: Shape): boolean | undefined {
  return sameFor(shape, (kind) => {
    switch (kind.is) {
      case "nothing":
        return false;
      case "object":
        return true;
      case "constant":
        return Boolean(kind.value);
      default:
        return undefined;
    }
  });
}

function sameFor(shape: Shape, tell: (kind: Kind) => boolean | undefined): boolean | undefined {
  const [first, ...others] = shape.map(tell);
  return others.every((other) => other === first) ? first : undefined;
}

/** The part of the value that an expression reads: `gate.ok` of `gate`. */
function partOf(node: Node, { kind, held, declarator, file }: Question): Shape | undefined {
  const path = dottedPath(node);
  const root = path && chainRoot(node);
  const binding = root && file.bindings.ofExpression(root);
  if (!path || binding?.kind !== "variable") return undefined;
  if (held) {
    if (binding.variable !== held.variable) return undefined;
    return path.slice(1).reduce<Shape>((shape, key) => fieldOf(shape, key), [kind]);
  }
  const isPart = declarator && binding.node === declarator && binding.pattern;
  const keys = isPart ? keyPath(binding.variable.defs[0]!.name as Node) : undefined;
  if (!keys || keys.length === 0) return undefined;
  const whole = [...keys, ...path.slice(1)];
  return whole.slice(1).reduce<Shape>((shape, key) => fieldOf(shape, key), fieldOfKind(kind, whole[0]!));
}

/** `["data", "user"]` for `user` of `const { data: { user } } = …`; undefined where it has a default, or is an element. */
export function keyPath(name: Node): string[] | undefined {
  const keys: string[] = [];
  let node = name;
  for (let property = node.parent; property?.type === "Property" && property.value === node; property = node.parent) {
    const key = propertyName(property);
    if (key === undefined || property.parent.type !== "ObjectPattern") return undefined;
    keys.unshift(key);
    node = property.parent;
  }
  return node.parent?.type === "VariableDeclarator" || isFunction(node.parent) ? keys : undefined;
}
