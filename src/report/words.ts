/** Words and groupings that several formats share. */
import type { Outcome } from "../vocabulary/outcome.js";
import type { Report, ReportedFinding, ReportedOutcome, ReportedRoute } from "./model.js";

/** `POST /api/login`; the handler's name, or else its file, where no route is known. */
export function routeTitle({ method, route, name, path, role }: Pick<ReportedRoute, "method" | "route" | "name" | "path" | "role">): string {
  const own = name === "default" ? null : name;
  // A guard is known by its name, whatever it stands before.
  if (isGuard({ role })) return [own ?? role, route].filter((part) => part !== null).join(" ");
  const what = route ?? own ?? path;
  if (role === "error-handler") return `${what} (error handler)`;
  return method === null || method === what ? what : `${method} ${what}`;
}

/** Runs before handlers, and refuses some requests in their place. */
export function isGuard({ role }: Pick<ReportedRoute, "role">): boolean {
  return role === "middleware" || role === "proxy";
}

/** The routes by what a format does with them: each stands in one of the three. */
export function routesByKind(routes: readonly ReportedRoute[]): Record<"sensitive" | "guards" | "others", readonly ReportedRoute[]> {
  return {
    sensitive: routes.filter(({ sensitive }) => sensitive),
    guards: routes.filter(isGuard),
    others: routes.filter((route) => !route.sensitive && !isGuard(route)),
  };
}

/**
 * Without what only answers for the failures of others, which no address leads to, and without the function that hands each
 * method over to a handler of its own, which is no route beside them. Both are listed with the rest.
 */
export function routeCount(routes: readonly ReportedRoute[]): number {
  return countedRoutes(routes).length;
}

function countedRoutes(routes: readonly ReportedRoute[]): readonly ReportedRoute[] {
  const reached = routes.filter(({ role, sensitive }) => role === "handler" || sensitive);
  const byMethod = new Set(reached.flatMap((route) => (route.method === null ? [] : [addressOf(route)])));
  return reached.filter((route) => route.method !== null || route.route === null || !byMethod.has(addressOf(route)));
}

/**
 * What is to be said of sensitive routes whose file tells no outcome, as they answer elsewhere or with a status that is
 * computed: the coverage knows nothing of them. Undefined where there are none.
 */
export function untoldLine(routes: readonly ReportedRoute[]): string | undefined {
  const sensitive = countedRoutes(routes.filter((route) => route.sensitive));
  const untold = sensitive.filter(({ outcomes, exempt }) => outcomes.length === 0 && exempt === null).length;
  if (untold === 0) return undefined;
  return `Of ${untold} of ${countOf(sensitive.length, "sensitive route")} the file tells no outcome: look for yourself what ${untold === 1 ? "it leaves" : "they leave"} behind.`;
}

function addressOf({ path, route }: ReportedRoute): string {
  return `${path}\n${route}`;
}

/** What the report says of one outcome of a route; undefined where the handler has no such answer. */
export function outcomeOf(route: ReportedRoute, outcome: Outcome): ReportedOutcome | undefined {
  return route.outcomes.find((one) => one.outcome === outcome);
}

/** Where it is recorded. Of an answer that keeps nothing no line: those are of others of the same outcome. */
export function recordLines({ recorded, records }: ReportedOutcome): string {
  return recorded === "nothing" || records.length === 0 ? "" : ` (line ${records.join(", ")})`;
}

/** What to look at first: a leak goes on today, a console line is merely hard to search. docs/adopting.md says the same. */
export const BY_URGENCY: readonly string[] = [
  "no-secret-in-log",
  "require-audit-on-sensitive-route",
  "log-on-4xx",
  "no-silent-catch",
  "no-log-injection",
  "require-audit-fields",
  "no-console-in-handlers",
];

/** Rules with their findings, the most pressing first. */
export function findingsByRule(report: Pick<Report, "findings">): [rule: string, findings: ReportedFinding[]][] {
  const byRule = new Map<string, ReportedFinding[]>();
  for (const finding of report.findings) {
    const own = byRule.get(finding.rule);
    if (own) own.push(finding);
    else byRule.set(finding.rule, [finding]);
  }
  return [...byRule].sort(([a], [b]) => BY_URGENCY.indexOf(a) - BY_URGENCY.indexOf(b));
}

/** `1 file`, `2 files`. */
export function countOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
