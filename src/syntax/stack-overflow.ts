/**
 * Whether an error says that the stack had no room left. Expressions and blocks of generated code are nested in thousands, and
 * whatever walks a tree needs room on the stack for each: parsers give up at some depth, and an analysis somewhat earlier.
 */
export function isStackOverflow(error: unknown): boolean {
  return error instanceof RangeError && /call stack/i.test(error.message);
}
