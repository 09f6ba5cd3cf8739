/** The report for programs: one document, or one line a finding. */
import type { Report } from "./model.js";

/** The model as it is, over several lines; `report.schema.json` describes it. */
export function showJson(report: Report): string {
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

/** One JSON object a line: the routes, the findings, then the summary; `kind` tells which. */
export function showJsonLines({ routes, findings, ...summary }: Report): string {
  const lines = [
    ...routes.map((route) => ({ kind: "route", ...route })),
    ...findings.map((finding) => ({ kind: "finding", ...finding })),
    { kind: "summary", ...summary },
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}
