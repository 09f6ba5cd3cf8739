/** The status that an error is answered with, as the code of its class tells. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { StatusSource } from "../neighbours.js";
import { staticNumber } from "../scope/static-value.js";
import type { SourceFile } from "../source-file.js";
import { memberName, parameterName, propertyName, propertyValue, unwrap, type FunctionNode, type Node } from "../syntax/ast.js";
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
  // A `code` beside a status is one of the project's own: "TOKEN_EXPIRED".
  const assignment = (name: RegExp): Node | undefined => fn && findNode(fn.body, (inner) => assignsField(inner, name));
  const assigned = assignment(NAMED_STATUS) ?? assignment(STATUS_FIELD);
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

const NAMED_STATUS = /status/i;

function assignsField(node: Node, name: RegExp): boolean {
  return (
    node.type === "AssignmentExpression" &&
    node.left.type === "MemberExpression" &&
    node.left.object.type === "ThisExpression" &&
    node.left.property.type === "Identifier" &&
    STATUS_FIELD.test(node.left.property.name) &&
    name.test(node.left.property.name)
  );
}

/** A number that the class knows, or the parameter of its constructor that gives it, by itself or in a field. */
function sourceOf(value: Node, fn: FunctionNode | undefined, file: SourceFile): StatusSource | undefined {
  const inner = unwrap(value);
  const field = fn && fieldGiven(inner, fn, file);
  if (field) return field;
  const index = inner.type === "Identifier" ? (fn?.params.findIndex((given) => parameterName(given) === inner.name) ?? -1) : -1;
  if (fn && index >= 0) return { argument: { index, field: undefined }, otherwise: defaultOf(fn.params[index]!, file) };
  const known = staticNumber(inner, file.bindings);
  return known === undefined || known < 100 || known > 599 ? undefined : { argument: undefined, otherwise: known };
}

/** `params.status`, or `status` of `{ status = 500 }`. */
function fieldGiven(inner: Node, { params }: FunctionNode, file: SourceFile): StatusSource | undefined {
  if (inner.type === "MemberExpression" && inner.object.type === "Identifier") {
    const { name } = inner.object;
    const index = params.findIndex((given) => parameterName(given) === name);
    const field = memberName(inner);
    return index < 0 || field === undefined ? undefined : { argument: { index, field }, otherwise: undefined };
  }
  if (inner.type !== "Identifier") return undefined;
  for (const [index, given] of params.entries()) {
    const pattern = given.type === "AssignmentPattern" ? given.left : given;
    if (pattern.type !== "ObjectPattern") continue;
    const taken = pattern.properties.find((property) => property.type === "Property" && parameterName(property.value) === inner.name);
    const field = taken && propertyName(taken);
    if (taken?.type === "Property" && field !== undefined) return { argument: { index, field }, otherwise: defaultOf(taken.value, file) };
  }
  return undefined;
}

function defaultOf(given: Node, file: SourceFile): number | undefined {
  const inner = given.type === "TSParameterProperty" ? (given.parameter as Node) : given;
  return inner.type === "AssignmentPattern" ? staticNumber(inner.right, file.bindings) : undefined;
}
