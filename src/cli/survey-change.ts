/** What the report says of a file that a change has touched: all of its routes, and those findings that were not there before. */
import { addedFindings } from "../report/added-findings.js";
import { reasonOf } from "./cli-error.js";
import type { FoundFile } from "./find-files.js";
import type { Changes } from "./git-changes.js";
import type { FileSettings } from "./read-config.js";
import { readSource } from "./read-source.js";
import { requestOf, surveyText, type Seen, type Survey } from "./survey-one.js";

/** @param changes gives the text before, and the text after where the disk holds another one (as with --staged) */
export async function surveyChange(file: FoundFile, answer: FileSettings, survey: Survey, changes: Changes): Promise<Seen> {
  const { path, full } = file;
  const source = readSource(full);
  if ("status" in source) return { path, ...source };
  const request = requestOf(answer, survey);
  if (!request) return { status: "not-candidate" };
  const text = changes.after ? ((await changes.after(path)) ?? source.text) : source.text;
  const seen = surveyText(text, path, request);
  if (seen.status !== "analysed" || seen.findings.length === 0) return seen;
  try {
    return { ...seen, findings: addedFindings(seen.findings, await changes.before(path), path, request) };
  } catch (error) {
    return { path, status: "failed", reason: reasonOf(error), error };
  }
}
