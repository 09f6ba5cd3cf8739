/** What a run means to do with one file. Preview and write both start here, so one cannot say what the other does not do. */
import { projectAt } from "../project/project.js";
import { readSettings } from "../settings.js";
import { reasonOf } from "./cli-error.js";
import type { AppliedSite, Codemods, FileChange, SkippedSite } from "./codemods.js";
import type { FoundFile } from "./find-files.js";
import type { FileSettings } from "./read-config.js";
import { readSource } from "./read-source.js";

/** A file with its new text, the edits that were made, and the findings that none was found for. */
export interface ChangedFile {
  readonly path: string;
  readonly status: "changed";
  readonly before: string;
  readonly after: string;
  readonly applied: readonly AppliedSite[];
  readonly left: readonly SkippedSite[];
}

/** A file that stays as it is, with the findings that no edit was found for. */
export interface UnchangedFile {
  readonly path: string;
  readonly status: "unchanged";
  readonly left: readonly SkippedSite[];
}

/** A file that could not be treated, or should not be. */
export interface UntreatedFile {
  readonly path: string;
  readonly status: "skipped" | "failed";
  readonly reason: string;
  /** What was thrown, for --debug. */
  readonly error?: unknown;
}

/** What a run means to do with a file. */
export type FileOutcome = ChangedFile | UnchangedFile | UntreatedFile;

/** What is the same for all files of a run. */
export interface Treatment {
  readonly codemods: Codemods;
  /** The project's root: what a file imports is looked for from there. */
  readonly root: string;
  readonly only: ReadonlySet<string> | undefined;
}

/** @returns undefined for an answer of the codemods that is not understood here; the account will name the file */
export function planFile(file: FoundFile, answer: FileSettings, treatment: Treatment): FileOutcome | undefined {
  const { path, full } = file;
  const { codemods, root, only } = treatment;
  const source = readSource(full);
  if ("status" in source) return { path, ...source };
  const before = source.text;
  if ("ignoredBy" in answer) {
    // Told of only where there may be something to repair: a config may ignore a thousand files that there is not.
    if (!codemods.isCandidate(before, path, readSettings(undefined), only)) return { path, status: "unchanged", left: [] };
    return { path, status: "skipped", reason: `ignored by ${answer.ignoredBy}` };
  }
  let change: FileChange;
  try {
    change = codemods.runCodemods(before, path, answer.settings, only, answer.choices, projectAt(root, answer.settings));
  } catch (error) {
    return { path, status: "failed", reason: reasonOf(error), error };
  }
  return outcomeOf(path, before, change);
}

function outcomeOf(path: string, before: string, change: FileChange): FileOutcome | undefined {
  switch (change.status) {
    case "changed":
      return { path, status: "changed", before, after: change.text, applied: change.applied, left: change.skipped };
    case "unchanged":
    case "not-candidate":
      return { path, status: "unchanged", left: change.skipped };
    case "generated":
      return { path, status: "skipped", reason: "generated or compiled: what writes it would lose the edit; repair its source" };
    case "unparsable":
      return { path, status: "skipped", reason: `it does not parse: ${change.error ?? "no reason given"}` };
    case "failed":
      return { path, status: "failed", reason: change.error ?? "no reason given" };
    default:
      return undefined;
  }
}
