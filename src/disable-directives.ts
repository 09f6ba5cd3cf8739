/**
 * Findings that an author has turned off by comments of ESLint or oxlint. These see to it in the editor; the command line and the
 * transforms, which run without it, ask here, so that they repair no line that somebody has decided to keep.
 */
import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceView } from "./source-view.js";
import { keptWith } from "./syntax/kept-with.js";

/** Names without the plugin's prefix; undefined for every rule. */
type Names = ReadonlySet<string> | undefined;

interface Directive {
  /** From here on, to `end`: offsets of the text. */
  readonly start: number;
  readonly end: number;
  readonly off: Names;
  /** Rules that are on again, though `off` has them. */
  readonly on: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();

const KIND = /^\s*(eslint|oxlint)-(disable-next-line|disable-line|disable|enable)(?=\s|$)([\s\S]*)$/;

export class DisableDirectives {
  readonly #directives: readonly Directive[];

  constructor(view: SourceView) {
    this.#directives = /(?:es|ox)lint-disable/.test(view.text) ? directivesOf(view) : [];
  }

  /** True when a finding of the rule that begins at the offset is off. */
  hides(rule: string, offset: number): boolean {
    const directives = this.#directives.filter(({ start, end }) => start <= offset && offset < end);
    return directives.some(({ off, on }) => (!off || off.has(rule)) && !on.has(rule));
  }
}

const known = keptWith<SourceView, DisableDirectives>();

/** The directives of a file, read once. */
export function disableDirectives(view: SourceView): DisableDirectives {
  let directives = known.get(view);
  if (!directives) known.set(view, (directives = new DisableDirectives(view)));
  return directives;
}

function directivesOf({ comments, text }: SourceView): Directive[] {
  const directives: Directive[] = [];
  /** Blocks that no `enable` has closed yet. */
  let open: Omit<Directive, "end">[] = [];
  for (const comment of comments) {
    const match = KIND.exec(comment.value);
    if (!match) continue;
    const [, linter, kind, list] = match;
    const names = ruleNames(list!);
    // ESLint takes `eslint-disable` from block comments alone.
    const isForFile = linter === "oxlint" || isBlock(comment);
    const nextLine = lineEnd(text, comment.range[1]);
    switch (kind) {
      case "disable-line":
        directives.push({ start: lineStart(text, comment.range[0]), end: nextLine, off: names, on: NONE });
        break;
      case "disable-next-line":
        directives.push({ start: nextLine, end: lineEnd(text, nextLine), off: names, on: NONE });
        break;
      case "disable":
        if (isForFile) open.push({ start: comment.range[1], off: names, on: NONE });
        break;
      case "enable":
        if (!isForFile) break;
        for (const block of open) directives.push({ ...block, end: comment.range[0] });
        open = names ? open.map(({ off, on }) => ({ start: comment.range[0], off, on: new Set([...on, ...names]) })) : [];
        break;
    }
  }
  return [...directives, ...open.map((block) => ({ ...block, end: Infinity }))];
}

function isBlock(comment: TSESTree.Comment): boolean {
  return (comment.type as string) === "Block";
}

/** What stands behind ` -- ` is a description. A plugin may be registered under any name, so its prefix is not asked. */
function ruleNames(list: string): Names {
  const names = list.split(/\s-{2,}\s/)[0]!.split(",").map((name) => name.trim()).filter(Boolean);
  return names.length > 0 ? new Set(names.map((name) => name.slice(name.lastIndexOf("/") + 1))) : undefined;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

/** The offset behind the line break, or the end of the text. */
function lineEnd(text: string, offset: number): number {
  const at = text.indexOf("\n", offset);
  return at < 0 ? text.length + 1 : at + 1;
}
