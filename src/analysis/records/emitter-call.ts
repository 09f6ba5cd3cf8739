/** Which calls are of the project's own emitter, as the settings name it. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../../source-file.js";
import { dottedPath, memberName, unwrap, type Node } from "../../syntax/ast.js";
import { LEVEL_METHODS } from "../../vocabulary/loggers.js";

/** @param callee without what only types or waits */
export function isEmitterCall(callee: Node, file: SourceFile): boolean {
  const { name, style } = file.settings.emitter;
  if (style !== "method") return callee.type === "Identifier" && importedName(callee, file) === name;
  if (callee.type !== "MemberExpression" || !LEVEL_METHODS.has(memberName(callee) ?? "")) return false;
  const object = unwrap(callee.object);
  return object.type === "Identifier" ? importedName(object, file) === name : dottedPath(object)?.at(-1) === name;
}

/** The exporting module's name for what is imported under another one. */
export function importedName(identifier: TSESTree.Identifier, file: SourceFile): string {
  const binding = file.bindings.of(identifier);
  return binding.kind === "import" && binding.imported !== "default" && binding.imported !== "*" ? binding.imported : identifier.name;
}
