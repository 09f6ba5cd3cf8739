import { createRequire } from "node:module";
import type { TSESTree } from "@typescript-eslint/utils";
import type { Comment, ParseResult, ParserOptions } from "oxc-parser";
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
  return new ParsedFile(projectPath(path, root), source, result);
}

/**
 * The view of a file that was parsed here. A class, since V8 keeps what the getters of an object literal can reach until the
 * next full collection: each tree would be moved to the old generation first, which cost a tenth of `fix`'s time.
 */
class ParsedFile implements SourceView {
  readonly path: string;
  readonly text: string;
  readonly ast: TSESTree.Program;
  readonly bare = true;
  readonly #result: ParseResult;
  #comments: readonly TSESTree.Comment[] | undefined;
  #scopes: ScopeTree | undefined;

  constructor(path: string, text: string, result: ParseResult) {
    this.path = path;
    this.text = text;
    this.#result = result;
    // The parser's result is such a literal, so it is left with an empty tree.
    this.ast = { ...result.program } as unknown as TSESTree.Program;
    result.program.body = [];
  }

  get comments(): readonly TSESTree.Comment[] {
    return (this.#comments ??= this.#result.comments.map(commentOf));
  }

  readonly scopes = (): ScopeManager =>
    (this.#scopes ??= readScopes(this.ast, this.ast.sourceType !== "script")) as unknown as ScopeManager;
}

function commentOf({ type, value, start, end }: Comment): TSESTree.Comment {
  return { type, value, range: [start, end] } as unknown as TSESTree.Comment;
}
