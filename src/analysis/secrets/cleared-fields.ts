/** Which fields of what it is given a function only hashes or masks: its callers hand them over for that. */
import type { TSESTree } from "@typescript-eslint/utils";
import { importedSummary } from "../../frameworks/imported.js";
import type { SourceFile } from "../../source-file.js";
import { calleeName, isFunction, propertyName, unwrap, type FunctionNode, type Node } from "../../syntax/ast.js";
import { keptWith } from "../../syntax/kept-with.js";
import { findNode } from "../../syntax/walk.js";
import { ownMemberName } from "./carried-by-class.js";
import { isClearingName } from "./cleared-values.js";

const NONE: readonly string[] = [];
const known = keptWith<FunctionNode, readonly string[]>();

/** `apiKey` of `log({ apiKey, action }) { const key = hash(apiKey); … }`, also where a constant takes the parameter apart. */
export function clearedFields(fn: FunctionNode, file: SourceFile): readonly string[] {
  let fields = known.get(fn);
  if (!fields) known.set(fn, (fields = findFields(fn, file)));
  return fields;
}

/** The same of the function that a record calls, in this file or another. */
export function clearedByCallee(callee: Node, file: SourceFile): readonly string[] {
  const inner = unwrap(callee);
  const binding = inner.type === "Identifier" ? file.bindings.of(inner) : undefined;
  if (binding?.kind === "function") return clearedFields(binding.fn, file);
  return importedSummary(inner, file)?.clears ?? NONE;
}

function findFields(fn: FunctionNode, file: SourceFile): string[] {
  const parameters = new Set(fn.params.flatMap((parameter) => (parameter.type === "Identifier" ? [parameter.name] : [])));
  const patterns: Node[] = fn.params.map((parameter) => (parameter.type === "AssignmentPattern" ? parameter.left : parameter));
  findNode(fn.body, (node) => {
    if (node.type === "VariableDeclarator" && node.init?.type === "Identifier" && parameters.has(node.init.name)) patterns.push(node.id);
    return false;
  });
  const properties = patterns.flatMap((pattern): Node[] => (pattern.type === "ObjectPattern" ? pattern.properties : []));
  return properties.flatMap((property) => clearedName(property, file));
}

function clearedName(property: Node, file: SourceFile): string[] {
  if (property.type !== "Property") return [];
  const name = propertyName(property);
  const local = property.value.type === "AssignmentPattern" ? property.value.left : property.value;
  const variable = local.type === "Identifier" ? file.bindings.variableOf(local) : undefined;
  const reads = variable?.references.filter((reference) => reference.isRead()) ?? [];
  if (!variable || name === undefined) return [];
  return reads.every(({ identifier }) => isCleared(identifier as Node, file)) ? [name] : [];
}

function isCleared(identifier: Node, file: SourceFile): boolean {
  for (let outer = identifier.parent; outer && !isFunction(outer); outer = outer.parent) {
    if (outer.type === "CallExpression" && isClearingName(nameOfCall(outer), file.settings)) return true;
    if (/Statement$|Declarat/.test(outer.type)) return false;
  }
  return false;
}

/** Private methods too: `this.#hash(key)`. */
function nameOfCall(call: TSESTree.CallExpression): string {
  const callee = unwrap(call.callee);
  return (callee.type === "MemberExpression" ? ownMemberName(callee) : calleeName(call)) ?? "";
}
