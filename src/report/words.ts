/** Words and groupings that several formats share. */
import type { Outcome } from "../vocabulary/outcome.js";
import type { Report, ReportedFinding, ReportedOutcome, ReportedRoute } from "./model.js";

/** `POST /api/login`; the handler's name, or else its file, where no route is known. */
export function routeTitle({ method, route, name, path, role }: Pick<ReportedRoute, "method" | "route" | "name" | "path" | "role">): string {
  const what = route ?? (name === "default" ? null : name) ?? path;
  if (role === "error-handler") return `${what} (error handler)`;
  return method === null || method === what ? what : `${method} ${what}`;
}

/** Without what only answers for the failures of others: that is listed with the rest, and no address leads to it. */
export function routeCount(routes: readonly ReportedRoute[]): number {
  return routes.filter(({ role, sensitive }) => role === "handler" || sensitive).length;
}

export function outcomeOf(route: ReportedRoute, outcome: Outcome): ReportedOutcome | undefined {
  return route.outcomes.find((one) => one.outcome === outcome);
}

/** Rules with their findings, the most frequent first. */
export function findingsByRule(report: Report): [rule: string, findings: ReportedFinding[]][] {
  const byRule = new Map<string, ReportedFinding[]>();
  for (const finding of report.findings) {
    const own = byRule.get(finding.rule);
    if (own) own.push(finding);
    else byRule.set(finding.rule, [finding]);
  }
  return [...byRule].sort(([a, own], [b, other]) => other.length - own.length || (a < b ? -1 : 1));
}

export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
