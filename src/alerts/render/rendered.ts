/** What a renderer makes of the rules. */
import type { AlertRule, Condition } from "../alert-rule.js";

/** A file to be written: its name without a folder, and its text. */
export interface RenderedFile {
  readonly name: string;
  readonly text: string;
}

/** One format: how all rules together become files of it. */
export interface Renderer {
  /** What the files are, in a few words. */
  readonly title: string;
  readonly files: (rules: readonly AlertRule[]) => RenderedFile[];
  /**
   * Where the format says something else than the rule, in one sentence; undefined where it says the same, as far as the
   * rhythm lets it in which the format's rules are run. The sentence is in the files too.
   */
  readonly inexact: Readonly<Partial<Record<Condition["kind"], string>>>;
}

/** Lists as two-space JSON with a line feed at the end, as files of configuration are. */
export function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** `no-events` as the name of a function or of a file in formats without hyphens. */
export function underscored(id: string): string {
  return id.replaceAll("-", "_");
}
