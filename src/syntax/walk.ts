import { createRequire } from "node:module";
import type { Node } from "./ast.js";

// Required, since to import a CommonJS package takes Node.js some ten milliseconds more.
const require = createRequire(import.meta.url);
const { visitorKeys: defaultKeys } = require("@typescript-eslint/visitor-keys") as typeof import("@typescript-eslint/visitor-keys");

/** What a parser may produce beyond the keys of its own list: nothing below types is code that runs. */
const TYPE_ONLY = new Set([
  "typeAnnotation",
  "returnType",
  "typeParameters",
  "typeArguments",
  "superTypeArguments",
  "implements",
]);

/** True for a declaration of which nothing is left when the program runs. */
export function isTypeDeclaration(type: string): boolean {
  return type === "TSInterfaceDeclaration" || type === "TSTypeAliasDeclaration";
}

/** True for a field, of a node of that kind, that holds a type. */
export function isTypeKey(key: string, type: string): boolean {
  return TYPE_ONLY.has(key) && type !== "TSParameterProperty";
}

const childKeysOf = new Map<string, readonly string[]>();

/** The keys below which a node holds code that runs: types are passed over. */
export function childKeys(type: string): readonly string[] {
  let found = childKeysOf.get(type);
  if (!found) {
    found = isTypeDeclaration(type) ? [] : allKeys(type).filter((key) => !isTypeKey(key, type));
    childKeysOf.set(type, found);
  }
  return found;
}

/** The keys below which a node holds others, types among them. */
export function allKeys(type: string): readonly string[] {
  return defaultKeys[type] ?? [];
}

/** Calls `visit` for each child node in source order. */
export function forEachChild(node: Node, visit: (child: Node) => void): void {
  const keys = childKeys(node.type);
  for (let index = 0; index < keys.length; index++) {
    const value = (node as unknown as Record<string, unknown>)[keys[index]!];
    if (Array.isArray(value)) {
      for (const element of value) if (isNode(element)) visit(element);
    } else if (isNode(value)) visit(value);
  }
}

/** Walks the node and all below it, parents first; a visitor that returns false is not taken further down. */
export function walk(node: Node, visit: (node: Node) => boolean | void): void {
  if (visit(node) === false) return;
  // The loop of forEachChild once more: a closure for each node takes a quarter of a walk's time.
  const keys = childKeys(node.type);
  for (let index = 0; index < keys.length; index++) {
    const value = (node as unknown as Record<string, unknown>)[keys[index]!];
    if (Array.isArray(value)) {
      for (const element of value) if (isNode(element)) walk(element, visit);
    } else if (isNode(value)) walk(value, visit);
  }
}

/** The first node, in source order, that the test accepts; functions inside are searched only when `intoFunctions`. */
export function findNode(root: Node, test: (node: Node) => boolean, intoFunctions = false): Node | undefined {
  let found: Node | undefined;
  walk(root, (node) => {
    if (found) return false;
    if (test(node)) {
      found = node;
      return false;
    }
    if (!intoFunctions && node !== root && /Function/.test(node.type)) return false;
    return undefined;
  });
  return found;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";
}
