/** Which names a pattern binds or writes, and what it evaluates on the way. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { Node } from "../syntax/ast.js";

/** What is done with each name of a pattern; `defaults` counts the `= value` around it, as each of them may write it. */
export type OnName = (name: TSESTree.Identifier, defaults: number) => void;

/** What may stand to the left of `=` and names variables; `a.b` names none. */
export function isPattern(node: Node): boolean {
  return node.type === "Identifier" || node.type === "ObjectPattern" || node.type === "ArrayPattern" || node.type === "AssignmentPattern";
}

/** The names of a pattern, in source order. */
export function namesIn(pattern: Node): TSESTree.Identifier[] {
  const names: TSESTree.Identifier[] = [];
  namesOf(pattern, 0, (name) => names.push(name), []);
  return names;
}

/** Hands over the names of a pattern, and collects in `read` what it evaluates: defaults, computed keys, assigned objects. */
export function namesOf(node: Node, defaults: number, onName: OnName, read: Node[]): void {
  switch (node.type) {
    case "Identifier":
      return onName(node, defaults);
    case "ObjectPattern":
      for (const property of node.properties) namesOf(property, defaults, onName, read);
      return;
    case "ArrayPattern":
      for (const element of node.elements) if (element) namesOf(element, defaults, onName, read);
      return;
    case "Property":
      if (node.computed) read.push(node.key);
      return namesOf(node.value, defaults, onName, read);
    case "RestElement":
      return namesOf(node.argument, defaults, onName, read);
    case "AssignmentPattern":
      namesOf(node.left, defaults + 1, onName, read);
      return void read.push(node.right);
    case "TSParameterProperty":
      return namesOf(node.parameter, defaults, onName, read);
    case "TSAsExpression":
    case "TSSatisfiesExpression":
    case "TSNonNullExpression":
    case "TSTypeAssertion":
      return namesOf(node.expression, defaults, onName, read);
    case "MemberExpression":
      if (node.computed) read.push(node.property);
      return void read.push(node.object);
    default:
      return void read.push(node);
  }
}
