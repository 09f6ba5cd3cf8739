/** A call that is too long for its line, over several: as a formatter breaks it, the last argument's object first. */
import type { TextStyle } from "./text-style.js";

/** `if (error) logger.error("…", { error });`, with or without the condition: a call that is a statement of its own. */
const STATEMENT = /^(if \(!?[\w$.]+\) )?([\w$.]+\()(.*)(\);?)$/;

/**
 * The lines of a statement that is one call. What is no such call, and what fits, stays one line.
 * @param line without its indentation
 * @param indent what it is going to be indented with
 */
export function brokenCall(line: string, indent: string, style: TextStyle): readonly string[] {
  if (line.includes("\n") || columns(indent) + line.length <= style.width) return [line];
  const [, condition, callee, given, close] = STATEMENT.exec(line) ?? [];
  if (callee === undefined || given === undefined || close === undefined) return [line];
  if (condition !== undefined) {
    const inside = brokenCall(line.slice(condition.length), indent + style.indent, style);
    return [condition.trimEnd(), ...inside.map((inner) => style.indent + inner)];
  }
  const parts = splitAtCommas(given);
  if (!parts || parts.length === 0) return [line];
  const last = parts.at(-1)!;
  const fields = /^\{ ?(.+?) ?\}$/.exec(last)?.[1];
  const split = fields === undefined ? undefined : splitAtCommas(fields);
  const before = parts.slice(0, -1).map((part) => `${part}, `).join("");
  // As a formatter does: the object alone is opened where what stands before it is short and holds none.
  if (split && !before.includes("{") && columns(indent) + callee.length + before.length < style.width) {
    return [`${callee}${before}{`, ...split.map((part) => `${style.indent}${part},`), `}${close}`];
  }
  return [callee, ...parts.map((part) => `${style.indent}${part},`), close];
}

/** A tab is as wide as most editors show it where code is written. */
function columns(indent: string): number {
  return indent.replaceAll("\t", "    ").length;
}

const PAIRS: Readonly<Record<string, string>> = { "(": ")", "[": "]", "{": "}" };

/**
 * The parts between the commas that stand outside brackets and quotes; undefined where those do not match, or a comment may
 * stand.
 */
function splitAtCommas(text: string): string[] | undefined {
  const parts: string[] = [];
  const open: string[] = [];
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at]!;
    if (character === '"' || character === "'" || character === "`") {
      const end = endOfQuoted(text, at);
      if (end === undefined) return undefined;
      at = end;
    } else if (character === "/") return undefined;
    else if (character in PAIRS) open.push(PAIRS[character]!);
    else if (character === open.at(-1)) open.pop();
    else if (character === ")" || character === "]" || character === "}") return undefined;
    else if (character === "," && open.length === 0) {
      parts.push(text.slice(start, at).trim());
      start = at + 1;
    }
  }
  if (open.length > 0) return undefined;
  const last = text.slice(start).trim();
  return [...parts, ...(last === "" ? [] : [last])];
}

/** Where a string or template ends. One that holds another, as in `${list.join(", ")}`, is not looked through. */
function endOfQuoted(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === text[start]) return at;
    else if (text[start] === "`" && /["'`]/.test(text[at]!) && text.lastIndexOf("${", at) > text.lastIndexOf("}", at)) return undefined;
  }
  return undefined;
}
