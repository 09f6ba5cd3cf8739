/**
 * All that the engine needs of a file. Made from ESLint's SourceCode in the editor and by the command line's parser
 * elsewhere; nothing downstream knows which of the two it was.
 */
import type { TSESLint, TSESTree } from "@typescript-eslint/utils";
import { countFirst } from "./syntax/count-first.js";
import { keptWith } from "./syntax/kept-with.js";

export type ScopeManager = TSESLint.Scope.ScopeManager;

export interface SourceView {
  /** Path from the project's root, with forward slashes: what routes and file conventions are read from. */
  readonly path: string;
  /** The text without a byte order mark; every range counts from its start. */
  readonly text: string;
  readonly ast: TSESTree.Program;
  readonly comments: readonly TSESTree.Comment[];
  /** Made when first asked for, and never before the first walk. */
  readonly scopes: () => ScopeManager;
  /** True while no one has set `range` and `parent` on the nodes: the first walk does. */
  readonly bare: boolean;
}

/** The last answer: every rule asks the same of a file, one after the other. */
let last = { path: "", root: "", answer: "" };

/** `path` as seen from `root`, with forward slashes; a path outside the root stays absolute. */
export function projectPath(path: string, root: string): string {
  if (last.path !== path || last.root !== root) last = { path, root, answer: pathFromRoot(path, root) };
  return last.answer;
}

/** The last root as a folder: it is the same for all files of a run. */
let above = { root: "", folder: "/" };

function pathFromRoot(path: string, root: string): string {
  if (above.root !== root) {
    const folder = withSlashes(root);
    above = { root, folder: folder.endsWith("/") ? folder : `${folder}/` };
  }
  const file = withSlashes(path);
  if (file.startsWith(above.folder)) return file.slice(above.folder.length);
  return file.startsWith("./") ? file.slice(2) : file;
}

function withSlashes(path: string): string {
  return path.includes("\\") ? path.replaceAll("\\", "/") : path;
}

const views = keptWith<TSESTree.Program, SourceView>();

/**
 * The view of a file that ESLint (or oxlint) has parsed: one, and so one set of facts, for all rules that look at the same tree.
 * @param cwd the root from which its path is shown
 */
export function viewOfSourceCode(sourceCode: TSESLint.SourceCode, filename: string, cwd: string): SourceView {
  let view = views.get(sourceCode.ast);
  if (!view) views.set(sourceCode.ast, (view = newView(sourceCode, filename, cwd)));
  return view;
}

function newView(sourceCode: TSESLint.SourceCode, filename: string, cwd: string): SourceView {
  return {
    path: projectPath(filename, cwd),
    text: sourceCode.text,
    ast: sourceCode.ast,
    comments: sourceCode.ast.comments ?? [],
    scopes: () => {
      if (!sourceCode.scopeManager) throw new Error(`The parser of ${filename} gives no scopes; use one that does.`);
      return sourceCode.scopeManager;
    },
    bare: false,
  };
}

/** Where the lines of the last view end: a run asks for the line of every finding. */
let lines: { readonly text: string; readonly breaks: readonly number[] } = { text: "", breaks: [] };

/** The line that a place in the text stands in, counted from 1. */
export function lineAt({ text }: SourceView, place: number): number {
  if (lines.text !== text) lines = { text, breaks: breaksOf(text) };
  return countFirst(lines.breaks, (end) => end < place) + 1;
}

function breaksOf(text: string): number[] {
  const breaks: number[] = [];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) breaks.push(at);
  return breaks;
}
