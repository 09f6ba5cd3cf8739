/** The run for a program: one JSON object on standard output. */
import type { Counts, End } from "./account.js";
import type { AppliedSite, SkippedSite } from "./codemods.js";
import type { Io } from "./io.js";
import type { Show } from "./show.js";

/** What `--format json` prints. A field may come in any version; one that goes or changes its meaning raises `version`. */
export interface JsonRun {
  readonly version: 1;
  /** False for a preview: `changed` then means what would change. */
  readonly written: boolean;
  /** Every file that is not unchanged. Paths are from the root, with forward slashes. */
  readonly files: readonly JsonFile[];
  /** The edits of the changed files; lines are those of the text before. */
  readonly applied: readonly (AppliedSite & { readonly path: string })[];
  /** Findings that no safe edit exists for, each with its reason; lines are those of the text after. */
  readonly skipped: readonly (SkippedSite & { readonly path: string })[];
  /** Of files: scanned = changed + unchanged + skipped + failed. */
  readonly counts: Counts;
}

/** A file that is not as it was, or that was not treated; the others are only counted. */
export interface JsonFile {
  readonly path: string;
  readonly status: Exclude<End, "unchanged">;
  /** For a changed file: its unified diff. */
  readonly diff?: string;
  /** For a skipped or failed file. */
  readonly reason?: string;
}

/** Keeps all files until the end, as one object has to be printed. */
export function showJson(io: Io): Show {
  const files: JsonFile[] = [];
  const applied: JsonRun["applied"][number][] = [];
  const skipped: JsonRun["skipped"][number][] = [];
  return {
    file: async (outcome) => {
      const { path } = outcome;
      if ("reason" in outcome) {
        files.push({ path, status: outcome.status, reason: outcome.reason });
        return;
      }
      skipped.push(...outcome.left.map((finding) => ({ path, ...finding })));
      if (outcome.status === "unchanged") return;
      const { diffOf } = await import("./show-diff.js");
      files.push({ path, status: outcome.status, diff: diffOf(outcome) });
      applied.push(...outcome.applied.map((edit) => ({ path, ...edit })));
    },
    end: ({ written, counts }) => {
      const run: JsonRun = { version: 1, written, files, applied, skipped, counts };
      io.stdout.write(`${JSON.stringify(run, undefined, 2)}\n`);
    },
  };
}
