/** What a helper's parameters stand for in one call of it. */
import type { TSESTree } from "@typescript-eslint/utils";
import { propertyName, propertyValue, unwrap, type CallNode, type FunctionNode, type Node } from "../syntax/ast.js";

/** Arguments in the place of a helper's parameters. */
export type Arguments = ReadonlyMap<string, Node | undefined>;

export const NO_ARGUMENTS: Arguments = new Map();

/** What each parameter of the helper stands for in the call, whose own arguments may name what was given further out. */
export function bindArguments(fn: FunctionNode, call: CallNode, given: Arguments): Arguments {
  const bound = new Map<string, Node | undefined>();
  fn.params.forEach((parameter, index) => {
    const target = parameter.type === "AssignmentPattern" ? parameter.left : parameter;
    const argument = call.arguments[index];
    const value = argument && substitute(unwrap(argument), given);
    if (target.type === "ObjectPattern") bindFields(target, value, bound);
    if (target.type !== "Identifier") return;
    bound.set(target.name, value ?? (parameter.type === "AssignmentPattern" ? parameter.right : undefined));
  });
  return bound;
}

/** `({ status = 400, message })`: the fields that the argument gives, or their defaults. */
function bindFields(pattern: TSESTree.ObjectPattern, value: Node | undefined, bound: Map<string, Node | undefined>): void {
  for (const property of pattern.properties) {
    if (property.type !== "Property") continue;
    const local = property.value.type === "AssignmentPattern" ? property.value.left : property.value;
    if (local.type !== "Identifier") continue;
    const field = propertyValue(value, propertyName(property) ?? "");
    bound.set(local.name, field ?? (property.value.type === "AssignmentPattern" ? property.value.right : undefined));
  }
}

/** What stands for a parameter; undefined for one that the call leaves out. */
export function substitute(node: Node, given: Arguments): Node | undefined {
  return node.type === "Identifier" && given.has(node.name) ? given.get(node.name) : node;
}
