/** Under which name a file has, or will have, what an edit uses; and the edits that bring it in. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { Edit, ImportNeed } from "../finding.js";
import type { SourceFile } from "../source-file.js";
import { unwrap, type Node } from "../syntax/ast.js";
import { lineEnd, quoted, textStyle } from "./text-style.js";

/** How the text of an edit reaches an exported name, and what the file must import for it (nothing when it is there). */
export interface LocalName {
  readonly text: string;
  readonly needs: readonly ImportNeed[];
}

/** The local name of an export: an import that is there in any form, aliased too, else a new one under a free name. */
export function localName(module: string, name: string, file: SourceFile): LocalName {
  const there = importedAs(name, file);
  if (there !== undefined) return { text: there, needs: [] };
  const specifier = specifierFrom(module, file.view.path);
  const taken = file.bindings.takenNames();
  let local = name;
  for (let count = 0; taken.has(local); count++) local = count === 0 ? `${name}Emitter` : `${name}Emitter${count}`;
  return { text: local, needs: [{ module: specifier, name, local }] };
}

/** The text by which the file reaches something that it imports or requires under that exported name. */
function importedAs(name: string, file: SourceFile): string | undefined {
  for (const declaration of file.outline.imports) {
    if (declaration.importKind === "type") continue;
    for (const specifier of declaration.specifiers) {
      if (specifier.type === "ImportSpecifier" && specifier.importKind !== "type" && exportedName(specifier) === name) return specifier.local.name;
      if (specifier.type === "ImportDefaultSpecifier" && specifier.local.name === name) return name;
    }
  }
  const variable = file.bindings.topLevel(name);
  if (variable) {
    const binding = file.bindings.describe(variable);
    if (binding.kind === "import" && binding.imported === name) return name;
  }
  return undefined;
}

function exportedName(specifier: TSESTree.ImportSpecifier): string {
  return specifier.imported.type === "Identifier" ? specifier.imported.name : String(specifier.imported.value);
}

/** `./src/lib/logging` from the project's root, as seen from the file; any other specifier as it is. */
export function specifierFrom(module: string, path: string): string {
  if (!module.startsWith("./")) return module;
  const target = module.slice(2).split("/");
  const folder = path.split("/").slice(0, -1);
  let shared = 0;
  while (shared < folder.length && shared < target.length - 1 && folder[shared] === target[shared]) shared++;
  const up = folder.length - shared;
  return `${up === 0 ? "./" : "../".repeat(up)}${target.slice(shared).join("/")}`;
}

type ModuleKind = "esm" | "commonjs" | "script";

function moduleKind(file: SourceFile): ModuleKind {
  const { path, text } = file.view;
  if (file.outline.imports.length > 0 || file.outline.exports.length > 0) return "esm";
  if (/\.c[jt]s$/.test(path) || /\brequire\s*\(|\bmodule\.exports\b|\bexports\.\w/.test(text)) return "commonjs";
  if (/\.m[jt]s$/.test(path) || /\bimport\.meta\b|^\s*await\s|\bDeno\./m.test(text)) return "esm";
  return "script";
}

/** The edits that bring in all that is needed, or the reason why none can. */
export function importEdits(needs: readonly ImportNeed[], file: SourceFile): readonly Edit[] | { readonly skipped: string } {
  if (needs.length === 0) return [];
  const kind = moduleKind(file);
  if (kind === "script") return { skipped: "the file is a classic script, which can import nothing; make it a module first" };
  const byModule = new Map<string, ImportNeed[]>();
  for (const need of needs) {
    const list = byModule.get(need.module) ?? [];
    if (!list.some(({ local }) => local === need.local)) list.push(need);
    byModule.set(need.module, list);
  }
  const edits: Edit[] = [];
  const fresh: string[] = [];
  for (const [module, wanted] of byModule) {
    const joined = kind === "esm" ? joinImport(module, wanted, file) : joinRequire(module, wanted, file);
    if (joined) edits.push(joined);
    else fresh.push(statementText(kind, module, wanted, file));
  }
  if (fresh.length > 0) edits.push(newStatements(fresh, kind, file));
  return edits;
}

function specifierText({ name, local }: ImportNeed, kind: ModuleKind): string {
  return name === local ? name : kind === "esm" ? `${name} as ${local}` : `${name}: ${local}`;
}

function statementText(kind: ModuleKind, module: string, needs: readonly ImportNeed[], file: SourceFile): string {
  const style = textStyle(file);
  const names = `{ ${needs.map((need) => specifierText(need, kind)).join(", ")} }`;
  return kind === "esm"
    ? `import ${names} from ${quoted(module, style)}${style.semicolon}`
    : `const ${names} = require(${quoted(module, style)})${style.semicolon}`;
}

/** `import { a } from "m"` becomes `import { a, b } from "m"`. */
function joinImport(module: string, needs: readonly ImportNeed[], file: SourceFile): Edit | undefined {
  for (const declaration of file.outline.imports) {
    if (declaration.source.value !== module || declaration.importKind === "type") continue;
    const last = declaration.specifiers.findLast((specifier) => specifier.type === "ImportSpecifier");
    if (last) return { range: [last.range[1], last.range[1]], text: `, ${needs.map((need) => specifierText(need, "esm")).join(", ")}` };
  }
  return undefined;
}

function joinRequire(module: string, needs: readonly ImportNeed[], file: SourceFile): Edit | undefined {
  for (const { declarator, source } of topLevelRequires(file)) {
    if (source !== module || declarator.id.type !== "ObjectPattern") continue;
    const last = declarator.id.properties.at(-1);
    if (last?.type === "Property") return { range: [last.range[1], last.range[1]], text: `, ${needs.map((need) => specifierText(need, "commonjs")).join(", ")}` };
  }
  return undefined;
}

interface Required {
  readonly statement: Node;
  readonly declarator: TSESTree.VariableDeclarator;
  readonly source: string;
}

function topLevelRequires(file: SourceFile): Required[] {
  const found: Required[] = [];
  for (const statement of file.view.ast.body) {
    if (statement.type !== "VariableDeclaration") continue;
    for (const declarator of statement.declarations) {
      const source = declarator.init && requiredSource(declarator.init);
      if (source !== undefined && source !== null) found.push({ statement, declarator, source });
    }
  }
  return found;
}

function requiredSource(node: Node): string | undefined {
  let inner = unwrap(node);
  while (inner.type === "MemberExpression" || inner.type === "CallExpression") {
    if (inner.type === "CallExpression" && inner.callee.type === "Identifier" && inner.callee.name === "require") {
      const first = inner.arguments[0];
      return first?.type === "Literal" && typeof first.value === "string" ? first.value : undefined;
    }
    inner = unwrap(inner.type === "MemberExpression" ? inner.object : inner.callee);
  }
  return undefined;
}

/** After the imports that are there; else below hashbang, header comments and directives. */
function newStatements(statements: readonly string[], kind: ModuleKind, file: SourceFile): Edit {
  const { text } = file.view;
  const { newline } = textStyle(file);
  const last = kind === "esm" ? lastLeadingImport(file) : topLevelRequires(file).at(-1)?.statement;
  const written = statements.join(newline);
  if (last) {
    const rest = text.slice(last.range[1], lineEnd(text, last.range[1]));
    const at = /^[ \t]*;?[ \t]*(?:\/\/.*|\/\*.*\*\/[ \t]*)?$/.test(rest) ? lineEnd(text, last.range[1]) : last.range[1];
    return { range: [at, at], text: newline + written };
  }
  const at = afterHeader(file);
  const atStart = at === 0 || text[at - 1] === "\n";
  return { range: [at, at], text: `${atStart ? "" : newline}${written}${newline}${startsWithBlankLine(text, at) ? "" : newline}` };
}

function startsWithBlankLine(text: string, at: number): boolean {
  return /^[ \t]*\r?\n/.test(text.slice(at, at + 200)) || text.slice(at).trim() === "";
}

/** The last import above the first statement that is none; the last of all when the file does not begin with one. */
function lastLeadingImport(file: SourceFile): Node | undefined {
  let last: Node | undefined;
  for (const statement of file.view.ast.body) {
    if (statement.type === "ImportDeclaration") last = statement;
    else if (last && !(statement.type === "ExpressionStatement" && typeof statement.directive === "string")) break;
  }
  return last;
}

const HEADER = /licen[cs]e|copyright|spdx|@ts-|eslint|oxlint|prettier|biome|@file|@jest|@vitest|@flow|@jsx|deno-lint|triple-slash|^\/\s*<(?:reference|amd)/i;

/** Behind the hashbang, the directives and the comments that speak of the file as a whole. */
function afterHeader(file: SourceFile): number {
  const { text, ast, comments } = file.view;
  let at = text.startsWith("#!") ? nextLine(text, 0) : 0;
  for (const statement of ast.body) {
    if (statement.type !== "ExpressionStatement" || typeof statement.directive !== "string") break;
    at = nextLine(text, statement.range[1]);
  }
  const first = ast.body.find((statement) => statement.range[0] >= at);
  for (const comment of comments) {
    if (comment.range[0] < at) continue;
    if (first && comment.range[0] > first.range[0]) break;
    const after = nextLine(text, comment.range[1]);
    if (HEADER.test(comment.value) || /^[ \t]*\r?\n/.test(text.slice(after, after + 200))) at = after;
    else break;
  }
  while (at > 0 && first && /^[ \t]*\r?\n/.test(text.slice(at, at + 200)) && nextLine(text, at) <= first.range[0]) at = nextLine(text, at);
  return at;
}

function nextLine(text: string, offset: number): number {
  const next = text.indexOf("\n", offset);
  return next < 0 ? text.length : next + 1;
}
