/** How a file names a module of the settings: as it names the project's other modules, by an alias or by the way there. */
import type { Alias } from "../neighbours.js";
import type { SourceFile } from "../source-file.js";
import { isEdgeFunction } from "../vocabulary/file-kinds.js";
import { isSameModule, specifierFrom } from "./module-path.js";
import { topLevelRequires } from "./top-level-requires.js";

/** The specifier for a new import. One that the settings give by an alias, or as a package, stays what it is. */
export function writtenSpecifier(module: string, file: SourceFile): string {
  const byWay = specifierFrom(module, file.view.path);
  const aliases = byWay.startsWith("../") ? aliasesOf(module, file) : [];
  if (aliases.length === 0) return byWay;
  const sources = importedSources(file);
  const uses = (alias: Alias): number => sources.filter((source) => source.startsWith(alias.begins)).length;
  const ways = sources.filter((source) => source.startsWith("../")).length;
  const most = aliases.reduce((best, alias) => (uses(alias) > uses(best) ? alias : best));
  if (uses(most) > 0) return uses(most) >= ways ? most.specifier : byWay;
  if (ways > 0) return byWay;
  return aliases.find(({ begins }) => file.neighbours.isAliasInUse(begins))?.specifier ?? byWay;
}

/** The specifiers in the file that mean the module, in whatever form. */
export function specifiersOf(module: string, file: SourceFile): ReadonlySet<string> {
  const byAlias = aliasesOf(module, file).map(({ specifier }) => specifier);
  return new Set(
    importedSources(file).filter((source) => byAlias.includes(source) || isSameModule(source, module, file.view.path)),
  );
}

function aliasesOf(module: string, { view: { path }, neighbours }: SourceFile): readonly Alias[] {
  // Deno reads no tsconfig.
  return module.startsWith("./") && !isEdgeFunction(path) ? neighbours.aliasesOf(path, module) : [];
}

function importedSources(file: SourceFile): string[] {
  const imported = file.outline.imports.map(({ source }) => source.value);
  return [...imported, ...topLevelRequires(file).map(({ source }) => source)];
}
