/** The logger as projects get it, in parts. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { LOGGER_PARTS, loggerWith, type LoggerPart } from "../../src/init/logger-parts.js";
import { stripTypes, toCommonJs } from "../../tools/strip-types.js";

export const PATH = join(import.meta.dirname, "../../src/logger/logging.ts");

const typescript = readFileSync(PATH, "utf8");
const module = stripTypes(typescript);

/** All of it, in the three forms that lie in the package. */
export const SOURCES = { ts: typescript, js: module, cjs: toCommonJs(module) } as const;

/**
 * Each part with as few others as it can have, and all: sections know nothing of each other, so that no other choice can
 * differ.
 */
export const VARIANTS: readonly (readonly LoggerPart[])[] = [
  ["requestLog"],
  ["withRequestLog"],
  ["withRequestLog", "httpSink"],
  ["requestLog", "pinoSink"],
  ["requestLog", "otelSink"],
  LOGGER_PARTS,
];

export function variant(parts: readonly LoggerPart[], kind: keyof typeof SOURCES = "ts"): string {
  return loggerWith(parts, SOURCES[kind]);
}
