/** Whether a codemod left alone what it had no business with: which lines of a file it changed, and what became of them. */
import { diffLines } from "diff";

export interface ChangedLine {
  readonly line: string;
  /** All that stands in its place now. */
  readonly now: string;
}

/** The lines of `before` that are not in `after` as they were, in order; inserted lines and a byte order mark do not count. */
export function changedLines(before: string, after: string): ChangedLine[] {
  const parts = diffLines(before.replace(/^\uFEFF/, ""), after.replace(/^\uFEFF/, ""));
  return parts.flatMap((part, index) => {
    if (!part.removed) return [];
    const next = parts[index + 1];
    const now = next?.added ? next.value : "";
    return part.value.split("\n").flatMap((line, at, all) => (at === all.length - 1 && line === "" ? [] : [{ line, now }]));
  });
}

/** What a line may look like for each codemod to change it, and why. */
const MAY_CHANGE: Readonly<Record<string, readonly RegExp[]>> = {
  "add-security-log": [
    // A branch without braces gets them, a block on one line is broken up, a concise arrow gets a block.
    /\bif\s*\(|\belse\b|\bcase\b|\bdefault:|=>|\{.*\}|^\s*\)[;,]?\s*$|^\s*\}\)?[;,]?\s*$/,
    // Statements on one line get lines of their own where one of them is recorded.
    /;[ \t]*[^\s/]/,
    // A catch gets a name for its failure.
    /\bcatch\b/,
    // A success that is waited for is kept, recorded and then returned.
    /\breturn\b/,
    // An import or a require is joined.
    /\bimport\b|\brequire\(|^\s*[\w$]+(?: as [\w$]+)?,?\s*$|^\s*type [\w$]+,?\s*$/,
  ],
  // A result that is not taken, or without its error, gets a name for it; a callback's branch without braces gets them.
  "log-silent-catch": [/\bcatch\b|\.then\(/, /\bif\s*\(/, /^\s*(?:const|let|var)\s*\{|^\s*await\b/, /\bimport\b|\brequire\(|^\s*[\w$]+,?\s*$/, /^\s*\}/],
  "replace-console": [/\bconsole\b/, /\bimport\b|\brequire\(|^\s*[\w$]+,?\s*$/],
};

/** A line that may change must still be there, spaces apart: with more text in it, or spread over more lines. */
export function isAccountedFor(codemod: string, { line, now }: ChangedLine): boolean {
  // The body of a concise arrow on a line of its own is returned from its new block.
  if (codemod !== "replace-console" && now.includes(`return ${line.trim()}`)) return true;
  if (!(MAY_CHANGE[codemod] ?? []).some((pattern) => pattern.test(line))) return false;
  if (codemod === "replace-console" && /\bconsole\b/.test(line)) return true;
  const rewritten = line
    .replace(/\breturn\b(?:\s+void\b)?/, "")
    .replace(/\.catch\([\w$.]+\)/, ".catch(")
    .replace(/=>\s*(?=[^\s{])/, "=>");
  return isSubsequence(rewritten.replaceAll(/\s/g, ""), now.replaceAll(/\s/g, ""));
}

function isSubsequence(part: string, whole: string): boolean {
  let at = 0;
  for (const character of part) {
    at = whole.indexOf(character, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
