import { createRequire } from "node:module";
import type { TSESTree } from "@typescript-eslint/utils";
import type { Comment, ParserOptions } from "oxc-parser";
import { readScopes } from "./scope/read-scopes.js";
import type { ScopeTree } from "./scope/scope-tree.js";
import { projectPath, type ScopeManager, type SourceView } from "./source-view.js";

// Loaded when the first file is parsed: most runs over a code base begin with many files that the text alone rules out.
const require = createRequire(import.meta.url);
const loadParser = (): typeof import("oxc-parser") => require("oxc-parser") as typeof import("oxc-parser");

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
    preserveParens: false,
    sourceType: ending === "cjs" || ending === "cts" ? "commonjs" : ending === "js" || ending === "jsx" ? "unambiguous" : "module",
  });
  const error = result.errors.find(({ severity }) => severity === "Error");
  if (error) {
    const line = source.slice(0, error.labels[0]?.start ?? 0).split("\n").length;
    throw new UnparsableFile(`line ${line}: ${error.message}`);
  }
  const ast = result.program as unknown as TSESTree.Program;
  let comments: readonly TSESTree.Comment[] | undefined;
  let scopes: ScopeTree | undefined;
  return {
    path: projectPath(path, root),
    text: source,
    ast,
    get comments() {
      return (comments ??= result.comments.map(commentOf));
    },
    scopes: () => (scopes ??= readScopes(ast, ast.sourceType !== "script")) as unknown as ScopeManager,
    bare: true,
  };
}

function commentOf({ type, value, start, end }: Comment): TSESTree.Comment {
  return { type, value, range: [start, end] } as unknown as TSESTree.Comment;
}
