/** Which library's logger something is, by the type that it is declared as. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import type { Node } from "../../syntax/ast.js";
import { loggerLibrary, type LoggerLibrary } from "../../vocabulary/loggers.js";

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
