/** Which findings to show first where all of them would be too many. */
import type { ReportedFinding } from "./model.js";
import { BY_URGENCY } from "./words.js";

/** So many of the most pressing findings, in the order in which they were given. */
export function mostPressing(findings: readonly ReportedFinding[], limit: number): readonly ReportedFinding[] {
  if (findings.length <= limit) return findings;
  const first = new Set([...findings].sort((a, b) => urgencyOf(a) - urgencyOf(b)).slice(0, limit));
  return findings.filter((finding) => first.has(finding));
}

/** All findings of some files, those with the most pressing one first: no more than the limit, but one file at least. */
export function mostPressingFiles(findings: readonly ReportedFinding[], limit: number): readonly ReportedFinding[] {
  if (findings.length <= limit) return findings;
  const byPath = new Map<string, ReportedFinding[]>();
  for (const finding of findings) {
    const own = byPath.get(finding.path);
    if (own) own.push(finding);
    else byPath.set(finding.path, [finding]);
  }
  const urgency = (own: readonly ReportedFinding[]): number => Math.min(...own.map(urgencyOf));
  const shown: ReportedFinding[] = [];
  for (const own of [...byPath.values()].sort((a, b) => urgency(a) - urgency(b))) {
    if (shown.length > 0 && shown.length + own.length > limit) break;
    shown.push(...own);
  }
  return shown;
}

function urgencyOf({ rule }: ReportedFinding): number {
  return BY_URGENCY.indexOf(rule);
}
