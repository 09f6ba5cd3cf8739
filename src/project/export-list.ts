/** Which names a file exports, and which other files they lead to. Looks at one file alone. */
import { exportedNames } from "../frameworks/exported-names.js";
import { requiredModule, type Lead } from "../frameworks/lead-of.js";
import { importedPath } from "../scope/imported-path.js";
import type { SourceFile } from "../source-file.js";
import { unwrap, type Node } from "../syntax/ast.js";

/** The exports of a file by name: little enough to be kept when the tree is not, so that a barrel is parsed once. */
export interface ExportList {
  /** Names whose value stands in the file, or is imported there by a name of its own. */
  readonly own: ReadonlySet<string>;
  /** `export { a as b } from "./x"`, `export * as b from "./x"`. */
  readonly handedOn: ReadonlyMap<string, Lead>;
  /** `export * from "./x"`. */
  readonly stars: readonly string[];
}

/** Types are left out: they are gone when the program runs. */
export function exportList(file: SourceFile): ExportList {
  const names = exportedNames(file);
  const own = new Set(names.flatMap(({ name, value }) => (value ? [name] : [])));
  const handedOn = new Map<string, Lead>();
  const stars = names.flatMap(({ name, value }) => (name === "default" && value ? requiredBy(unwrap(value), file) : []));
  for (const node of file.outline.exports) {
    if (node.type === "ExportAllDeclaration" && node.exportKind !== "type") {
      if (node.exported) handedOn.set(nameOf(node.exported), { source: node.source.value, path: ["*"] });
      else stars.push(node.source.value);
    } else if (node.type === "ExportNamedDeclaration" && node.exportKind !== "type") {
      if (node.declaration?.type === "TSEnumDeclaration") own.add(node.declaration.id.name);
      for (const { exported, local } of node.source ? node.specifiers : [])
        handedOn.set(nameOf(exported), { source: node.source!.value, path: [nameOf(local)] });
    }
  }
  return { own, handedOn, stars };
}

/** `module.exports = require("./x")`, or a spread of it or of the constant that it was put into, hands on all that is there. */
function requiredBy(value: Node, file: SourceFile): string[] {
  if (value.type === "ObjectExpression") return value.properties.flatMap((property) => (property.type === "SpreadElement" ? spreadOf(unwrap(property.argument), file) : []));
  const source = value.type === "CallExpression" ? requiredModule(value) : undefined;
  return source === undefined ? [] : [source];
}

function spreadOf(value: Node, file: SourceFile): string[] {
  const imported = value.type === "Identifier" ? importedPath(value, file.bindings) : undefined;
  return imported && /^(?:default|\*)$/.test(imported.path.join(".")) ? [imported.source] : requiredBy(value, file);
}

/**
 * By the list alone: the files that an export leads on to, none where there is no such export; `here` when it stands in the
 * file.
 */
export function leadsOf(list: ExportList, path: readonly string[]): readonly Lead[] | "here" {
  const [name, ...members] = path[0] === "*" ? path.slice(1) : path;
  if (name === undefined) return [];
  if (list.own.has(name)) return "here";
  const lead = list.handedOn.get(name);
  if (lead) return [{ source: lead.source, path: [...lead.path, ...members] }];
  // `require()` gives the module itself, and what it holds stands one step nearer.
  if (name === "default") return leadsOf(list, members);
  return list.stars.map((source) => ({ source, path: [name, ...members] }));
}

function nameOf(node: Node): string {
  return node.type === "Identifier" ? node.name : node.type === "Literal" ? String(node.value) : "";
}
