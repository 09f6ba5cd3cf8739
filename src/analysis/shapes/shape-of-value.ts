/** The shape of what an expression gives, by the objects that are written out, the types around it, and what is read of it. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { Shape } from "../../neighbours.js";
import { leadOf } from "../../frameworks/lead-of.js";
import { localFunction, returnedExpressions } from "../../frameworks/local-function.js";
import type { Binding } from "../../scope/bindings.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, dottedPath, enclosingFunction, isFunction, memberName, propertyName, unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { lastStatement } from "../../syntax/branches.js";
import { nodesIn } from "../../syntax/outline.js";
import { keyPath, narrowedAt } from "./narrowed.js";
import { presenceAt } from "./presence.js";
import { DEPTH, EITHER, eitherOf, fieldOf, mayBeNothing, mergeShapes, namedObject, NOTHING, objectShape, PLAIN, TELLING, UNKNOWN, withoutNothing } from "./shape.js";
import { shapeOfType, typeOfParameter } from "./shape-of-type.js";

/** What a function returns, or the promise that it returns holds. */
export function returnedShape(fn: FunctionNode, file: SourceFile, depth = DEPTH): Shape {
  const declared = fn.returnType && shapeOfType(fn.returnType.typeAnnotation, file, depth);
  if (declared && !declared.some(({ is }) => is === "unknown")) return declared;
  if (depth <= 0 || fn.generator) return UNKNOWN;
  const returned = returnedExpressions(fn).map((value) => shapeOfValue(value, file, depth - 1));
  return eitherOf(mayEnd(fn.body) ? [...returned, NOTHING] : returned);
}

/** True where the end of the body may be reached. */
function mayEnd(body: Node): boolean {
  if (body.type !== "BlockStatement") return false;
  const last = lastStatement(body);
  switch (last?.type) {
    case "ReturnStatement":
      return last.argument === null;
    case "ThrowStatement":
      return false;
    case "TryStatement":
      return mayEnd(last.block) || (last.handler !== null && mayEnd(last.handler.body));
    case "IfStatement":
      return !last.alternate || mayEnd(blockOf(last.consequent)) || mayEnd(blockOf(last.alternate));
    default:
      return true;
  }
}

/** As in a block of its own. */
function blockOf(branch: TSESTree.Statement): Node {
  return branch.type === "BlockStatement" ? branch : ({ type: "BlockStatement", body: [branch] } as unknown as Node);
}

export function shapeOfValue(node: Node, file: SourceFile, depth = DEPTH): Shape {
  if (depth <= 0) return UNKNOWN;
  switch (node.type) {
    case "AwaitExpression":
      return shapeOfValue(node.argument, file, depth);
    case "TSSatisfiesExpression":
    case "ChainExpression":
      return shapeOfValue(node.expression, file, depth);
    case "TSNonNullExpression":
      return withoutNothing(shapeOfValue(node.expression, file, depth));
    case "TSAsExpression":
      return isConstAssertion(node) ? constantsOf(node.expression, file, depth) : shapeOfType(node.typeAnnotation, file, depth);
    case "Literal":
      return ofLiteral(node, file);
    case "TemplateLiteral":
      return PLAIN;
    case "ObjectExpression":
      return ofObject(node, file, depth);
    case "ConditionalExpression":
      return eitherOf([shapeOfValue(node.consequent, file, depth), shapeOfValue(node.alternate, file, depth)]);
    case "LogicalExpression":
      return ofLogical(node, file, depth);
    case "NewExpression":
      return namedObject(calleeName(node) ?? "");
    case "CallExpression":
      return ofCall(node, file, depth);
    case "MemberExpression":
      return ofMember(node, file, depth);
    case "Identifier":
      return node.name === "undefined" ? NOTHING : ofName(node, file, depth);
    default:
      return UNKNOWN;
  }
}

function isConstAssertion({ typeAnnotation }: TSESTree.TSAsExpression): boolean {
  return typeAnnotation.type === "TSTypeReference" && typeAnnotation.typeName.type === "Identifier" && typeAnnotation.typeName.name === "const";
}

/** `true as const`: what no type makes wider. */
function constantsOf(node: Node, file: SourceFile, depth: number): Shape {
  if (node.type === "Literal" && isConstant(node.value)) return [{ is: "constant", value: node.value }];
  return node.type === "ObjectExpression" ? ofObject(node, file, depth, true) : shapeOfValue(node, file, depth);
}

function isConstant(value: unknown): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** What is written as it is has a wider type in an object that somebody returns; where there are no types, it is what it is. */
function ofLiteral({ value }: TSESTree.Literal, file: SourceFile): Shape {
  if (value === null) return NOTHING;
  if (!isConstant(value)) return UNKNOWN;
  if (isUntyped(file)) return [{ is: "constant", value }];
  return typeof value === "boolean" ? EITHER : PLAIN;
}

export function isUntyped(file: SourceFile): boolean {
  return /\.[cm]?jsx?$/.test(file.view.path);
}

function ofObject(node: TSESTree.ObjectExpression, file: SourceFile, depth: number, isConst = false): Shape {
  const parts = node.properties.map((property): Shape => {
    if (property.type === "SpreadElement") return shapeOfValue(property.argument, file, depth - 1);
    const name = propertyName(property);
    if (name === undefined) return UNKNOWN;
    const isLooked = TELLING.test(name) || property.value.type !== "ObjectExpression";
    const look = isConst ? constantsOf : shapeOfValue;
    const value = isConst || isLooked ? look(property.value, file, depth - 1) : UNKNOWN;
    return objectShape(new Map([[name, value]]), "literal");
  });
  return mergeShapes(parts, "literal");
}

function ofLogical({ operator, left, right }: TSESTree.LogicalExpression, file: SourceFile, depth: number): Shape {
  const after = shapeOfValue(right, file, depth);
  const before = shapeOfValue(left, file, depth);
  if (operator === "&&") return eitherOf([after, NOTHING]);
  return before.some(({ is }) => is === "unknown") ? eitherOf([before, after]) : eitherOf([withoutNothing(before), after]);
}

function ofCall(call: TSESTree.CallExpression, file: SourceFile, depth: number): Shape {
  const known = answerOf(call);
  if (known) return known;
  const local = localFunction(call.callee, file) ?? functionHeldBy(call.callee, file);
  if (local) return returnedShape(local, file, depth - 1);
  const path = dottedPath(call.callee);
  if (path && /^(?:Next)?Response$/.test(path[0]!)) return namedObject(path[0]!);
  const lead = leadOf(call.callee, file);
  return (lead && file.neighbours.shapeOf(file.view.path, lead.source, lead.path, "returned")) ?? UNKNOWN;
}

/** `const getUser = cache(async () => …)`, `const load = async () => …`. */
function functionHeldBy(callee: Node, file: SourceFile): FunctionNode | undefined {
  const value = file.bindings.constantValue(callee);
  const held = value && unwrap(value);
  if (isFunction(held)) return held;
  const wrapped = held?.type === "CallExpression" && calleeName(held) === "cache" ? held.arguments[0] : undefined;
  return isFunction(wrapped) ? wrapped : undefined;
}

const WITH_ID = objectShape(new Map([["id", PLAIN]]), "open", "User");
const MAYBE_USER = eitherOf([NOTHING, WITH_ID]);

/** What sign-in libraries, and tables of users, answer by their types. */
function answerOf(call: TSESTree.CallExpression): Shape | undefined {
  const path = dottedPath(call.callee) ?? [];
  const [object, method] = [path.at(-2), path.at(-1)];
  if (object === "auth" && method === "getUser") return inData("user", MAYBE_USER);
  if (object === "auth" && method === "getSession") return inData("session", eitherOf([NOTHING, objectShape(new Map([["user", WITH_ID]]), "open")]));
  return undefined;
}

function inData(name: string, shape: Shape): Shape {
  return objectShape(new Map([["data", objectShape(new Map([[name, shape]]), "open")]]), "open");
}

function ofMember(node: TSESTree.MemberExpression, file: SourceFile, depth: number): Shape {
  const name = memberName(node);
  if (name === undefined) return UNKNOWN;
  const object = shapeOfValue(node.object, file, depth - 1);
  const found = fieldOf(object, name);
  const shown = withReads(found.length === 0 ? UNKNOWN : found, dottedPath(node), node, file);
  return node.optional && !object.every(({ is }) => is === "object") ? eitherOf([NOTHING, shown]) : shown;
}

function ofName(name: TSESTree.Identifier, file: SourceFile, depth: number): Shape {
  const binding = file.bindings.of(name);
  const held = heldBy(binding, file, depth);
  const narrowed = binding.kind === "variable" ? narrowedAt(held, binding, name, enclosingFunction(name), file) : held;
  return withReads(narrowed, [name.name], name, file);
}

function heldBy(binding: Binding, file: SourceFile, depth: number): Shape {
  if (binding.kind === "parameter") {
    const type = binding.pattern ? undefined : typeOfParameter(binding.fn.params[binding.index]!);
    return type ? shapeOfType(type, file, depth - 1) : UNKNOWN;
  }
  if (binding.kind !== "variable" || !binding.constant || !binding.init) return UNKNOWN;
  const { id } = binding.node as TSESTree.VariableDeclarator;
  const type = !binding.pattern && id.typeAnnotation?.typeAnnotation;
  const typed = type ? shapeOfType(type, file, depth - 1) : UNKNOWN;
  if (typed.some(({ is }) => is !== "unknown")) return typed;
  const keys = binding.pattern ? keyPath(binding.variable.defs[0]!.name as Node) : [];
  if (!keys) return UNKNOWN;
  return keys.reduce((shape, key) => fieldOf(shape, key), shapeOfValue(binding.init, file, depth - 1));
}

/** Where nothing else is known of a value, the function may show its fields: it reads `row.user_id` of it. */
function withReads(shape: Shape, path: readonly string[] | undefined, at: Node, file: SourceFile): Shape {
  const isKnown = shape.every(({ is }) => is !== "unknown");
  const fn = enclosingFunction(at);
  const root = path && file.bindings.bindingNamed(path[0]!, at);
  const proven = fn && root && root.kind !== "global" ? presenceAt(path!, root.variable, at, fn, file).proven : [];
  const isThere = proven.some((part) => part === path!.join(".") || part.startsWith(`${path!.join(".")}.`));
  if (isKnown || !fn || !root || root.kind === "global") return isThere ? withoutNothing(shape) : shape;
  const fields = new Map<string, Shape>();
  let isReadPlainly = isThere;
  for (const member of nodesIn(file.outline.members, fn)) {
    const name = memberName(member);
    const holder = dottedPath(member.object);
    if (name === undefined || !holder || holder.join(".") !== path!.join(".") || member.object.type === "TSAsExpression") continue;
    const there = file.bindings.bindingNamed(holder[0]!, member);
    if (there === undefined || there.kind === "global" || there.variable !== root.variable) continue;
    if (TELLING.test(name)) fields.set(name, UNKNOWN);
    isReadPlainly ||= !member.optional && member.range[1] <= at.range[0];
  }
  if (fields.size === 0) return isThere ? withoutNothing(shape) : shape;
  const read = objectShape(fields, "open");
  return isReadPlainly && !mayBeNothing(shape) ? read : eitherOf([NOTHING, read]);
}
