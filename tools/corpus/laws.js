/**
 * The laws of the codemods, as checks of a text before and after. They know nothing of how an edit was made, so they can
 * judge it; the fixtures' tests and the corpus run share them.
 */
import { diffArrays } from "diff";

/**
 * @typedef {object} Break
 * @property {number} law 1 to 4, as docs/codemods counts them
 * @property {string} rule what must hold
 * @property {number} line line in the text before, from 1
 * @property {string} detail
 */

/**
 * @typedef {object} Hunk
 * @property {number} line line in the text before, from 1
 * @property {string[]} removed
 * @property {string[]} added
 */

/**
 * Lines that differ, with what stands in their place.
 * @param {string} before
 * @param {string} after
 * @returns {Hunk[]}
 */
export function hunksOf(before, after) {
  /** @type {Hunk[]} */
  const hunks = [];
  /** @type {Hunk | undefined} */
  let open;
  let line = 1;
  for (const { added, removed, value } of diffArrays(before.split("\n"), after.split("\n"))) {
    if (!added && !removed) {
      line += value.length;
      open = undefined;
      continue;
    }
    if (!open) hunks.push((open = { line, removed: [], added: [] }));
    if (added) open.added.push(...value);
    else {
      open.removed.push(...value);
      line += value.length;
    }
  }
  return hunks;
}

/** Words, numbers and single signs; white space is what may change around an insertion. */
const TOKEN = /[\p{L}\p{N}_$]+|[^\s\p{L}\p{N}_$]/gu;

/**
 * The first token of `part` that `whole` does not hold in the same order; undefined when nothing was lost.
 * @param {readonly string[]} part lines
 * @param {readonly string[]} whole lines
 */
function lostToken(part, whole) {
  /** @type {readonly string[]} */
  const tokens = whole.join("\n").match(TOKEN) ?? [];
  let at = 0;
  for (const token of part.join("\n").match(TOKEN) ?? []) {
    at = tokens.indexOf(token, at) + 1;
    if (at === 0) return token;
  }
  return undefined;
}

/**
 * `const response = await pay();` as the `return await pay();` that it was: what it waits for is kept, recorded, and then
 * returned.
 * @param {string} text a line
 * @param {string} after
 */
function withReturn(text, after) {
  const returned = (/** @type {string} */ name) => new RegExp(String.raw`^\s*return ${name}\b`, "m").test(after);
  return text.replace(/^(\s*)const (\w+) =/, (all, indent, name) => (returned(name) ? `${indent}return` : all));
}

/**
 * Law 1: only inserted lines change.
 *
 * A line may take in what is inserted (an import's new name, a catch's binding, braces around a branch's only statement, a
 * body on one line, a constant in place of `return`, which follows) but loses nothing and is not moved sideways. `replaces`
 * is for codemods that exist to replace something: there a hunk may lose tokens, if it holds a record.
 * @param {string} before
 * @param {string} after
 * @param {{ replaces?: boolean }} [codemod]
 * @returns {Break[]}
 */
export function brokenInsertions(before, after, { replaces = false } = {}) {
  /** @type {Break[]} */
  const breaks = [];
  const rule = "only inserted lines change";
  /** @param {number} line @param {string} detail */
  const broken = (line, detail) => breaks.push({ law: 1, rule, line, detail });
  if (before.startsWith("\uFEFF") !== after.startsWith("\uFEFF")) broken(1, "the byte order mark is not what it was");
  if (/\n$/.test(before) !== /\n$/.test(after)) broken(before.split("\n").length, "the end of the last line is not what it was");
  const stray = strayLineEnd(before, after);
  if (stray !== undefined) broken(stray, "a line ends unlike all lines before");
  const lines = withoutMark(before).split("\n");
  for (const { line, removed, added } of hunksOf(withoutMark(before), withoutMark(after))) {
    const lost = lostToken(removed, added) && lostToken(removed, added.map((text) => withReturn(text, after)));
    if (lost !== undefined && !(replaces && standsInRecord(lines, line, removed.length))) {
      broken(line, `${JSON.stringify(lost)} is lost from: ${shown(removed)}`);
    }
    for (const [index, gone] of removed.entries()) {
      const moved = gone.trim() !== "" && !added.includes(gone) && added.find((text) => text.trim() === gone.trim());
      if (moved) broken(line + index, `white space of a kept line changes: ${JSON.stringify(gone)} becomes ${JSON.stringify(moved)}`);
    }
  }
  return breaks;
}

/** How far above a field of a record its call may begin. */
const RECORD_HEIGHT = 20;

/**
 * By the text alone: a record is named in the lines, or a bracket that opens above them and closes below belongs to one.
 * @param {readonly string[]} lines
 * @param {number} line
 * @param {number} count
 */
function standsInRecord(lines, line, count) {
  if (RECORD.test(lines.slice(line - 1, line - 1 + count).join("\n"))) return true;
  let open = 0;
  let outermost = 0;
  for (let at = line - 2; at >= Math.max(0, line - 1 - RECORD_HEIGHT); at--) {
    const text = lines[at] ?? "";
    open += (text.match(/[([{]/g) ?? []).length - (text.match(/[)\]}]/g) ?? []).length;
    // Only a line that opens one bracket more than all below it stands around the field.
    if (open <= outermost) continue;
    outermost = open;
    if (RECORD.test(text)) return true;
  }
  return false;
}

/** @param {string} text */
function withoutMark(text) {
  return text.replace(/^\uFEFF/, "");
}

/**
 * The line after which the text after is not ended as all lines of the text before are; a file of mixed ends has no custom
 * that an insertion could keep to.
 * @param {string} before
 * @param {string} after
 */
function strayLineEnd(before, after) {
  const hasLf = /(?<!\r)\n/.test(before);
  const hasCrlf = /\r\n/.test(before);
  if (hasLf === hasCrlf) return undefined;
  const stray = (hasLf ? /\r\n/ : /(?<!\r)\n/).exec(after);
  return stray ? after.slice(0, stray.index).split("\n").length : undefined;
}

/** What redaction and the replacing of console may take something from. */
const RECORD = /\bconsole\b|log|audit|capture|report|record|error|warn|info|debug|trace|track|event|Error/i;

/**
 * Law 2: a second run changes nothing.
 * @param {string} after
 * @param {string} again the text after a second run
 * @returns {Break[]}
 */
export function brokenRest(after, again) {
  const [first] = hunksOf(after, again);
  if (!first) return [];
  return [{ law: 2, rule: "a second run changes nothing", line: first.line, detail: `it adds: ${shown(first.added)}` }];
}

/**
 * Law 3: after the run the rules are silent, or the site is listed as skipped.
 * @param {readonly { rule: string, line: number, message: string }[]} findings what the rules report on the text after
 * @param {readonly { rule: string, line: number, reason: string }[]} skipped what the run says that it left
 * @returns {Break[]}
 */
export function brokenSilence(findings, skipped) {
  const left = skipped.map(({ rule, line }) => `${rule}:${line}`);
  return findings.flatMap(({ rule, line, message }) => {
    const known = left.indexOf(`${rule}:${line}`);
    if (known < 0) return [{ law: 3, rule: "what is left is listed", line, detail: `${rule} still reports: ${message}` }];
    left.splice(known, 1);
    return [];
  });
}

/**
 * Law 4: the result parses.
 * @param {Readonly<Record<string, (text: string) => string | undefined>>} parsers each gives the error, if there is one
 * @param {string} after
 * @returns {Break[]}
 */
export function brokenSyntax(parsers, after) {
  return Object.entries(parsers).flatMap(([parser, parse]) => {
    const error = parse(after);
    return error === undefined ? [] : [{ law: 4, rule: "the result parses", line: 1, detail: `${parser}: ${error}` }];
  });
}

/** @param {readonly string[]} lines */
function shown(lines) {
  const text = lines.map((line) => line.trim()).join(" ⏎ ");
  return text.length > 160 ? `${text.slice(0, 160)} …` : text;
}
