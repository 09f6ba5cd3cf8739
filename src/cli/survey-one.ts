/** What the report says of one file of a run, read from the disk. */
import { projectAt } from "../project/project.js";
import type { UnreadFile } from "../report/model.js";
import { surveyFile, type FileSurvey, type SurveyRequest } from "../report/survey-file.js";
import { reasonOf } from "./cli-error.js";
import type { FoundFile } from "./find-files.js";
import type { FileSettings } from "./read-config.js";
import { readSource } from "./read-source.js";

/** `error` is what was thrown, for --debug. */
export type Seen = Extract<FileSurvey, { status: "analysed" }> | (UnreadFile & { readonly error?: unknown }) | { readonly status: "not-candidate" };

/** What is the same for all files of a run. */
export interface Survey {
  /** The project's root: what a file imports is looked for from there. */
  readonly root: string;
  readonly only: ReadonlySet<string> | undefined;
  readonly remedies: boolean;
}

/** Reads the file and surveys it. Never throws: what does is told as the file's end. */
export function surveyOne({ path, full }: FoundFile, answer: FileSettings, survey: Survey): Seen {
  const source = readSource(full);
  if ("status" in source) return { path, ...source };
  const request = requestOf(answer, survey);
  return request ? surveyText(source.text, path, request) : { status: "not-candidate" };
}

/** Undefined for a file that the config leaves out. */
export function requestOf(answer: FileSettings, { root, only, remedies }: Survey): SurveyRequest | undefined {
  if ("ignoredBy" in answer) return undefined;
  return { settings: answer.settings, choices: answer.choices, only, neighbours: projectAt(root, answer.settings), remedies };
}

/** The same for a text that need not be on the disk. Never throws. */
export function surveyText(text: string, path: string, request: SurveyRequest): Seen {
  try {
    const seen = surveyFile(text, path, request);
    return seen.status === "unparsable" ? { path, status: "skipped", reason: `it does not parse: ${seen.error}` } : seen;
  } catch (error) {
    return { path, status: "failed", reason: reasonOf(error), error };
  }
}
