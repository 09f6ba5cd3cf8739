/** Which findings a change adds: those whose fingerprint the text before it does not have. */
import type { ReportedFinding } from "./model.js";
import { surveyFile, type SurveyRequest } from "./survey-file.js";

/** @param before the file's text before the change; undefined for a file that is new, all of which is added */
export function addedFindings(
  findings: readonly ReportedFinding[],
  before: string | undefined,
  path: string,
  request: Omit<SurveyRequest, "remedies">,
): readonly ReportedFinding[] {
  const old = before === undefined ? undefined : surveyFile(before, path, { ...request, remedies: false });
  const known = new Set(old?.status === "analysed" ? old.findings.map(({ fingerprint }) => fingerprint) : []);
  return findings.filter(({ fingerprint }) => !known.has(fingerprint));
}
