/**
 * Tells V8 how long a run is: some seconds over many files, in which most functions are called too seldom for the time that it
 * takes to optimise them to come back, and most patterns are tried on every file.
 */
import { setFlagsFromString } from "node:v8";

/** A pattern is compiled once, to machine code: V8 makes bytecode of it for its first text, and starts again at the second. */
const PATTERNS_AT_ONCE = "--no-regexp-tier-up";

/**
 * By major version of Node.js, since a flag that V8 does not know would be told of on standard error. Functions are left to be
 * called some ten times as often as V8 would. In 24, whose V8 has a cheaper compiler before that one, nothing is gained by it.
 */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  20: ["--interrupt-budget=800000", PATTERNS_AT_ONCE],
  22: ["--invocation-count-for-turbofan=12000", PATTERNS_AT_ONCE],
  24: [PATTERNS_AT_ONCE],
};

/** @param version of Node.js; holds for the whole process and all its threads, so only the binary may ask for it */
export function optimiseLater(version: string): void {
  for (const flag of FLAGS[version.split(".")[0]!] ?? []) setFlagsFromString(flag);
}
