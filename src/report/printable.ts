/**
 * A text as a terminal may show it: a route, a path or a key comes from other people, and nothing of it may move the cursor, or
 * change the order of the letters. What would is spelled out: `\u{1b}`.
 */
export function printable(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (char) => `\\u{${char.codePointAt(0)!.toString(16)}}`);
}
