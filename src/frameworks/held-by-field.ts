/** What the field of a class holds, by what the class puts there and by its type. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../source-file.js";
import { memberOrPrivateName, parameterName, propertyName, type Node } from "../syntax/ast.js";
import { classBodyAround } from "../syntax/class-around.js";
import { foundOnce } from "../syntax/kept-with.js";

interface Held {
  readonly values: readonly Node[];
  readonly typed: readonly Node[];
}

const NOTHING: Held = { values: [], typed: [] };

/** What the class around gives `this.out`: the values that it assigns, and what says of which type it is. */
export function heldAs(field: TSESTree.MemberExpression, file: SourceFile): Held {
  const body = classBodyAround(field);
  return (body && fieldsOf(body, file).get(memberOrPrivateName(field) ?? "")) ?? NOTHING;
}

/** Of each class, once: all its methods ask of the same fields. */
const fieldsOf = foundOnce((body: TSESTree.ClassBody, file: SourceFile): ReadonlyMap<string, Held> => {
  const fields = new Map<string, { values: Node[]; typed: Node[] }>();
  const of = (name: string | undefined): { values: Node[]; typed: Node[] } => {
    let field = fields.get(name ?? "");
    if (!field) fields.set(name ?? "", (field = { values: [], typed: [] }));
    return field;
  };
  for (const member of body.body) {
    if (member.type === "PropertyDefinition") {
      const { values, typed } = of(member.key.type === "PrivateIdentifier" ? `#${member.key.name}` : propertyName(member));
      if (member.value) values.push(member.value);
      typed.push(member);
    } else if (member.type === "MethodDefinition" && member.kind === "constructor") {
      for (const given of member.value.params) if (given.type === "TSParameterProperty") of(parameterName(given)).typed.push(given.parameter);
    }
  }
  for (const { left, right } of file.outline.assignments) {
    if (left.type !== "MemberExpression" || left.object.type !== "ThisExpression" || classBodyAround(left) !== body) continue;
    of(memberOrPrivateName(left)).values.push(right);
  }
  return fields;
});
