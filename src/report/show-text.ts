/** The report for a person at a terminal: the sensitive routes as a table, coverage by category, findings by rule. */
import type { CoverageCount, Report, ReportedFinding, ReportedOutcome, ReportedRoute, UnreadFile } from "./model.js";
import { printable } from "./printable.js";
import { countOf, findingsByRule, outcomeOf, routeCount, routesByKind, routeTitle, untoldLine } from "./words.js";

/** What the terminal can do. */
export interface TextStyle {
  /** Columns of the terminal. */
  readonly width: number;
  readonly paint: (text: string, colour: "bold" | "green" | "red" | "yellow" | "dim") => string;
}

const NARROWEST = 60;
const OUTCOME_WIDTH = 11;
const CATEGORY_WIDTH = 15;
/** Findings that are listed one by one: what a change adds, and not what an old code base has. */
const FEW = 20;

/** The whole report as lines. What comes out of the code is printed without control characters. */
export function showText(report: Report, style: TextStyle): string {
  const { sensitive, guards, others } = routesByKind(report.routes);
  const lines = [
    style.paint(`Audit surface: ${countOf(routeCount(report.routes), "route")}, ${routeCount(sensitive)} sensitive`, "bold"),
    ...(sensitive.length > 0 ? ["", ...table(sensitive, ROUTE_TABLE, style)] : []),
    ...(guards.length > 0 ? ["", ...table(guards, GUARD_TABLE, style)] : []),
    ...(others.length > 0 ? ["", style.paint(othersLine(others.length, sensitive.length > 0), "dim")] : []),
    ...coverage(report, style),
    "",
    ...findings(report, style),
    ...(report.unread.length > 0 ? ["", ...filesNotRead("Not read", report.unread)] : []),
    "",
    filesLine(report),
  ];
  return `${lines.join("\n")}\n`;
}

/** What is left of it with --quiet: what could not be read, and the counts. */
export function showCounts(report: Report): string {
  const failed = report.unread.filter(({ status }) => status === "failed");
  const lines = [...(failed.length > 0 ? filesNotRead("Failed", failed) : []), `${countOf(report.findings.length, "finding")}.`, filesLine(report)];
  return `${lines.join("\n")}\n`;
}

interface TableKind {
  /** Heads of the first two columns. */
  readonly heads: readonly [string, string];
  readonly category: (route: ReportedRoute) => string;
  /** What the sign of something missing means here. */
  readonly missing: string;
}

const ROUTE_TABLE: TableKind = { heads: ["route", "category"], category: ({ sensitive }) => sensitive!.category, missing: "no audit event, only what is named" };
const GUARD_TABLE: TableKind = { heads: ["guard", "kind"], category: ({ role }) => role, missing: "refuses, and no record says so" };

function table(routes: readonly ReportedRoute[], kind: TableKind, style: TextStyle): string[] {
  const room = Math.max(style.width, NARROWEST) - 2 - CATEGORY_WIDTH - 3 * OUTCOME_WIDTH;
  const longest = Math.max(...routes.map((route) => printable(routeTitle(route)).length));
  const first = Math.max(20, Math.min(room, longest + 2));
  const head = `  ${kind.heads[0].padEnd(first)}${kind.heads[1].padEnd(CATEGORY_WIDTH)}${["success", "denied", "error"].map((word) => word.padEnd(OUTCOME_WIDTH)).join("")}`;
  const rows = routes.flatMap((route) => {
    const cells = (["success", "denied", "error"] as const).map((outcome) => cell(outcomeOf(route, outcome), route, style)).join("");
    const category = kind.category(route).padEnd(CATEGORY_WIDTH);
    return [
      `  ${clipped(printable(routeTitle(route)), first - 1).padEnd(first)}${category}${cells}`.trimEnd(),
      style.paint(`    ${printable(route.path)}:${route.line}`, "dim"),
    ];
  });
  const signs = [
    ...(routes.some(isMissing) ? [`✗ ${kind.missing}`] : []),
    ...(routes.some(isMissing) && routes.some(isEnough) ? ["without ✗ none is missing"] : []),
    ...(routes.some(({ outcomes }) => outcomes.length < 3) ? ["– no such answer here"] : []),
  ];
  return [style.paint(head.trimEnd(), "dim"), ...rows, ...(signs.length > 0 ? ["", style.paint(`  ${signs.join("; ")}`, "dim")] : [])];
}

function isMissing({ outcomes, exempt }: ReportedRoute): boolean {
  return exempt === null && outcomes.some(({ missing }) => missing);
}

/** Something that looks like a gap and is none: a logger's line for an error, nothing for a complaint about a form. */
function isEnough({ outcomes, exempt }: ReportedRoute): boolean {
  return exempt === null && outcomes.some(({ missing, recorded }) => !missing && recorded !== "audit");
}

function othersLine(count: number, beside: boolean): string {
  const what = countOf(count, beside ? "more handler" : "handler");
  return `${what} without anything sensitive; --format markdown lists ${count === 1 ? "it" : "them"}.`;
}

/** What is there, and whether it is enough: `audit`, `✗ console`, `–` where the handler has no such answer. */
function cell(outcome: ReportedOutcome | undefined, { exempt }: ReportedRoute, { paint }: TextStyle): string {
  if (!outcome) return "–".padEnd(OUTCOME_WIDTH);
  if (exempt !== null) return paint("exempt".padEnd(OUTCOME_WIDTH), "dim");
  if (outcome.missing) return paint(`✗ ${outcome.recorded}`.padEnd(OUTCOME_WIDTH), "red");
  return outcome.recorded === "audit" ? paint("audit".padEnd(OUTCOME_WIDTH), "green") : outcome.recorded.padEnd(OUTCOME_WIDTH);
}

function coverage({ coverage: { guards, ...all }, routes }: Report, style: TextStyle): string[] {
  const rows = Object.entries(all.byCategory).flatMap(([category, count]) => (count.outcomes > 0 ? [`  ${category.padEnd(CATEGORY_WIDTH)}  ${share(count)}`] : []));
  const sum = all.outcomes > 0 ? `${share(all)} of the outcomes of sensitive routes leave an audit event` : "no answer that needs an audit event is seen in the files of the sensitive routes";
  const untold = untoldLine(routes);
  const lines = [
    ...(routes.some(({ sensitive }) => sensitive) ? [style.paint(`Coverage: ${sum}`, "bold"), ...rows] : []),
    ...(untold === undefined ? [] : [untold]),
    ...(guards.routes > 0 ? [style.paint(`Guards: ${share(guards)} of those that refuse record it`, "bold")] : []),
  ];
  return lines.length > 0 ? ["", ...lines] : [];
}

function share({ covered, outcomes, percent }: CoverageCount): string {
  return `${covered} of ${outcomes} (${percent} %)`;
}

function findings(report: Report, style: TextStyle): string[] {
  const byRule = findingsByRule(report);
  if (byRule.length === 0) return [style.paint("No findings.", "green")];
  const few = report.findings.length <= FEW;
  const more = few ? "" : "; --format markdown lists each one";
  return [
    style.paint(`${countOf(report.findings.length, "finding")}:`, "bold"),
    ...(few ? byRule.flatMap(([rule, own]) => listed(rule, own)) : counted(byRule)),
    "",
    style.paint(`\`audit-logging fix\` shows what would repair them as a diff${more}.`, "dim"),
  ];
}

function listed(rule: string, findings: readonly ReportedFinding[]): string[] {
  return [`  ${rule} (${findings.length})`, ...findings.map(({ path, line, message }) => `    ${printable(`${path}:${line}  ${message.replaceAll(/\s+/g, " ")}`)}`)];
}

function counted(byRule: readonly (readonly [string, readonly ReportedFinding[]])[]): string[] {
  const width = Math.max(...byRule.map(([rule]) => rule.length));
  return byRule.map(([rule, own]) => `  ${rule.padEnd(width)}  ${String(own.length).padStart(5)}  first: ${printable(own[0]!.path)}:${own[0]!.line}`);
}

function filesNotRead(title: string, files: readonly UnreadFile[]): string[] {
  return [`${title} (${files.length}):`, ...files.map(({ path, reason }) => `  ${printable(`${path}: ${reason}`)}`)];
}

function filesLine({ files: { scanned, analysed, skipped, failed } }: Report): string {
  return `Scanned ${countOf(scanned, "file")}: ${analysed} analysed, ${scanned - analysed - skipped - failed} with nothing to look at, ${skipped} skipped, ${failed} failed.`;
}

function clipped(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(1, width - 1))}…`;
}
