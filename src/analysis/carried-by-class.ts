/** What a field of a class holds, by what the class assigns to it. */
import type { TSESTree } from "@typescript-eslint/utils";
import { memberName, propertyName, type Node } from "../syntax/ast.js";
import { isTellingType } from "./cleared-values.js";
import type { Trace } from "./secret-trace.js";
import { CLEAN, either, OPAQUE, type Value } from "./secret-value.js";

/** `this.key`: by its name; for a name that says nothing, by what the class assigns to it. */
export function valueOfClassField(node: TSESTree.MemberExpression, name: string, trace: Trace): Value {
  let outer: Node | undefined = node.parent;
  while (outer && outer.type !== "ClassBody") outer = outer.parent;
  const body = outer;
  if (!body) return trace.byName(name, node);
  const declared = body.body.find(
    (member): member is TSESTree.PropertyDefinition => member.type === "PropertyDefinition" && keyOf(member) === name,
  );
  if (isTellingType(declared?.typeAnnotation?.typeAnnotation)) return CLEAN;
  const given = [
    ...(declared?.value ? [declared.value] : []),
    ...trace.file.outline.assignments
      .filter(
        ({ left, range }) =>
          range[0] > body.range[0] &&
          range[1] < body.range[1] &&
          left.type === "MemberExpression" &&
          left.object.type === "ThisExpression" &&
          ownMemberName(left) === name,
      )
      .map(({ right }) => right),
  ];
  const value = given.length === 0 ? OPAQUE : either(given.map((one) => trace.valueOf(one)));
  return trace.settle(value, name, node);
}

function keyOf(member: TSESTree.PropertyDefinition): string | undefined {
  return member.key.type === "PrivateIdentifier" ? member.key.name : propertyName(member);
}

/** The name of a member of `this`, private ones too. */
export function ownMemberName(callee: TSESTree.MemberExpression): string | undefined {
  return callee.property.type === "PrivateIdentifier" ? callee.property.name : memberName(callee);
}
