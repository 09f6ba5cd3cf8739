/** The edits that bring names into a file: an import that is there is joined, else one is written below those that are. */
import type { TSESTree } from "@typescript-eslint/utils";
import type { Edit, ImportNeed } from "../finding.js";
import type { SourceFile } from "../source-file.js";
import { enclosingFunction, type Node } from "../syntax/ast.js";
import { foundOnce } from "../syntax/kept-with.js";
import { findNode } from "../syntax/walk.js";
import { headerEnd, nextLine } from "./file-header.js";
import { isModuleItself, isSameImport } from "./module-path.js";
import { endOfLineOrStatement, inBraces, isFirstOnLine, lineEnd, lineIndent, quoted, textStyle } from "./text-style.js";
import { topLevelRequires } from "./top-level-requires.js";

type ModuleKind = "esm" | "commonjs" | "script";

const moduleKind = foundOnce((file: SourceFile): ModuleKind => {
  const { path, text, ast } = file.view;
  if (file.outline.imports.length > 0 || file.outline.exports.length > 0 || ast.body.some(isImportEquals)) return "esm";
  if (/\.c[jt]s$/.test(path) || /\brequire\s*\(|\bmodule\.exports\b|\bexports\.\w/.test(text)) return "commonjs";
  if (/\.m[jt]s$/.test(path) || /\bimport\.meta\b|\bDeno\./.test(text)) return "esm";
  return findNode(ast, (node) => node.type === "AwaitExpression" && !enclosingFunction(node)) ? "esm" : "script";
});

/** The edits that bring in all that is needed, or the reason why none can. */
export function importEdits(needs: readonly ImportNeed[], file: SourceFile): readonly Edit[] | { readonly skipped: string } {
  if (needs.length === 0) return [];
  const kind = moduleKind(file);
  if (kind === "script") return { skipped: "the file is a classic script, which can import nothing; make it a module first" };
  if (needs.some(({ module }) => isModuleItself(module, file.view.path, file.view.path))) {
    return {
      skipped: "the file is the module that the settings name, and does not make what would be imported; export it there first",
    };
  }
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

function specifierTexts(needs: readonly ImportNeed[], kind: ModuleKind): string[] {
  return needs.map(({ name, local }) => (name === local ? name : kind === "esm" ? `${name} as ${local}` : `${name}: ${local}`));
}

function statementText(kind: ModuleKind, module: string, needs: readonly ImportNeed[], file: SourceFile): string {
  const style = textStyle(file);
  const names = inBraces(specifierTexts(needs, kind), style);
  return kind === "esm"
    ? `import ${names} from ${quoted(module, style)}${style.semicolon}`
    : `const ${names} = require(${quoted(module, style)})${style.semicolon}`;
}

/** `import { a } from "m"` becomes `import { a, b } from "m"`, and `import a from "m"` becomes `import a, { b } from "m"`. */
function joinImport(module: string, needs: readonly ImportNeed[], file: SourceFile): Edit | undefined {
  for (const declaration of file.outline.imports) {
    if (declaration.importKind === "type" || !isSameImport(declaration.source.value, module, file.view.path)) continue;
    const last = declaration.specifiers.at(-1);
    if (last?.type === "ImportSpecifier") return behind(last, specifierTexts(needs, "esm"), file);
    if (last?.type === "ImportDefaultSpecifier")
      return { range: [last.range[1], last.range[1]], text: `, ${inBraces(specifierTexts(needs, "esm"), textStyle(file))}` };
  }
  return undefined;
}

function joinRequire(module: string, needs: readonly ImportNeed[], file: SourceFile): Edit | undefined {
  for (const { declarator, source } of topLevelRequires(file)) {
    if (declarator?.id.type !== "ObjectPattern" || !isSameImport(source, module, file.view.path)) continue;
    const last: TSESTree.Property | TSESTree.RestElement | undefined = declarator.id.properties.at(-1);
    if (last?.type === "Property") return behind(last, specifierTexts(needs, "commonjs"), file);
  }
  return undefined;
}

/** Behind the last name of a list, on lines of their own where the names have lines of their own. */
function behind(last: Node, names: readonly string[], file: SourceFile): Edit {
  const { text } = file.view;
  const separator = isFirstOnLine(text, last.range[0]) ? `,${textStyle(file).newline}${lineIndent(text, last.range[0])}` : ", ";
  return { range: [last.range[1], last.range[1]], text: names.map((name) => separator + name).join("") };
}

/** After the imports that are there; else below hashbang, header comments and directives. */
function newStatements(statements: readonly string[], kind: ModuleKind, file: SourceFile): Edit {
  const { text } = file.view;
  const style = textStyle(file);
  const last = kind === "esm" ? lastLeadingImport(file) : lastLeadingRequire(file);
  const written = statements.join(style.newline);
  if (last) {
    const end = last.range[1];
    const at = endOfLineOrStatement(text, end);
    if (at === lineEnd(text, end)) return { range: [at, at], text: style.newline + written };
    const next = end + text.slice(end).search(/\S/);
    return { range: [end, next], text: style.newline + written + style.newline };
  }
  const at = headerEnd(file);
  const opening = at > 0 && text[at - 1] !== "\n" ? style.newline : "";
  const isFollowed = text.slice(at).trim() !== "";
  const gap = !isFollowed || /^[ \t]*\r?\n/.test(text.slice(at, nextLine(text, at))) ? "" : style.newline;
  const isDirective = file.view.ast.body.some(
    (statement) => statement.type === "ExpressionStatement" && statement.directive && nextLine(text, statement.range[1]) === at,
  );
  const guard = style.semicolon === "" && /^\s*[([`]/.test(text.slice(at)) ? ";" : "";
  return { range: [at, at], text: `${opening}${isDirective ? style.newline : ""}${written}${guard}${style.newline}${gap}` };
}

/** The last import above the first statement that is none, directives apart. */
const lastLeadingImport = foundOnce((file: SourceFile): Node | undefined => {
  let last: Node | undefined;
  for (const statement of file.view.ast.body) {
    if (statement.type === "ImportDeclaration" || isImportEquals(statement)) last = statement;
    else if (last) break;
  }
  return last;
});

/** `import express = require("express")`. */
function isImportEquals(statement: Node): boolean {
  return statement.type === "TSImportEqualsDeclaration" && statement.moduleReference.type === "TSExternalModuleReference";
}

/** The last of the first `require` statements in a row: what is required later may come too late for a handler above it. */
function lastLeadingRequire(file: SourceFile): Node | undefined {
  const requires = new Set(topLevelRequires(file).map(({ statement }) => statement));
  let last: Node | undefined;
  for (const statement of file.view.ast.body) {
    if (requires.has(statement)) last = statement;
    else if (last) break;
  }
  return last;
}
