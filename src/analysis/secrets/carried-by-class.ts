/** What a field of a class holds, by what the class assigns to it. */
import type { TSESTree } from "@typescript-eslint/utils";
import { memberName, parameterName, propertyName, type FunctionNode, type Node } from "../../syntax/ast.js";
import { classBodyAround } from "../../syntax/class-around.js";
import { isTellingType } from "./cleared-values.js";
import { returnedWith } from "./returned-values.js";
import type { Trace } from "./secret-trace.js";
import { CLEAN, either, isUnknown, OPAQUE, RECORD, type Value } from "./secret-value.js";

/** `this.key`: by its name; for a name that says nothing, by what the class assigns to it. */
export function valueOfClassField(node: TSESTree.MemberExpression, name: string, trace: Trace): Value {
  const body = classBodyAround(node);
  if (!body) return trace.byName(name, node);
  const got = returnedByGetter(body, name, trace);
  if (got) return got;
  const declared = body.body.find(
    (member): member is TSESTree.PropertyDefinition => member.type === "PropertyDefinition" && keyOf(member) === name,
  );
  if (isTellingType(declared?.typeAnnotation?.typeAnnotation)) return CLEAN;
  const given = [
    ...(declared?.value ? [declared.value] : []),
    ...assignmentsToThis(body, trace)
      .filter(({ left }) => ownMemberName(left) === name)
      .map(({ right }) => right),
  ];
  const value = given.length === 0 ? OPAQUE : either(given.map((one) => trace.valueOf(one)));
  return trace.settle(value, name, node);
}

/** `get auth() { return … }`: what it returns, where that says anything. */
export function returnedByGetter(body: TSESTree.ClassBody, name: string, trace: Trace): Value | undefined {
  const getter = body.body.find(
    (member): member is TSESTree.MethodDefinition => member.type === "MethodDefinition" && member.kind === "get" && keyOf(member) === name,
  );
  const value = getter?.value.type === "FunctionExpression" ? returnedWith(getter.value, [], trace) : undefined;
  return value && !isUnknown(value) ? value : undefined;
}

/** `Mailer.password` with a static field or getter of a class of the file; undefined where the class has none of that name. */
export function valueOfStaticMember(body: TSESTree.ClassBody, name: string, node: Node, trace: Trace): Value | undefined {
  const field = body.body.find(
    (member): member is TSESTree.PropertyDefinition => member.type === "PropertyDefinition" && member.static && keyOf(member) === name,
  );
  if (field?.value) return trace.settle(trace.valueOf(field.value), name, node);
  return returnedByGetter(body, name, trace);
}

/** What an object of the class shows when it is logged: its fields, as the constructor sets them from these arguments. */
export function valueOfInstance(body: TSESTree.ClassBody, args: readonly Node[], trace: Trace): Value {
  // A class that says how it is written knows what it leaves out.
  if (body.body.some((member) => member.type === "MethodDefinition" && writesItself(member))) return RECORD;
  const fields = new Map<string, Value>();
  for (const member of body.body) {
    if (member.type !== "PropertyDefinition" || member.static || member.key.type === "PrivateIdentifier") continue;
    const name = propertyName(member);
    if (name !== undefined && member.value) fields.set(name, trace.settle(trace.valueOf(member.value), name, member));
  }
  const built = body.body.find(
    (member): member is TSESTree.MethodDefinition => member.type === "MethodDefinition" && member.kind === "constructor",
  );
  if (built?.value.type === "FunctionExpression") setByConstructor(built.value, body, args, fields, trace);
  return { kind: "object", fields, rest: [OPAQUE] };
}

function setByConstructor(fn: FunctionNode, body: Node, args: readonly Node[], fields: Map<string, Value>, trace: Trace): void {
  const given = args.map((argument) => trace.valueOf(argument));
  const inside = trace.insideCall(fn, given);
  if (!inside) return;
  fn.params.forEach((parameter, index) => {
    const name = parameter.type === "TSParameterProperty" ? parameterName(parameter) : undefined;
    if (name !== undefined) fields.set(name, trace.settle(given[index] ?? CLEAN, name, parameter));
  });
  for (const { left, right } of assignmentsToThis(body, trace)) {
    const name = left.property.type === "PrivateIdentifier" ? undefined : memberName(left);
    if (name !== undefined && right.range[0] > fn.range[0] && right.range[1] < fn.range[1])
      fields.set(name, trace.settle(inside.valueOf(right), name, left));
  }
}

function writesItself(member: TSESTree.MethodDefinition): boolean {
  return keyOf(member) === "toJSON" || (member.computed && member.key.type === "MemberExpression" && memberName(member.key) === "custom");
}

function assignmentsToThis(body: Node, trace: Trace): { left: TSESTree.MemberExpression; right: Node }[] {
  return trace.file.outline.assignments.flatMap(({ left, right, range }) =>
    range[0] > body.range[0] && range[1] < body.range[1] && left.type === "MemberExpression" && left.object.type === "ThisExpression"
      ? [{ left, right }]
      : [],
  );
}

function keyOf(member: TSESTree.PropertyDefinition | TSESTree.MethodDefinition): string | undefined {
  return member.key.type === "PrivateIdentifier" ? member.key.name : propertyName(member);
}

/** The name of a member of `this`, private ones too. */
export function ownMemberName(callee: TSESTree.MemberExpression): string | undefined {
  return callee.property.type === "PrivateIdentifier" ? callee.property.name : memberName(callee);
}
