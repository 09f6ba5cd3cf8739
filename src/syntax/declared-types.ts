/** Types that the file itself declares, and what they say of fields. */
import type { TSESTree } from "@typescript-eslint/utils";

export type TypeDeclaration = TSESTree.TSInterfaceDeclaration | TSESTree.TSTypeAliasDeclaration | TSESTree.ClassDeclaration;
export type TypeMember = TSESTree.TypeElement | TSESTree.ClassElement;

/** The declaration at the top of the file, exported or not; undefined for types of other files. */
export function declaredType(name: string, { body }: TSESTree.Program): TypeDeclaration | undefined {
  for (const statement of body) {
    const declared = statement.type === "ExportNamedDeclaration" ? statement.declaration : statement;
    const isType = declared?.type === "TSInterfaceDeclaration" || declared?.type === "TSTypeAliasDeclaration" || declared?.type === "ClassDeclaration";
    if (isType && declared.id?.name === name) return declared;
  }
  return undefined;
}

/** The members of a type that is written there, or declared in the file. */
export function membersOf(type: TSESTree.TypeNode, program: TSESTree.Program): readonly TypeMember[] | undefined {
  if (type.type === "TSTypeLiteral") return type.members;
  const name = type.type === "TSTypeReference" && type.typeName.type === "Identifier" ? type.typeName.name : undefined;
  const declared = name === undefined ? undefined : declaredType(name, program);
  switch (declared?.type) {
    case "TSInterfaceDeclaration":
      return declared.body.body;
    case "ClassDeclaration":
      // A DTO of decorated fields; a class that does something is more than its fields.
      return declared.body.body.every((member) => member.type === "PropertyDefinition") ? declared.body.body : undefined;
    case "TSTypeAliasDeclaration":
      return declared.typeAnnotation.type === "TSTypeLiteral" ? declared.typeAnnotation.members : undefined;
    default:
      return undefined;
  }
}
