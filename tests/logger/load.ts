/** The logger with nothing remembered from another test, and its lines as they come out. */
import { vi } from "vitest";

export type Logging = typeof import("../../src/logger/logging.js");
export type Line = Record<string, unknown> & { readonly details?: Record<string, unknown> };

export interface Loaded extends Logging {
  /** The text of each line that was written. */
  readonly texts: string[];
  readonly lines: () => Line[];
  readonly last: () => Line;
}

/** Another copy of the module in the same process, as a bundler makes them. */
export async function loadAgain(): Promise<Logging> {
  vi.resetModules();
  return import("../../src/logger/logging.js");
}

/** @param options as for `configureLogging`; the lines are caught unless it names sinks of its own */
export async function load(options: import("../../src/logger/logging.js").LoggingOptions = {}): Promise<Loaded> {
  // What all copies of the module share.
  Reflect.deleteProperty(globalThis, Symbol.for("security-event/1"));
  const logging = await loadAgain();
  const texts: string[] = [];
  logging.configureLogging({ service: "shop", env: "test", sinks: [(line) => void texts.push(line)], ...options });
  const lines = () => texts.map((text) => JSON.parse(text) as Line);
  return { ...logging, texts, lines, last: () => lines().at(-1)! };
}
