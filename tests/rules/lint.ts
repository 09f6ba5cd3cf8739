/** Runs one rule as ESLint runs it: the real Linter, the real plugin, the parser that a user has. */
import * as typescriptParser from "@typescript-eslint/parser";
import { Linter } from "eslint";
import * as espree from "espree";
import { PRESET_FILES } from "../../src/configs.js";
import plugin from "../../src/index.js";

export type ParserName = "typescript-eslint" | "espree";

export const PARSER_NAMES: readonly ParserName[] = ["typescript-eslint", "espree"];

export interface Run {
  readonly path?: string;
  readonly options?: unknown;
  readonly settings?: unknown;
  readonly parser?: ParserName;
}

export interface Report {
  readonly messageId: string;
  readonly message: string;
  /** `line:column-endLine:endColumn`, all from 1. */
  readonly place: string;
  /** The text that the report covers. */
  readonly text: string;
  /** The whole file after each suggestion. */
  readonly suggestions: readonly { readonly message: string; readonly output: string }[];
}

const LANGUAGES = {
  "typescript-eslint": { parser: typescriptParser as never, parserOptions: { ecmaFeatures: { jsx: true } } },
  espree: { parser: espree as never, ecmaVersion: 2024, sourceType: "module", parserOptions: { ecmaFeatures: { jsx: true } } },
} as const;

/** Types, decorators and the like: espree reads plain JavaScript only. */
export function isPlainJavaScript(code: string): boolean {
  try {
    espree.parse(code, { ecmaVersion: 2024, sourceType: "module", ecmaFeatures: { jsx: true } });
    return true;
  } catch {
    return false;
  }
}

/** The parsers that can read the code. */
export function parsersFor(code: string): readonly ParserName[] {
  return isPlainJavaScript(code) ? PARSER_NAMES : ["typescript-eslint"];
}

export function lint(rule: string, code: string, { path = "src/server.ts", options, settings, parser = "typescript-eslint" }: Run = {}): Report[] {
  const messages = new Linter({ configType: "flat" }).verify(
    code,
    [
      {
        files: PRESET_FILES,
        linterOptions: { reportUnusedDisableDirectives: false },
        languageOptions: LANGUAGES[parser],
        plugins: { "audit-logging": plugin },
        rules: { [`audit-logging/${rule}`]: options === undefined ? "error" : ["error", options] },
        ...(settings === undefined ? {} : { settings: { "audit-logging": settings as object } }),
      },
    ],
    { filename: path },
  );
  return messages.map((message) => {
    if (message.fatal) throw new Error(`${path}:${message.line} does not parse: ${message.message}`);
    return reportOf(message, code);
  });
}

function reportOf(message: Linter.LintMessage, code: string): Report {
  const { line, column, endLine = line, endColumn = column, messageId = "", suggestions = [] } = message;
  return {
    messageId,
    message: message.message,
    place: `${line}:${column}-${endLine}:${endColumn}`,
    text: code.slice(offsetOf(code, line, column), offsetOf(code, endLine, endColumn)),
    suggestions: suggestions.map(({ desc, fix: { range, text } }) => ({
      message: desc,
      output: code.slice(0, range[0]) + text + code.slice(range[1]),
    })),
  };
}

function offsetOf(code: string, line: number, column: number): number {
  const before = code.split("\n").slice(0, line - 1);
  return before.reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
}

/** The error that a run with these options or settings ends in. */
export function lintError(rule: string, run: Run, code = "export {};\n"): string {
  try {
    lint(rule, code, run);
  } catch (error) {
    return (error as Error).message;
  }
  return "no error";
}
