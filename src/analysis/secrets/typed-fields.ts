/** The fields that a parameter's type says it has, where the type is written in the file. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { Node } from "../../syntax/ast.js";
import { isTellingType } from "./cleared-values.js";
import type { Trace } from "./secret-trace.js";
import { CLEAN, OPAQUE, type Value } from "./secret-value.js";

/** An object whose fields carry what their names say; undefined where the file does not declare the type. */
export function fieldsOfType(parameter: Node, trace: Trace): Value | undefined {
  const inner = parameter.type === "AssignmentPattern" ? parameter.left : parameter;
  const annotation =
    "typeAnnotation" in inner ? (inner.typeAnnotation as TSESTree.TSTypeAnnotation | undefined)?.typeAnnotation : undefined;
  return annotation && fieldsOfTypeNode(annotation, trace);
}

/** The same of a type that stands elsewhere. */
export function fieldsOfTypeNode(node: TSESTree.TypeNode, trace: Trace): Value | undefined {
  const members = membersOf(node, trace);
  if (!members) return undefined;
  const fields = new Map<string, Value>();
  for (const member of members) {
    if ((member.type !== "TSPropertySignature" && member.type !== "PropertyDefinition") || member.key.type !== "Identifier") continue;
    const name = member.key.name;
    const type = member.typeAnnotation?.typeAnnotation;
    fields.set(name, isTellingType(type) ? CLEAN : type?.type === "TSStringKeyword" ? trace.byName(name, member.key) : OPAQUE);
  }
  return { kind: "object", fields, rest: [OPAQUE] };
}

/** The members of a type that is written there, or declared in the file. */
export function membersOf(
  type: TSESTree.TypeNode,
  trace: Trace,
): readonly (TSESTree.TypeElement | TSESTree.ClassElement)[] | undefined {
  if (type.type === "TSTypeLiteral") return type.members;
  if (type.type !== "TSTypeReference" || type.typeName.type !== "Identifier") return undefined;
  const { name } = type.typeName;
  for (const statement of trace.file.view.ast.body) {
    const declared = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    if (declared?.type === "TSInterfaceDeclaration" && declared.id.name === name) return declared.body.body;
    // A DTO of decorated fields; a class that does something is more than its fields.
    if (declared?.type === "ClassDeclaration" && declared.id?.name === name)
      return declared.body.body.every((member) => member.type === "PropertyDefinition") ? declared.body.body : undefined;
    if (
      declared?.type === "TSTypeAliasDeclaration" &&
      declared.id.name === name &&
      declared.typeAnnotation.type === "TSTypeLiteral"
    ) {
      return declared.typeAnnotation.members;
    }
  }
  return undefined;
}
