/** Adds the plugin to an ESLint flat config, as text: what is there stays as it is. */
import type { TSESTree } from "@typescript-eslint/utils";
import { applyEdits } from "../edits/apply-edits.js";
import { endOfLineOrStatement, isFirstOnLine, lineIndent, quoted, textStyle, type TextStyle } from "../edits/text-style.js";
import { headerEnd } from "../edits/file-header.js";
import type { Edit } from "../finding.js";
import { parseSource, UnparsableFile } from "../parse.js";
import { readSettings } from "../settings.js";
import { openSourceFile, type SourceFile } from "../source-file.js";
import { calleeName, dottedPath, propertyName, unwrap, type Node } from "../syntax/ast.js";
import { findNode } from "../syntax/walk.js";

export type ConfigChange =
  | { readonly text: string }
  /** The plugin is there already, with settings of its own where it needs some. */
  | { readonly unchanged: true }
  /** No edit is safe; `snippet` is what to put there by hand. */
  | { readonly snippet: string; readonly reason: string };

/** Settings as JSON, for `settings["audit-logging"]`; undefined where the defaults will do. */
export type SettingsJson = Readonly<Record<string, unknown>> | undefined;

const PLUGIN = "eslint-plugin-audit-logging";
/** Calls that take configs, one an argument or all in an array. */
const TAKES_CONFIGS = /^(?:defineConfig|config|createConfig|withNuxt)$/;

/** @param path decides how the file is parsed, and whether it is a CommonJS module */
export function addToEslintConfig(text: string, path: string, settings: SettingsJson): ConfigChange {
  const isNamed = text.includes(PLUGIN);
  if (isNamed && !settings) return { unchanged: true };
  const commonJs = isCommonJs(text, path);
  const byHand = (reason: string): ConfigChange => ({ snippet: snippet(settings, isNamed, commonJs), reason });
  let file: SourceFile;
  try {
    file = openSourceFile(parseSource(text, path), readSettings(undefined));
  } catch (error) {
    if (!(error instanceof UnparsableFile)) throw error;
    return isNamed && /["']audit-logging["']\s*:/.test(text) ? { unchanged: true } : byHand(`it does not parse: ${error.message}`);
  }
  if (isNamed && mayHoldSettings(file)) return { unchanged: true };
  const value = exportedValue(file);
  const list = value && configList(value, file);
  if (!list) return byHand("what it exports is no plain list of configs");
  if (!isNamed && file.bindings.lookUp("auditLogging", file.view.ast)) return byHand("it uses the name auditLogging already");
  const style = textStyle(file);
  const entry = listEdit(list, entries(settings, isNamed, style), file, style);
  return { text: applyEdits(text, isNamed ? [entry] : [importEdit(commonJs, file, style), entry]) };
}

/** `settings: { "audit-logging": … }`, or settings that stand elsewhere. */
function mayHoldSettings(file: SourceFile): boolean {
  const holds = (node: Node): boolean => {
    if (node.type !== "Property" || propertyName(node) !== "settings") return false;
    const value = unwrap(node.value);
    return value.type !== "ObjectExpression" || value.properties.some((one) => one.type === "SpreadElement" || propertyName(one) === "audit-logging");
  };
  return findNode(file.view.ast, holds) !== undefined;
}

/** Where there is no text to go by. */
const NEW_STYLE: TextStyle = { newline: "\n", mixed: false, indent: "  ", quote: '"', semicolon: ";", mixedSemicolons: false, padding: " ", width: 120 };

/** How a new config is to read TypeScript: not at all where the parser does not take the project's compiler. */
export type TypescriptReading = "none" | "parser" | "left out";

const TYPESCRIPT_FILES = `["**/*.{ts,tsx,mts,cts}"]`;

/** A config for a project that has none. */
export function newEslintConfig(settings: SettingsJson, typescript: TypescriptReading): string {
  return [
    ...(typescript === "parser" ? [`import parser from "@typescript-eslint/parser";`] : []),
    `import auditLogging from "${PLUGIN}";`,
    "",
    "export default [",
    ...(typescript === "parser" ? [`  { files: ${TYPESCRIPT_FILES}, languageOptions: { parser } },`] : []),
    ...(typescript === "left out" ? [`  { ignores: ${TYPESCRIPT_FILES} },`] : []),
    ...entries(settings, false, NEW_STYLE).map((line) => `  ${line},`),
    "];",
    "",
  ].join("\n");
}

function snippet(settings: SettingsJson, isNamed: boolean, commonJs: boolean): string {
  const added = entries(settings, isNamed, NEW_STYLE).map((line) => `  ${line},`);
  return [...(isNamed ? [] : [importText(commonJs, NEW_STYLE), ""]), "// in the list of configs:", ...added].join("\n");
}

/** What the list is to hold, of which the presets stand there where the plugin is named. */
function entries(settings: SettingsJson, isNamed: boolean, style: TextStyle): string[] {
  const own = settings && `{ settings: { ${quoted("audit-logging", style)}: ${literal(settings, style)} } }`;
  return [...(isNamed ? [] : ["...auditLogging.configs.recommended"]), ...(own ? [own] : [])];
}

function literal(value: unknown, style: TextStyle): string {
  if (typeof value === "string") return quoted(value, style);
  if (Array.isArray(value)) return `[${value.map((item) => literal(item, style)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const fields = Object.entries(value).map(([key, item]) => `${/^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key, style)}: ${literal(item, style)}`);
  return `{ ${fields.join(", ")} }`;
}

function isCommonJs(text: string, path: string): boolean {
  return /\.c[jt]s$/.test(path) || (/\bmodule\.exports\s*=/.test(text) && !/^\s*(?:import|export)\b/m.test(text));
}

function exportedValue(file: SourceFile): Node | undefined {
  for (const statement of file.view.ast.body) {
    if (statement.type === "ExportDefaultDeclaration") return followed(statement.declaration, file);
    if (statement.type !== "ExpressionStatement" || statement.expression.type !== "AssignmentExpression") continue;
    if (dottedPath(statement.expression.left)?.join(".") === "module.exports") return followed(statement.expression.right, file);
  }
  return undefined;
}

/** `const config = […]; export default config`: the list that the name stands for. */
function followed(node: Node, file: SourceFile): Node {
  const inner = unwrap(node);
  const binding = inner.type === "Identifier" ? file.bindings.of(inner) : undefined;
  return binding?.kind === "variable" && binding.constant && binding.init && !binding.pattern ? unwrap(binding.init) : inner;
}

type ConfigList = TSESTree.ArrayExpression | TSESTree.CallExpression;

function configList(value: Node, file: SourceFile): ConfigList | undefined {
  if (value.type === "ArrayExpression") return value;
  if (value.type !== "CallExpression" || !TAKES_CONFIGS.test(calleeName(value) ?? "")) return undefined;
  const [first] = value.arguments;
  if (!first) return undefined;
  const list = followed(first, file);
  return list.type === "ArrayExpression" ? list : value;
}

/** Behind the last entry, on a line of its own where the entries have lines of their own. */
function listEdit(list: ConfigList, added: readonly string[], file: SourceFile, style: TextStyle): Edit {
  const { text } = file.view;
  const items = (list.type === "ArrayExpression" ? list.elements : list.arguments).filter((item) => item !== null);
  const last = items.at(-1);
  const close = list.range[1] - 1;
  if (!last) {
    const lines = added.map((line) => `${style.newline}${style.indent}${line},`).join("");
    return { range: [list.range[0] + 1, close], text: `${lines}${style.newline}` };
  }
  const tail = text.slice(last.range[1], close);
  const hasComma = /^\s*,/.test(tail);
  const ownLines = isFirstOnLine(text, last.range[0]);
  const lead = ownLines ? style.newline + lineIndent(text, last.range[0]) : " ";
  const at = hasComma ? last.range[1] + tail.indexOf(",") + 1 : last.range[1];
  // A comment behind the last entry stays on its line.
  const comment = hasComma ? /^[ \t]*\/\/[^\r\n]*/.exec(text.slice(at, close)) : null;
  const place = at + (comment?.[0].length ?? 0);
  const written = added.map((line) => `${lead}${line}`).join(",");
  return { range: [place, place], text: `${hasComma ? "" : ","}${written}${hasComma || ownLines ? "," : ""}` };
}

function importText(commonJs: boolean, style: TextStyle): string {
  return commonJs
    ? `const auditLogging = require(${quoted(PLUGIN, style)})${style.semicolon}`
    : `import auditLogging from ${quoted(PLUGIN, style)}${style.semicolon}`;
}

/** Below the last import or require of the file's head. */
function importEdit(commonJs: boolean, file: SourceFile, style: TextStyle): Edit {
  const { text, ast } = file.view;
  const written = importText(commonJs, style);
  const heads = ast.body.filter((statement) => statement.type === "ImportDeclaration" || isRequire(statement));
  const last = heads.at(-1);
  if (last) {
    const at = endOfLineOrStatement(text, last.range[1]);
    return { range: [at, at], text: style.newline + written };
  }
  const at = headerEnd(file);
  return { range: [at, at], text: `${written}${style.newline}${style.newline}` };
}

function isRequire(statement: Node): boolean {
  if (statement.type !== "VariableDeclaration") return false;
  const init = statement.declarations[0]?.init;
  return init?.type === "CallExpression" && calleeName(init) === "require";
}
