/**
 * The project's logging spec, filled from its own routes: what is recorded where, what is never recorded, and how to check
 * it.
 */
import type { Report, ReportedRoute } from "../report/model.js";
import { routeTitle } from "../report/words.js";

export interface SpecFacts {
  readonly report: Report;
  /** Path of the module that the events are written with. */
  readonly module: string;
  readonly emitter: string;
  /** `npx`, `pnpm exec` and the like. */
  readonly run: string;
}

export function loggingSpec({ report, module, emitter, run }: SpecFacts): string {
  return `# Logging spec

What this application records about security, where, and what it never writes. Written by \`audit-logging init\` from the routes
that it found; from here on it is yours: correct it, and keep it true. \`${run} audit-logging init\` brings the table below up to date,
and leaves all else as you have it.

## What is recorded where

Every event is one line of JSON of the shape \`security-event/1\`, written by \`${emitter}\` of \`${module}\`. Each has \`actor_id\` (a
user id, or \`anon\`), \`route\`, \`outcome\` (\`success\`, \`denied\` or \`error\`), \`request_id\`, and \`reason\` unless it succeeded.

${routeBlock(report)}

Beyond these: every 401, 403 and 429 is recorded where it is answered, every caught failure where it is caught, and one line a
request by the request log.

## What is never recorded

- Passwords, tokens, cookies, authorization headers, keys, one-time codes, card and account numbers, connection strings.
- Whole requests, bodies, headers, and the environment.
- E-mail addresses and other personal data. The account that a failed login tried is recorded as \`account\`, a keyed hash.
- Messages of errors as \`reason\`: a reason is a short code, such as \`invalid_credentials\`.

\`${module}\` redacts what slips through, by the field's name and by the value's shape. That is the second line of defence; the rule
\`no-secret-in-log\` is the first.

## Retention

- Security events: 12 months, 3 of them at hand for search. (Decide with whoever answers for compliance: PCI DSS 10.5.1 asks for this.)
- Other lines: 30 days.
- Who may read them: name the people or the role. Nobody who operates the application may change or delete events.

## Verification

| what | command | when |
| --- | --- | --- |
| nothing new is left unrecorded | \`${run} audit-logging report --check --since origin/main\` | every pull request |
| coverage does not fall | \`${run} audit-logging report --min-coverage ${report.coverage.percent}\` | every pull request; raise the number as gaps are closed |
| the alerts fire | \`${run} audit-logging alerts test <events.ndjson>\` on a day's events | monthly |
| an event reaches the log store | log in with a wrong password, and look for \`auth.login\` with \`denied\` | after each deployment of the logging itself |
`;
}

const START = "<!-- audit-logging:routes:start -->";
const END = "<!-- audit-logging:routes:end -->";

/** The spec with the routes as they are now, where it still has the place for them; all else is its owner's. */
export function withRoutesOf(report: Report, spec: string): string {
  const start = spec.indexOf(START);
  const end = spec.indexOf(END, start);
  if (start < 0 || end < 0) return spec;
  // What a formatter has set in columns says the same.
  if (cellsOf(spec.slice(start, end + END.length)) === cellsOf(routeBlock(report))) return spec;
  const block = spec.includes("\r\n") ? routeBlock(report).replaceAll("\n", "\r\n") : routeBlock(report);
  return spec.slice(0, start) + block + spec.slice(end + END.length);
}

function cellsOf(block: string): string {
  return block.replaceAll(/\s+/g, " ").replaceAll(/-{3,}/g, "---");
}

function routeBlock(report: Report): string {
  const sensitive = report.routes.filter(({ sensitive, exempt }) => sensitive && exempt === null);
  const text = sensitive.length > 0 ? routeTable(sensitive) : "No sensitive route was found. Add those that you know of to `sensitiveRoutes` in the settings.";
  return `${START}\n\n${text}\n\n${END}`;
}

function routeTable(routes: readonly ReportedRoute[]): string {
  const rows = routes.map((route) => {
    const outcomes = route.outcomes.filter(({ demanded }) => demanded);
    const recorded = outcomes.map(({ outcome, missing }) => `${outcome}${missing ? " (missing)" : ""}`).join(", ");
    return `| \`${cell(routeTitle(route))}\` | \`${route.sensitive!.event}\` | ${route.sensitive!.category} | ${recorded || "–"} | \`${cell(route.path)}\` |`;
  });
  return ["| route | event | category | outcomes | handler |", "| --- | --- | --- | --- | --- |", ...rows].join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("`", "'");
}
