/** The report for a coding agent: one line a finding and one in the end, so that little of its context is spent. */
import type { Report } from "./model.js";
import { countOf } from "./words.js";

export function showAgent({ findings, coverage }: Report): string {
  const lines = findings.map(({ path, line, rule, message }) => `${path}:${line} ${rule}: ${message.replaceAll(/\s+/g, " ")}`);
  const files = new Set(findings.map(({ path }) => path)).size;
  const sum = findings.length === 0 ? "no findings" : `${countOf(findings.length, "finding")} in ${countOf(files, "file")}`;
  const next = findings.length === 0 ? "" : "; `audit-logging report --format prompt <file>` says what to write, `audit-logging fix --write <file>` writes it";
  const { guards } = coverage;
  const refusing = guards.routes > 0 ? `; ${guards.covered} of ${guards.outcomes} guards that refuse record it` : "";
  return [...lines, `audit-logging: ${sum}; ${coverage.covered} of ${coverage.outcomes} outcomes of sensitive routes have an audit event${refusing}${next}.`].map((line) => `${line}\n`).join("");
}
