/** How much of the sensitive surface leaves an audit event, in numbers. */
import type { Coverage, CoverageCount, ReportedRoute } from "./model.js";
import { isGuard, routeCount } from "./words.js";

/** Exempt handlers have been decided on, so they count neither way. */
export function coverageOf(routes: readonly ReportedRoute[]): Coverage {
  const demanded = routes.filter(({ sensitive, exempt }) => sensitive && exempt === null);
  const categories = [...new Set(demanded.map(({ sensitive }) => sensitive!.category))].sort();
  const byCategory = Object.fromEntries(
    categories.map((category) => [category, count(demanded.filter(({ sensitive }) => sensitive!.category === category))]),
  );
  const refusing = routes.filter((route) => isGuard(route) && route.outcomes.some((outcome) => outcome.demanded));
  return { ...count(demanded), byCategory, guards: { ...count(refusing), routes: refusing.length } };
}

function count(routes: readonly ReportedRoute[]): CoverageCount {
  const all = routes.flatMap(({ outcomes }) => outcomes.filter((outcome) => outcome.demanded));
  const covered = all.filter(({ missing }) => !missing).length;
  // Rounded down, so that 100 means all.
  return {
    routes: routeCount(routes),
    outcomes: all.length,
    covered,
    percent: all.length === 0 ? 100 : Math.floor((100 * covered) / all.length),
  };
}
