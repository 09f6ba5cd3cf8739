import { analyze } from "@typescript-eslint/scope-manager";
import type { TSESTree } from "@typescript-eslint/utils";
import { parseSync, type ParserOptions } from "oxc-parser";
import { projectPath, type ScopeManager, type SourceView } from "./source-view.js";

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
  const result = parseSync(path, source, {
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
      (scopes ??= analyze(ast, {
        sourceType: ast.sourceType === "script" ? "commonjs" : "module",
      }) as unknown as ScopeManager),
    needsParents: true,
  };
}
