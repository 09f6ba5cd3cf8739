/**
 * Makes V8 wait longer before it optimises a function. A run of some seconds over many files calls most functions too seldom to
 * get that time back: it was a fifth of the whole. Each is left to be called eight times as often as V8 would.
 */
import { setFlagsFromString } from "node:v8";

/**
 * By major version of Node.js. In 24, whose V8 has a cheaper compiler before that one, nothing is gained; and a flag that V8 does
 * not know would be told of on standard error.
 */
const FLAGS: Readonly<Record<string, string>> = {
  20: "--interrupt-budget=540000",
  22: "--invocation-count-for-turbofan=12000",
};

/** @param version of Node.js; holds for the whole process and all its threads, so only the binary may ask for it */
export function optimiseLater(version: string): void {
  const flag = FLAGS[version.split(".")[0]!];
  if (flag !== undefined) setFlagsFromString(flag);
}
