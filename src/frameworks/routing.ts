/**
 * Routing that a handler does by itself: which path and method hold at a place of its body, by the `if` tests and `switch`
 * cases around it.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import { staticString } from "../scope/static-value.js";
import type { SourceFile } from "../source-file.js";
import { calleeName, memberName, parameterName, propertyName, unwrap, type FunctionNode, type Node } from "../syntax/ast.js";
import { HTTP_METHODS } from "./framework.js";

/** What a test says about the request. */
export interface Condition {
  readonly route: string | undefined;
  readonly method: string | undefined;
}

/** A part of a function that runs for one path or method only. */
export interface Branch extends Condition {
  /** The test or case label, to point at. */
  readonly place: Node;
  /** The consequent of the `if`, or the whole `case`. */
  readonly region: Node;
}

const DEPTH = 5;
const ANYTHING: Condition = { route: undefined, method: undefined };

/** The condition that holds at a node of the function; the innermost test of each kind counts. */
export function conditionAt(node: Node, fn: FunctionNode, file: SourceFile): Condition {
  let held = ANYTHING;
  let inner = node;
  for (let outer = node.parent; outer && inner !== fn; inner = outer, outer = outer.parent) {
    if (outer.type === "IfStatement" || outer.type === "ConditionalExpression") {
      if (outer.consequent === inner) held = merge(readTest(outer.test, file), held);
    } else if (outer.type === "SwitchCase" && outer.test !== inner) {
      held = merge(readCase(outer, file), held);
    }
  }
  return held;
}

function merge(outer: Condition, inner: Condition): Condition {
  return { route: inner.route ?? outer.route, method: inner.method ?? outer.method };
}

/** The branch that an `if` or a `case` makes, when its own test speaks of path or method. */
export function branchOf(node: Node, file: SourceFile): Branch | undefined {
  if (node.type === "IfStatement") return branch(readTest(node.test, file), node.test, node.consequent);
  if (node.type !== "SwitchCase" || node.consequent.length === 0) return undefined;
  return branch(readCase(node, file), node.test ?? node, node);
}

function branch(condition: Condition, place: Node, region: Node): Branch | undefined {
  return condition.route === undefined && condition.method === undefined ? undefined : { ...condition, place, region };
}

/** The label of a case; of several that share their statements, the first. */
function readCase(node: TSESTree.SwitchCase, file: SourceFile): Condition {
  const statement = node.parent as TSESTree.SwitchStatement;
  let index = statement.cases.indexOf(node);
  while (index > 0 && statement.cases[index - 1]!.consequent.length === 0) index--;
  const test = statement.cases[index]!.test;
  if (!test) return ANYTHING;
  const subject = unwrap(statement.discriminant);
  if (subject.type === "Literal" && subject.value === true) return readTest(test, file);
  return compare(subject, test, file);
}

/** What must be true of path and method where the test holds; of alternatives that all speak of it, the first. */
function readTest(test: Node, file: SourceFile, depth = DEPTH): Condition {
  const inner = unwrap(test);
  if (depth === 0) return ANYTHING;
  switch (inner.type) {
    case "LogicalExpression": {
      const left = readTest(inner.left, file, depth - 1);
      const right = readTest(inner.right, file, depth - 1);
      if (inner.operator === "&&") return merge(left, right);
      return { route: right.route && left.route, method: right.method && left.method };
    }
    case "BinaryExpression":
      if (inner.operator !== "===" && inner.operator !== "==") return ANYTHING;
      return firstOf(compare(inner.left, inner.right, file), () => compare(inner.right, inner.left, file));
    case "CallExpression":
      return readMatch(inner, file);
    case "MemberExpression":
      return readTest(inner.object, file, depth - 1);
    case "AssignmentExpression":
      return readTest(inner.right, file, depth - 1);
    case "Identifier": {
      const binding = file.bindings.of(inner);
      if (binding.kind !== "variable" || binding.pattern) return ANYTHING;
      const value = (binding.constant ? undefined : assignedBefore(inner)) ?? binding.init;
      return value ? readTest(value, file, depth - 1) : ANYTHING;
    }
    default:
      return ANYTHING;
  }
}

/** `match = path.match(…);` in the statements before the test: what a variable holds that is used again and again. */
function assignedBefore(name: TSESTree.Identifier): Node | undefined {
  let statement: Node = name;
  while (statement.parent && statement.parent.type !== "BlockStatement") statement = statement.parent;
  const block = statement.parent?.type === "BlockStatement" ? statement.parent.body : [];
  for (const before of block.slice(0, block.indexOf(statement as TSESTree.Statement)).reverse()) {
    if (before.type !== "ExpressionStatement" || before.expression.type !== "AssignmentExpression") continue;
    const { left, right } = before.expression;
    if (left.type === "Identifier" && left.name === name.name) return right;
  }
  return undefined;
}

function isAnything(condition: Condition): boolean {
  return condition.route === undefined && condition.method === undefined;
}

function firstOf(condition: Condition, other: () => Condition): Condition {
  return isAnything(condition) ? other() : condition;
}

/** What holds where a table is asked by path or method and has this key; undefined for a table of other things. */
export function conditionOfKey(asked: Node, key: string, file: SourceFile): Condition | undefined {
  const condition = saidBy(asked, key, file);
  return isAnything(condition) ? undefined : condition;
}

function compare(subject: Node, value: Node, file: SourceFile): Condition {
  const text = staticString(value, file.bindings);
  return text === undefined ? ANYTHING : saidBy(subject, text, file);
}

function saidBy(subject: Node, text: string, file: SourceFile): Condition {
  switch (subjectOf(subject, file)) {
    case "path":
      return { route: asRoute(text), method: undefined };
    case "method":
      return { route: undefined, method: asMethod(text) };
    case "method and path": {
      const [method, route] = text.split(/[\s:]+/, 2);
      return { route: route === undefined ? undefined : asRoute(route), method: asMethod(method!) };
    }
    default:
      return ANYTHING;
  }
}

function asMethod(text: string): string | undefined {
  const method = text.toUpperCase();
  return HTTP_METHODS.has(method) ? method : undefined;
}

function asRoute(text: string): string {
  return text.startsWith("/") ? text : `/${text}`;
}

/** `path.startsWith("/admin")`, `path.endsWith("/login")`, `/^\/users$/.test(path)`, `path.match(/…/)`. */
function readMatch(call: TSESTree.CallExpression, file: SourceFile): Condition {
  const callee = unwrap(call.callee);
  const argument = call.arguments[0];
  if (callee.type !== "MemberExpression" || !argument) return ANYTHING;
  const name = memberName(callee);
  if (name === "test" || name === "exec")
    return subjectOf(argument, file) === "path" ? regexCondition(callee.object, file) : ANYTHING;
  if (subjectOf(callee.object, file) !== "path") return ANYTHING;
  if (name === "match") return regexCondition(argument, file);
  const text = staticString(argument, file.bindings);
  if (text === undefined || text.length < 2) return ANYTHING;
  if (name === "startsWith") return { route: `${asRoute(text).replace(/\/$/, "")}/*`, method: undefined };
  return name === "endsWith" ? { route: asRoute(text), method: undefined } : ANYTHING;
}

function regexCondition(node: Node, file: SourceFile): Condition {
  const binding = file.bindings.ofExpression(node);
  const inner = binding?.kind === "variable" && binding.init ? unwrap(binding.init) : unwrap(node);
  return inner.type === "Literal" && "regex" in inner
    ? { route: routeOfPattern(inner.regex.pattern), method: undefined }
    : ANYTHING;
}

/** `([^/]+)`, `(\d+)`, `(approve|decline)`, `[a-f0-9]{32}`: a part of a pattern that stands for any text. */
const PARAMETER =
  /\((?:\?<\w+>|\?:)?(?:(?:\[[^\]]*\]|\\[wd]|\.)[+*]?(?:\{[\d,]+\})?|[\w-]+(?:\|[\w-]+)+)\)|\[[^\]]*\](?:[+*]|\{[\d,]+\})|\\[wd](?:[+*]|\{[\d,]+\})/g;

/** `^\/users\/([^/]+)\/role$` → `/users/:param/role`; undefined for a pattern that spells no path. */
function routeOfPattern(pattern: string): string | undefined {
  const route = pattern
    .replace(/^\^/, "")
    .replace(/(?:\\\/\?|\/\?)?\$$/, "")
    .replaceAll("\\/", "/")
    .replaceAll(PARAMETER, ":param")
    .replaceAll(/\\([.-])/g, "$1");
  return route.startsWith("/") && !/[\\()[\]|?*+^$]/.test(route) ? route : undefined;
}

type Subject = "path" | "method" | "method and path";

const TEXT_METHODS = new Set([
  "replace",
  "replaceAll",
  "slice",
  "substring",
  "toLowerCase",
  "toUpperCase",
  "trim",
  "pop",
  "at",
  "split",
  "filter",
]);

/** What an expression says about the request: its path, its method, or both in one string. */
function subjectOf(node: Node, file: SourceFile, depth = DEPTH): Subject | undefined {
  if (depth === 0) return undefined;
  const inner = unwrap(node);
  switch (inner.type) {
    case "MemberExpression":
      return subjectNamed(memberName(inner));
    case "CallExpression": {
      const callee = unwrap(inner.callee);
      if (callee.type !== "MemberExpression" || !TEXT_METHODS.has(calleeName(inner) ?? "")) return undefined;
      return subjectOf(callee.object, file, depth - 1);
    }
    case "LogicalExpression":
      return inner.operator === "&&" ? undefined : subjectOf(inner.left, file, depth - 1);
    case "TemplateLiteral": {
      const [first, second] = inner.expressions;
      if (!first || !second || subjectOf(first, file, depth - 1) !== "method") return undefined;
      return subjectOf(second, file, depth - 1) === "path" ? "method and path" : undefined;
    }
    case "Identifier":
      return subjectOfName(inner, file, depth);
    default:
      return undefined;
  }
}

function subjectOfName(identifier: TSESTree.Identifier, file: SourceFile, depth: number): Subject | undefined {
  const binding = file.bindings.of(identifier);
  if (binding.kind === "parameter") {
    return binding.pattern?.type === "ObjectPattern"
      ? subjectTaken(binding.pattern, identifier.name)
      : subjectNamed(identifier.name);
  }
  if (binding.kind !== "variable") return undefined;
  if (binding.pattern?.type === "ObjectPattern") return subjectTaken(binding.pattern, identifier.name);
  return binding.init && !binding.pattern ? subjectOf(binding.init, file, depth - 1) : undefined;
}

/** `const { pathname: path } = new URL(request.url)`. */
function subjectTaken(pattern: TSESTree.ObjectPattern, local: string): Subject | undefined {
  for (const property of pattern.properties) {
    if (property.type === "Property" && parameterName(property.value) === local) return subjectNamed(propertyName(property));
  }
  return undefined;
}

function subjectNamed(name: string | undefined): Subject | undefined {
  return name === "pathname" ? "path" : name === "method" ? "method" : undefined;
}
