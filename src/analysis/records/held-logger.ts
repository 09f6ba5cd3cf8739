/** Which library's logger a name or a field holds, by its type or by what a class puts there. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { memberName, parameterName, propertyName, type Node } from "../../syntax/ast.js";
import { loggerLibrary, type LoggerLibrary } from "../../vocabulary/loggers.js";

interface Held {
  readonly values: readonly Node[];
  readonly typed: readonly Node[];
}

/** What the class around gives `this.out`: the values that it assigns, and what says of which type it is. */
export function heldAs(field: TSESTree.MemberExpression, file: SourceFile): Held {
  const name = memberName(field);
  const body = bodyAround(field);
  if (name === undefined || !body) return { values: [], typed: [] };
  const declared = body.body.filter((member) => member.type === "PropertyDefinition" && propertyName(member) === name) as TSESTree.PropertyDefinition[];
  const injected = body.body.flatMap((member) =>
    member.type === "MethodDefinition" && member.kind === "constructor"
      ? member.value.params.filter((given) => given.type === "TSParameterProperty" && parameterName(given) === name)
      : [],
  );
  const assigned = file.outline.assignments.filter(
    ({ left }) => left.type === "MemberExpression" && left.object.type === "ThisExpression" && memberName(left) === name && bodyAround(left) === body,
  );
  return {
    values: [...declared.flatMap(({ value }) => (value ? [value] : [])), ...assigned.map(({ right }) => right)],
    typed: [...declared, ...injected.map((given) => (given as TSESTree.TSParameterProperty).parameter)],
  };
}

function bodyAround(node: Node): TSESTree.ClassBody | undefined {
  let body: Node | undefined = node;
  while (body && body.type !== "ClassBody") body = body.parent;
  return body;
}

/** `log: Logger`, `log: winston.Logger`, by where the type is imported from. */
export function libraryOfType(declared: Node, file: SourceFile): LoggerLibrary | undefined {
  const target = declared.type === "AssignmentPattern" ? declared.left : declared;
  const type = "typeAnnotation" in target ? (target.typeAnnotation as TSESTree.TSTypeAnnotation | undefined)?.typeAnnotation : undefined;
  if (type?.type !== "TSTypeReference") return undefined;
  const { typeName } = type;
  const [root, last] = typeName.type === "TSQualifiedName" ? [typeName.left, typeName.right] : [typeName, typeName];
  if (root.type !== "Identifier" || last.type !== "Identifier" || !/Logger(?:Service)?$/.test(last.name)) return undefined;
  const found = file.outline.imports.find(({ specifiers }) => specifiers.some(({ local }) => local.name === root.name));
  return found && loggerLibrary(found.source.value);
}
