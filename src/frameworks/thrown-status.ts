/** The status that an error is answered with, as the code of its class tells. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { StatusSource } from "../neighbours.js";
import { staticNumber } from "../scope/static-value.js";
import type { SourceFile } from "../source-file.js";
import { parameterName, propertyName, propertyValue, unwrap, type FunctionNode, type Node } from "../syntax/ast.js";
import { findNode } from "../syntax/walk.js";
import { importedSummary } from "./imported.js";

export type ClassNode = TSESTree.ClassDeclaration | TSESTree.ClassExpression;

/** Fields that hold the status of an answer or an error. */
export const STATUS_FIELD = /^(?:status|statusCode|httpStatus|httpStatusCode|code)$/;

const DEPTH = 6;

/** The status of the errors that `new Callee()` makes, when the class stands in the project. */
export function thrownStatus(callee: Node, file: SourceFile, depth = DEPTH): StatusSource | undefined {
  const binding = depth > 0 ? file.bindings.ofExpression(callee) : undefined;
  if (binding?.kind === "class") return statusOfClass(binding.node as ClassNode, file, depth - 1);
  return binding && importedSummary(callee, file)?.thrown;
}

/** By a field of its own, an assignment in its constructor, or what it hands to its base class. */
export function statusOfClass(node: ClassNode, file: SourceFile, depth = DEPTH): StatusSource | undefined {
  for (const member of node.body.body) {
    if (member.type !== "PropertyDefinition" || member.static || !STATUS_FIELD.test(propertyName(member) ?? "") || !member.value) continue;
    return sourceOf(member.value, undefined, file);
  }
  const maker = node.body.body.find((member) => member.type === "MethodDefinition" && member.kind === "constructor");
  const fn = maker?.type === "MethodDefinition" ? (maker.value as FunctionNode) : undefined;
  const field = fn?.params.findIndex((given) => given.type === "TSParameterProperty" && STATUS_FIELD.test(parameterName(given) ?? "")) ?? -1;
  if (fn && field >= 0) return { argument: { index: field, field: undefined }, otherwise: defaultOf(fn.params[field]!, file) };
  const assigned = fn && findNode(fn.body, isStatusAssignment);
  if (assigned?.type === "AssignmentExpression") return sourceOf(assigned.right, fn, file);
  const base = node.superClass ? thrownStatus(node.superClass, file, depth) : undefined;
  if (!fn || !base) return base;
  const call = findNode(fn.body, (inner) => inner.type === "CallExpression" && inner.callee.type === "Super");
  if (call?.type !== "CallExpression") return undefined;
  const handed = base.argument && call.arguments[base.argument.index];
  if (!base.argument || !handed) return { argument: undefined, otherwise: base.otherwise };
  const value = base.argument.field === undefined ? handed : propertyValue(unwrap(handed), base.argument.field);
  return value && sourceOf(value, fn, file);
}

function isStatusAssignment(node: Node): boolean {
  return (
    node.type === "AssignmentExpression" &&
    node.left.type === "MemberExpression" &&
    node.left.object.type === "ThisExpression" &&
    node.left.property.type === "Identifier" &&
    STATUS_FIELD.test(node.left.property.name)
  );
}

/** A number that the class knows, or the parameter of its constructor that gives it. */
function sourceOf(value: Node, fn: FunctionNode | undefined, file: SourceFile): StatusSource | undefined {
  const inner = unwrap(value);
  const index = inner.type === "Identifier" ? (fn?.params.findIndex((given) => parameterName(given) === inner.name) ?? -1) : -1;
  if (fn && index >= 0) return { argument: { index, field: undefined }, otherwise: defaultOf(fn.params[index]!, file) };
  const known = staticNumber(inner, file.bindings);
  return known === undefined || known < 100 || known > 599 ? undefined : { argument: undefined, otherwise: known };
}

function defaultOf(given: Node, file: SourceFile): number | undefined {
  const inner = given.type === "TSParameterProperty" ? (given.parameter as Node) : given;
  return inner.type === "AssignmentPattern" ? staticNumber(inner.right, file.bindings) : undefined;
}
