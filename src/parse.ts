import { createRequire } from "node:module";
import type { TSESTree } from "@typescript-eslint/utils";
import type { ParserOptions } from "oxc-parser";
import { projectPath, type ScopeManager, type SourceView } from "./source-view.js";

// Loaded when the first file is parsed, and scopes when the first name is asked for: most runs over a code base begin with
// many files that the text alone rules out.
const require = createRequire(import.meta.url);
const loadParser = (): typeof import("oxc-parser") => require("oxc-parser") as typeof import("oxc-parser");
const loadScopes = (): typeof import("@typescript-eslint/scope-manager") =>
  require("@typescript-eslint/scope-manager") as typeof import("@typescript-eslint/scope-manager");

/** A file that is no JavaScript or TypeScript as oxc-parser knows it: Flow, sloppy legacy code, or a broken file. */
export class UnparsableFile extends Error {
  override name = "UnparsableFile";
}

const LANGUAGES: Record<string, NonNullable<ParserOptions["lang"]>> = {
  ts: "ts",
  mts: "ts",
  cts: "ts",
  tsx: "tsx",
  js: "jsx",
  mjs: "jsx",
  cjs: "jsx",
  jsx: "jsx",
};

/**
 * Parses a file without ESLint, for the command line and the transforms.
 * @param text the file's text; a byte order mark is taken off, so ranges count from the character after it
 * @param path the file's path; its ending says which language is read
 * @throws UnparsableFile with the parser's message and line
 */
export function parseSource(text: string, path: string, root = ""): SourceView {
  const source = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const ending = path.slice(path.lastIndexOf(".") + 1).toLowerCase();
  const result = loadParser().parseSync(path, source, {
    lang: LANGUAGES[ending] ?? "tsx",
    astType: "ts",
    range: true,
    preserveParens: false,
    sourceType: ending === "cjs" || ending === "cts" ? "commonjs" : ending === "js" || ending === "jsx" ? "unambiguous" : "module",
  });
  const error = result.errors.find(({ severity }) => severity === "Error");
  if (error) {
    const line = source.slice(0, error.labels[0]?.start ?? 0).split("\n").length;
    throw new UnparsableFile(`line ${line}: ${error.message}`);
  }
  const ast = result.program as unknown as TSESTree.Program;
  let scopes: ScopeManager | undefined;
  return {
    path: projectPath(path, root),
    text: source,
    ast,
    comments: result.comments.map(
      ({ type, value, start, end }) => ({ type, value, range: [start, end] }) as unknown as TSESTree.Comment,
    ),
    scopes: () =>
      (scopes ??= loadScopes().analyze(ast, {
        sourceType: ast.sourceType === "script" ? "commonjs" : "module",
        // Globals of the language are names that the file does not bind: no list of them is needed.
        lib: [],
      }) as unknown as ScopeManager),
    needsParents: true,
  };
}
