/** Which places of a text stand in code: comments on lines of their own and imports name much that the code does not use. */

const LINE_COMMENT = /\/\//;
/** A line within a block comment, or the end of one alone on its line; code behind the end of a comment is code. */
const BLOCK_COMMENT = /\*(?:\/(?=[ \t]*\r?$)|[ \t\r]|$)(?!.*\*\/[ \t]*[^ \t\r])/;
/** An import that ends on its line, with nothing but a comment behind it. */
const IMPORT = /import\b[^\r\n;]*\bfrom\s*["'][^"']*["'][^\r;]*;?[ \t]*(?:\r?$|\/\/)/;

const ASIDE = new RegExp(
  `^[ \\t]*(?:${[LINE_COMMENT, BLOCK_COMMENT, IMPORT].map(({ source }) => source).join("|")})[^\\r\\u2028\\u2029]*\\r?$`,
);

/** True for a line, without its line feed, that is a comment or an import. */
export function isAside(line: string): boolean {
  return ASIDE.test(line);
}

/** Tells, of places in ascending order, which stand in code. */
export function codeOf(text: string): (place: number) => boolean {
  let asideUntil = 0;
  return (place) => {
    if (place < asideUntil) return false;
    const end = text.indexOf("\n", place);
    const line = text.slice(text.lastIndexOf("\n", place) + 1, end < 0 ? text.length : end);
    if (!isAside(line)) return true;
    asideUntil = end < 0 ? text.length : end;
    return false;
  };
}
