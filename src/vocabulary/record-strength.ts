/** What a record is worth: an audit event, a logger's line, a report to an error tracker, or only console. */
export type RecordStrength = "audit" | "log" | "reporter" | "console";

const STRENGTHS: readonly RecordStrength[] = ["console", "reporter", "log", "audit"];

/** The stronger of two; undefined is weaker than any. */
export function strongerOf(a: RecordStrength | undefined, b: RecordStrength | undefined): RecordStrength | undefined {
  if (!a || !b) return a ?? b;
  return STRENGTHS.indexOf(a) >= STRENGTHS.indexOf(b) ? a : b;
}

/** The weaker of two; undefined is weaker than any. */
export function weakerOf(a: RecordStrength | undefined, b: RecordStrength | undefined): RecordStrength | undefined {
  return a && b ? (strongerOf(a, b) === a ? b : a) : undefined;
}
