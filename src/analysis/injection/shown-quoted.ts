/** Whether console shows an argument as it shows objects, with its texts in quotes: no line break in them breaks the line. */
import type { SourceFile } from "../../source-file.js";
import { dottedPath, outermostFunction, type Node } from "../../syntax/ast.js";
import { textKey, textUses } from "./text-uses.js";

/** A list or an object: by its type, or by what is done with it. */
export function isShownQuoted(node: Node, file: SourceFile): boolean {
  const binding = node.type === "Identifier" ? file.bindings.of(node) : undefined;
  const name = binding?.kind === "parameter" ? (binding.variable.defs[0]?.name as Node | undefined) : undefined;
  const type = name?.type === "Identifier" ? name.typeAnnotation?.typeAnnotation : undefined;
  if (type && /^TS(?:Array|Tuple|TypeReference|TypeLiteral)/.test(type.type)) return true;
  const within = outermostFunction(node);
  return within !== undefined && dottedPath(node) !== undefined && textUses(within, file).goneThrough.has(textKey(node, file));
}
