/** The report for a coding agent: one line a finding and one in the end, so that little of its context is spent. */
import type { Report, ReportedFinding } from "./model.js";
import { mostPressing } from "./most-pressing.js";
import { countOf, findingsByRule } from "./words.js";

const MOST = 100;

/** One line a finding, `path:line rule: message`, of the most pressing ones; then how many are left out, and the sum. */
export function showAgent({ routes, findings, coverage }: Report): string {
  const shown = mostPressing(findings, MOST);
  const lines = shown.map(({ path, line, rule, message }) => `${path}:${line} ${rule}: ${message.replaceAll(/\s+/g, " ")}`);
  const files = new Set(findings.map(({ path }) => path)).size;
  const sum = findings.length === 0 ? "no findings" : `${countOf(findings.length, "finding")} in ${countOf(files, "file")}`;
  const next = findings.length === 0 ? "" : "; `audit-logging report --format prompt <file>` says what to write, `audit-logging fix --write <file>` writes it";
  const surface = routes.length === 0 ? NO_HANDLER : covered(coverage);
  return [...lines, ...leftOut(findings, new Set(shown)), `audit-logging: ${sum}; ${surface}${next}.`].map((line) => `${line}\n`).join("");
}

/** Nobody should take a framework that is not known for code without a fault. */
const NO_HANDLER = "no handler is known in these files: if there are some, the setting `handlers` names them";

function covered({ covered, outcomes, guards }: Report["coverage"]): string {
  const refusing = guards.routes > 0 ? `; ${guards.covered} of ${guards.outcomes} guards that refuse record it` : "";
  return `${covered} of ${outcomes} outcomes of sensitive routes have an audit event${refusing}`;
}

function leftOut(findings: readonly ReportedFinding[], shown: ReadonlySet<ReportedFinding>): string[] {
  const rest = findings.filter((finding) => !shown.has(finding));
  if (rest.length === 0) return [];
  const rules = findingsByRule({ findings: rest }).map(([rule, own]) => `${rule} ${own.length}`);
  return [`and ${rest.length} more, less pressing: ${rules.join(", ")}. Name files or folders, or --only <rule>, to see them.`];
}
