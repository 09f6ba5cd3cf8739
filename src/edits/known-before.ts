/** What surely has run, or has its value, before the statement that is inserted at a place. */
import type { TSESLint } from "@typescript-eslint/utils";
import type { SourceFile } from "../source-file.js";
import { enclosingFunction, isFunction, isInside, propertyName, standsInList, type Node } from "../syntax/ast.js";

/** A constant or parameter that has its value at the place. */
export function isSettledAt(variable: TSESLint.Scope.Variable, at: Node, file: SourceFile): boolean {
  const binding = file.bindings.describe(variable);
  if (binding.kind === "parameter") return true;
  if (binding.kind !== "variable" || !binding.init || !binding.constant || binding.node.range[1] > at.range[0]) return false;
  const declaration = binding.node.parent;
  if (declaration?.type !== "VariableDeclaration" || !isInside(at, declaration.parent)) return false;
  // What TypeScript has been shown of a `let`, older versions forget in a callback.
  return declaration.kind !== "let" || enclosingFunction(declaration) === enclosingFunction(at);
}

/** True when the read surely has run at the place: in an earlier statement of a block around it, in no branch. */
export function runsBefore(read: Node, at: Node): boolean {
  for (let node: Node = read; node.parent; node = node.parent) {
    const { parent } = node;
    if (isFunction(node)) return false;
    if (node === at) return true;
    if (isInside(at, parent) && (parent.type === "IfStatement" || parent.type === "ConditionalExpression"))
      return parent.test === node;
    if (standsInList(node) && isInside(at, parent)) return node.range[1] <= at.range[0];
    if ((parent.type === "IfStatement" || parent.type === "ConditionalExpression") && parent.test !== node) return false;
    if (parent.type === "LogicalExpression" && parent.right === node) return false;
    if (/^(?:For|While|DoWhile|Try|Catch|Switch)/.test(parent.type)) return false;
  }
  return false;
}

/** What an earlier edit wrote is no evidence: a second run has to see what the first one saw. */
export function isValueOfField(node: Node, field: string): boolean {
  for (let inner: Node = node; inner.parent; inner = inner.parent) {
    if (inner.parent.type === "Property") return inner.parent.value === inner && propertyName(inner.parent) === field;
    if (inner.parent.type !== "LogicalExpression" && inner.parent.type !== "ChainExpression") return false;
  }
  return false;
}
