/** The report as a page that a pull request or a wiki shows. */
import type { Report, ReportedOutcome, ReportedRoute } from "./model.js";
import { countOf, findingsByRule, outcomeOf, recordLines, routeCount, routesByKind, routeTitle, untoldLine } from "./words.js";

/** GitHub's Markdown. Cells of tables that come out of the code are escaped. */
export function showMarkdown(report: Report): string {
  const { sensitive, guards, others } = routesByKind(report.routes);
  const untold = untoldLine(report.routes);
  return `${[
    "# Audit surface",
    `${countOf(routeCount(report.routes), "route")}, ${routeCount(sensitive)} sensitive${shareOf(report)}.`,
    ...(untold === undefined ? [] : [untold]),
    ...(sensitive.length > 0 ? ["## Sensitive routes", routeTable(sensitive, WHY_SENSITIVE)] : []),
    ...(report.coverage.outcomes > 0 ? ["## Coverage by category", coverageTable(report)] : []),
    ...(guards.length > 0 ? ["## Guards", guardsLine(report), routeTable(guards, KIND)] : []),
    ...(others.length > 0 ? ["## Other routes", routeTable(others)] : []),
    "## Findings",
    report.findings.length > 0 ? findingsTable(report) : "None.",
    ...(report.unread.length > 0 ? ["## Not read", report.unread.map(({ path, reason }) => `- ${code(path)}: ${cellText(reason)}`).join("\n")] : []),
  ].join("\n\n")  }\n`;
}

/** Nothing to cover is no share of it. */
function shareOf({ coverage: { covered, outcomes, percent } }: Report): string {
  return outcomes === 0 ? "" : `; ${covered} of ${outcomes} outcomes of sensitive routes (${percent} %) leave an audit event`;
}

function guardsLine({ coverage: { guards } }: Report): string {
  const what = "They run before the routes, and refuse in their place.";
  return guards.routes === 0 ? what : `${what} ${guards.covered} of ${guards.outcomes} that refuse (${guards.percent} %) record it.`;
}

/** A column behind the route's title. */
interface Column {
  readonly head: string;
  /** What the rows are. */
  readonly rows: string;
  readonly text: (route: ReportedRoute) => string;
}

const WHY_SENSITIVE: Column = { rows: "Route", head: "Why sensitive", text: ({ sensitive }) => `${sensitive!.category}: ${cellText(sensitive!.evidence)}` };
const KIND: Column = { rows: "Guard", head: "Kind", text: ({ role }) => role };

function routeTable(routes: readonly ReportedRoute[], column?: Column): string {
  const rows = routes.map((route) => {
    const outcomes = (["success", "denied", "error"] as const).map((outcome) => cell(outcomeOf(route, outcome), route));
    return row([code(routeTitle(route)), ...(column ? [column.text(route)] : []), ...outcomes, `${code(`${route.path}:${route.line}`)}`]);
  });
  const head = [column?.rows ?? "Route", ...(column ? [column.head] : []), "Success", "Denied", "Error", "Handler"];
  return [row(head), row(head.map(() => "---")), ...rows].join("\n");
}

function cell(outcome: ReportedOutcome | undefined, { exempt }: ReportedRoute): string {
  if (!outcome) return "–";
  if (exempt !== null) return "exempt";
  const lines = recordLines(outcome);
  if (outcome.missing) return `**missing**: ${outcome.recorded}${lines}`;
  return `${outcome.recorded}${lines}`;
}

function coverageTable({ coverage }: Report): string {
  const rows = Object.entries(coverage.byCategory).map(([category, { routes, covered, outcomes, percent }]) =>
    row([category, String(routes), `${covered} of ${outcomes}`, outcomes > 0 ? `${percent} %` : "–"]),
  );
  return [row(["Category", "Routes", "Outcomes covered", "Share"]), row(["---", "---:", "---:", "---:"]), ...rows].join("\n");
}

function findingsTable(report: Report): string {
  return findingsByRule(report)
    .flatMap(([rule, findings]) => [
      `### ${rule} (${findings.length})`,
      [row(["Where", "What"]), row(["---", "---"]), ...findings.map(({ path, line, message }) => row([code(`${path}:${line}`), cellText(message)]))].join("\n"),
    ])
    .join("\n\n");
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** A code span that holds whatever a path may: back quotes need a longer fence, and a bar ends a cell even in code. */
function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const padding = longest > 0 ? " " : "";
  return `${fence}${padding}${text.replaceAll("|", "\\|").replaceAll("\n", " ")}${padding}${fence}`;
}

/** Text of other people's code, with nothing in it that Markdown or HTML reads as markup. */
function cellText(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]<>|#]/g, "\\$&").replaceAll("\n", " ");
}
