/** Under which name a file has, or will have, what an edit uses. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { ImportNeed } from "../finding.js";
import type { SourceFile } from "../source-file.js";
import { unwrap, type Node } from "../syntax/ast.js";
import { isModuleItself } from "./module-path.js";
import { topLevelRequires } from "./top-level-requires.js";
import { specifiersOf, writtenSpecifier } from "./written-specifier.js";

/** How the text of an edit reaches an exported name, and what the file must import for it (nothing when it is there). */
export interface LocalName {
  readonly text: string;
  readonly needs: readonly ImportNeed[];
}

/**
 * The local name of an export: an import that is there in any form, aliased too, else a new one under a free name.
 * @param fromAnywhere whether an import of that name from another module is taken for it, as the emitter's is
 */
export function localName(module: string, name: string, file: SourceFile, at: Node, fromAnywhere = false): LocalName {
  const { bindings } = file;
  for (const { text, root } of waysThere(module, name, file, fromAnywhere)) {
    const variable = bindings.lookUp(root, at);
    if (variable && variable === bindings.topLevel(root)) return { text, needs: [] };
  }
  const taken = bindings.takenNames();
  let local = name;
  for (let count = 1; taken.has(local); count++)
    local = `app${name[0]!.toUpperCase()}${name.slice(1)}${count === 1 ? "" : count}`;
  const [there] = specifiersOf(module, file);
  return { text: local, needs: [{ module: there ?? writtenSpecifier(module, file), name, local }] };
}

interface Way {
  readonly text: string;
  /** The name that the file binds. */
  readonly root: string;
}

/** The texts by which the file reaches an export that it imports or requires. */
function waysThere(module: string, name: string, file: SourceFile, fromAnywhere: boolean): Way[] {
  const ways: Way[] = [];
  const same = specifiersOf(module, file);
  for (const declaration of file.outline.imports) {
    if (declaration.importKind === "type") continue;
    const isSame = same.has(declaration.source.value);
    for (const specifier of declaration.specifiers) {
      const root = specifier.local.name;
      if (specifier.type === "ImportNamespaceSpecifier") {
        if (isSame) ways.push({ text: `${root}.${name}`, root });
      } else if (isSame || fromAnywhere) {
        const imported = specifier.type === "ImportDefaultSpecifier" ? root : exportedName(specifier);
        const isType = specifier.type === "ImportSpecifier" && specifier.importKind === "type";
        if (imported === name && !isType) ways.push({ text: root, root });
      }
    }
  }
  return [...ways, ...requiredWays(module, name, file, fromAnywhere), ...ownWays(module, name, file, fromAnywhere)];
}

/** What the file makes itself under that name, where that can be what is meant: `const securityLog = createEmitter()`. */
function ownWays(module: string, name: string, file: SourceFile, fromAnywhere: boolean): Way[] {
  const variable = file.bindings.topLevel(name);
  const binding = variable && file.bindings.describe(variable);
  if (!binding) return [];
  if (isModuleItself(module, file.view.path)) return [{ text: name, root: name }];
  if (!fromAnywhere || binding.kind !== "variable" || !binding.init) return [];
  const init = unwrap(binding.init);
  const isMade = init.type === "CallExpression" || init.type === "ObjectExpression" || init.type === "MemberExpression";
  return isMade ? [{ text: name, root: name }] : [];
}

function requiredWays(module: string, name: string, file: SourceFile, fromAnywhere: boolean): Way[] {
  const same = specifiersOf(module, file);
  return topLevelRequires(file).flatMap(({ declarator, source }): Way[] => {
    if (!declarator) return [];
    const isSame = same.has(source);
    if (declarator.id.type === "Identifier") {
      const root = declarator.id.name;
      const isWhole = declarator.init?.type === "CallExpression";
      if (isSame && isWhole) return [{ text: root === name ? name : `${root}.${name}`, root }];
      const isMember = declarator.init?.type === "MemberExpression" && root === name;
      return isMember && (isSame || fromAnywhere) ? [{ text: root, root }] : [];
    }
    if (declarator.id.type !== "ObjectPattern" || (!isSame && !fromAnywhere)) return [];
    return declarator.id.properties.flatMap((property): Way[] => {
      if (property.type !== "Property" || property.key.type !== "Identifier" || property.key.name !== name) return [];
      return property.value.type === "Identifier" ? [{ text: property.value.name, root: property.value.name }] : [];
    });
  });
}

function exportedName(specifier: TSESTree.ImportSpecifier): string {
  return specifier.imported.type === "Identifier" ? specifier.imported.name : String(specifier.imported.value);
}
