/** What there is to say of a run besides the diff: what is left, what was left out and why, and the count. */
import { countOf } from "../report/words.js";
import type { Counts } from "./account.js";
import { traceOf } from "./cli-error.js";
import type { SkippedSite } from "./codemods.js";
import type { FileOutcome, UntreatedFile } from "./plan-file.js";
import type { Run } from "./show.js";

/** Given each file's end, it has the text once the run is over. */
export class Summary {
  readonly #left: { readonly path: string; readonly finding: SkippedSite }[] = [];
  readonly #untreated: UntreatedFile[] = [];
  /** Edits by codemod. */
  readonly #edits = new Map<string, number>();

  add(outcome: FileOutcome): void {
    if ("reason" in outcome) {
      this.#untreated.push(outcome);
      return;
    }
    for (const finding of outcome.left) this.#left.push({ path: outcome.path, finding });
    if (outcome.status === "changed") {
      for (const { codemod } of outcome.applied) this.#edits.set(codemod, (this.#edits.get(codemod) ?? 0) + 1);
    }
  }

  /** Ends with a line end. `quiet` leaves only what failed and the count. */
  text(run: Run, quiet: boolean): string {
    const skipped = this.#untreated.filter(({ status }) => status === "skipped");
    const failed = this.#untreated.filter(({ status }) => status === "failed");
    return [
      ...(quiet ? [] : [...this.#leftLines(), ...fileLines("Skipped", skipped, false)]),
      ...fileLines("Failed", failed, run.debug),
      ...(quiet ? [] : this.#editLines()),
      countLine(run.counts, run.written),
      ...(quiet || run.written || run.counts.changed === 0 ? [] : [notWritten(run.counts)]),
    ]
      .map((line) => `${line}\n`)
      .join("");
  }

  #leftLines(): string[] {
    if (this.#left.length === 0) return [];
    const lines = this.#left.flatMap(({ path, finding: { line, rule, message, reason } }) => [
      `  ${path}:${line}  ${rule}: ${message}`,
      `    ${reason}`,
    ]);
    return [`Left for you, as no edit is safe (${this.#left.length}):`, ...lines];
  }

  #editLines(): string[] {
    if (this.#edits.size === 0) return [];
    const total = [...this.#edits.values()].reduce((sum, count) => sum + count, 0);
    return [`${countOf(total, "edit")}: ${[...this.#edits].map(([codemod, count]) => `${codemod} ${count}`).join(", ")}.`];
  }
}

function fileLines(title: string, files: readonly UntreatedFile[], debug: boolean): string[] {
  if (files.length === 0) return [];
  const lines = files.flatMap(({ path, reason, error }) => [
    `  ${path}: ${reason}`,
    ...(debug && error !== undefined
      ? traceOf(error)
          .split("\n")
          .map((line) => `    ${line}`)
      : []),
  ]);
  return [`${title} (${files.length}):`, ...lines];
}

function countLine({ scanned, changed, unchanged, skipped, failed }: Counts, written: boolean): string {
  const change = written ? `${changed} changed` : `${changed} would change`;
  return `Scanned ${countOf(scanned, "file")}: ${change}, ${unchanged} unchanged, ${skipped} skipped, ${failed} failed.`;
}

/** More files than one diff is reviewed with. */
const MANY = 20;

function notWritten({ changed }: Counts): string {
  return `Nothing is written yet: add --write${changed > MANY ? "; and to review it in parts, a folder, or --only <codemod>" : ""}.`;
}
