/**
 * The shapes of syntax that the engine asks about, over the ESTree/TSESTree that ESLint's parsers and oxc-parser share.
 * Everything here looks at nodes alone: no scopes, no file.
 */
import type { TSESTree } from "@typescript-eslint/utils";

export type Node = TSESTree.Node;
export type Range = readonly [start: number, end: number];

export type FunctionNode =
  | TSESTree.FunctionDeclaration
  | TSESTree.FunctionExpression
  | TSESTree.ArrowFunctionExpression;

export type CallNode = TSESTree.CallExpression | TSESTree.NewExpression;

export function isFunction(node: Node | null | undefined): node is FunctionNode {
  return (
    node?.type === "FunctionDeclaration" ||
    node?.type === "FunctionExpression" ||
    node?.type === "ArrowFunctionExpression"
  );
}

/** The expression without what only types or waits: `(await x)!`, `x as T`, `x satisfies T`, `<T>x`, `(x)`, `a?.b`'s chain. */
export function unwrap(node: Node): Node {
  let inner: Node = node;
  for (;;) {
    switch (inner.type) {
      case "AwaitExpression":
        inner = inner.argument;
        break;
      case "TSAsExpression":
      case "TSSatisfiesExpression":
      case "TSNonNullExpression":
      case "TSTypeAssertion":
      case "TSInstantiationExpression":
      case "ChainExpression":
        inner = inner.expression;
        break;
      default:
        if ((inner.type as string) !== "ParenthesizedExpression") return inner;
        inner = (inner as unknown as { expression: Node }).expression;
    }
  }
}

/** The name by which a member is reached: `a.b` and `a["b"]` give `b`; a computed `a[b]` gives undefined. */
export function memberName(node: TSESTree.MemberExpression): string | undefined {
  if (!node.computed) return node.property.type === "Identifier" ? node.property.name : undefined;
  return node.property.type === "Literal" && typeof node.property.value === "string" ? node.property.value : undefined;
}

/** The same, and `#a` for a private one: `this.#a` is asked for as itself, apart from a public `this.a`. */
export function memberOrPrivateName(node: TSESTree.MemberExpression): string | undefined {
  return node.property.type === "PrivateIdentifier" ? `#${node.property.name}` : memberName(node);
}

/** The name of a property in an object literal or pattern; undefined for spreads and computed keys. */
export function propertyName(node: Node): string | undefined {
  if (node.type !== "Property" && node.type !== "PropertyDefinition" && node.type !== "MethodDefinition") return undefined;
  if (node.key.type === "Identifier") return node.computed ? undefined : node.key.name;
  return node.key.type === "Literal" ? String(node.key.value) : undefined;
}

/** The value of the named property of an object literal; undefined for what is no literal, or has no such property. */
export function propertyValue(object: Node | undefined, name: string): Node | undefined {
  if (object?.type !== "ObjectExpression") return undefined;
  for (const property of object.properties) {
    if (property.type === "Property" && propertyName(property) === name) return property.value;
  }
  return undefined;
}

/** The first object literal that a call is given. */
export function givenObject(call: CallNode): TSESTree.ObjectExpression | undefined {
  return call.arguments.find((argument) => argument.type === "ObjectExpression");
}

/** `req.log.info` as ["req","log","info"]; `this.audit.log` starts with "this"; undefined when any part is not a plain name. */
export function dottedPath(node: Node): string[] | undefined {
  const path: string[] = [];
  let inner = unwrap(node);
  while (inner.type === "MemberExpression") {
    const name = memberName(inner);
    if (name === undefined) return undefined;
    path.unshift(name);
    inner = unwrap(inner.object);
  }
  if (inner.type === "Identifier") path.unshift(inner.name);
  else if (inner.type === "ThisExpression") path.unshift("this");
  else return undefined;
  return path;
}

/** The object at the bottom of a member chain: `a` of `a.b.c`, the call of `f().b`. */
export function chainRoot(node: Node): Node {
  let inner = unwrap(node);
  while (inner.type === "MemberExpression") inner = unwrap(inner.object);
  return inner;
}

/** The last name of a callee: `json` of `res.status(401).json`, `f` of `f`. */
export function calleeName(call: CallNode): string | undefined {
  const callee = unwrap(call.callee);
  if (callee.type === "Identifier") return callee.name;
  return callee.type === "MemberExpression" ? memberName(callee) : undefined;
}

/** The innermost function around the node (not the node itself). */
export function enclosingFunction(node: Node): FunctionNode | undefined {
  // ESLint's programs have null for a parent.
  let outer: Node | null | undefined = node.parent;
  while (outer && !isFunction(outer)) outer = outer.parent;
  return outer ?? undefined;
}

/** The function around a node that no other function is around. */
export function outermostFunction(node: Node): FunctionNode | undefined {
  let found: FunctionNode | undefined;
  for (let fn = enclosingFunction(node); fn; fn = enclosingFunction(fn)) found = fn;
  return found;
}

export function isInside(inner: Node, outer: Node): boolean {
  return inner.range[0] >= outer.range[0] && inner.range[1] <= outer.range[1];
}

const STATEMENT_LISTS = new Set(["BlockStatement", "Program", "SwitchCase", "StaticBlock", "TSModuleBlock"]);

function isStatement(node: Node): boolean {
  return node.type.endsWith("Statement") || node.type.endsWith("Declaration") || node.type === "ExportNamedDeclaration";
}

/** The nearest statement that the node is or stands in, without leaving its function. */
export function enclosingStatement(node: Node): Node | undefined {
  let outer: Node | undefined = node;
  while (outer && !(isStatement(outer) && outer.type !== "BlockStatement")) {
    if (isFunction(outer) && outer !== node) return undefined;
    outer = outer.parent;
  }
  return outer;
}

/** True where statements may be written one after the other around this one. */
export function standsInList(statement: Node): boolean {
  return statement.parent !== undefined && STATEMENT_LISTS.has(statement.parent.type);
}

/** True for what a value is assigned to. */
export function isWritten(node: Node): boolean {
  return node.parent?.type === "AssignmentExpression" && node.parent.left === node;
}

/** The name that a function has by itself or by the variable, property or class member that it is given to. */
export function functionName(fn: FunctionNode): string | undefined {
  if (fn.id) return fn.id.name;
  const holder = fn.parent;
  if (holder.type === "VariableDeclarator" && holder.id.type === "Identifier") return holder.id.name;
  if (holder.type === "AssignmentExpression") return dottedPath(holder.left)?.at(-1);
  // `#isAlive() { … }`
  if (holder.type === "MethodDefinition" && holder.key.type === "PrivateIdentifier") return holder.key.name;
  return propertyName(holder);
}

/** What a function is called with: TypeScript writes the type of its `this` as a first parameter, which nobody gives. */
export function givenParameters({ params }: FunctionNode): FunctionNode["params"] {
  return parameterName(params[0]) === "this" ? params.slice(1) : params;
}

/** The name of the identifier that a parameter binds, through defaults and TypeScript parameter properties. */
export function parameterName(parameter: Node | undefined): string | undefined {
  if (parameter?.type === "Identifier") return parameter.name;
  if (parameter?.type === "AssignmentPattern") return parameterName(parameter.left);
  if (parameter?.type === "TSParameterProperty") return parameterName(parameter.parameter);
  return undefined;
}

/** True when nobody gets what the promise comes to: `await save().catch(…);`, `void save().catch(…);` as a statement. */
export function isDiscarded(call: Node): boolean {
  let node = call;
  while (node.parent && /^(?:AwaitExpression|ChainExpression|TSNonNullExpression|TSAsExpression)$/.test(node.parent.type)) node = node.parent;
  if (node.parent?.type === "UnaryExpression" && node.parent.operator === "void") return true;
  return node.parent?.type === "ExpressionStatement";
}

/** `null`, or `undefined` by its name. */
export function isNullish(node: Node): boolean {
  return (node.type === "Literal" && node.raw === "null") || (node.type === "Identifier" && node.name === "undefined");
}

/** What says by itself that there is nothing: `null`, `undefined`, `false`, `0`, `""`. */
export function isFalsy(node: Node): boolean {
  return isNullish(node) || (node.type === "Literal" && (node.value === false || node.value === 0 || node.value === ""));
}
