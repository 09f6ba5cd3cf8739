/** The shapes of what a file exports: its functions' results, what they hand on, and its types. */
import type { Lead } from "../frameworks/lead-of.js";
import { findExport } from "../frameworks/find-export.js";
import { handedShape } from "../analysis/shapes/handed-shape.js";
import { parameterOfDeclared, shapeOfDeclared } from "../analysis/shapes/shape-of-type.js";
import { returnedShape } from "../analysis/shapes/shape-of-value.js";
import type { Facet, Shape } from "../neighbours.js";
import type { SourceFile } from "../source-file.js";
import { declaredType } from "../syntax/declared-types.js";

/** True for what is gone when the program runs, which the list of a file's exports does not have. */
export function isOfType(facet: Facet): boolean {
  return facet === "type" || facet.startsWith("parameter ");
}

/** @param path the export and its members, where it is made in the file itself */
export function shapeInFile(file: SourceFile, path: readonly string[], facet: Facet): Shape | undefined {
  const [kind, first, second] = facet.split(" ");
  if (kind === "type") return shapeOfDeclared(path[0]!, file);
  if (kind === "parameter") return parameterOfDeclared(path[0]!, Number(first), file);
  const found = findExport(file, path);
  if (found?.kind !== "function") return undefined;
  return kind === "returned" ? returnedShape(found.fn, file) : handedShape(found.fn, Number(first), Number(second), file);
}

/** Where a type of that name is declared: under a name of this file, or in the files that it is handed on from. */
export function typeLeads(file: SourceFile, name: string): { readonly here: string } | readonly Lead[] {
  const stars: Lead[] = [];
  for (const node of file.outline.exports) {
    if (node.type === "ExportDefaultDeclaration" && name === "default") {
      const { declaration } = node;
      if (declaration.type === "Identifier") return leadOfName(declaration.name, file);
      if ("id" in declaration && declaration.id?.type === "Identifier") return { here: declaration.id.name };
    } else if (node.type === "ExportAllDeclaration" && !node.exported) {
      stars.push({ source: node.source.value, path: [name] });
    } else if (node.type === "ExportNamedDeclaration") {
      for (const { exported, local } of node.specifiers) {
        if (exported.type !== "Identifier" || exported.name !== name || local.type !== "Identifier") continue;
        return node.source ? [{ source: node.source.value, path: [local.name] }] : leadOfName(local.name, file);
      }
    }
  }
  return declaredType(name, file.view.ast) ? { here: name } : stars;
}

/** What the file itself calls so. */
function leadOfName(name: string, file: SourceFile): { readonly here: string } | readonly Lead[] {
  for (const { source, specifiers } of file.outline.imports) {
    for (const specifier of specifiers) {
      if (specifier.local.name !== name || specifier.type === "ImportNamespaceSpecifier") continue;
      const imported = specifier.type === "ImportDefaultSpecifier" ? "default" : specifier.imported;
      return [{ source: source.value, path: [typeof imported === "string" ? imported : imported.type === "Identifier" ? imported.name : imported.value] }];
    }
  }
  return { here: name };
}
