/** The report as one page that needs nothing else: a map of the routes by coverage, then the findings with code and diff. */
import { createHash } from "node:crypto";
import { SCRIPT, STYLE } from "./html-page.js";
import type { Report, ReportedFinding, ReportedOutcome, ReportedRoute } from "./model.js";
import { countOf, findingsByRule, isGuard, recordLines, routeCount, routesByKind, routeTitle, untoldLine } from "./words.js";

/** The whole page, with its style and its script. Whatever comes out of the code is escaped. */
export function showHtml(report: Report): string {
  const { sensitive, guards, others } = routesByKind(report.routes);
  const categories = [...new Set(sensitive.map((route) => route.sensitive!.category))].sort();
  // Nothing but the page's own script and style may run or load: what is shown is other people's code.
  const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${createHash("sha256").update(SCRIPT).digest("base64")}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Audit surface of ${escaped(report.project)}</title>
<style>${STYLE}</style>
</head>
<body>
<header><div>
<h1>Audit surface <span class="quiet">of ${escaped(report.project)}</span></h1>
${numbers(report, routeCount(sensitive))}
${filters(report, categories)}
</div></header>
<main>
${sensitive.length > 0 ? section("Sensitive routes", untold(report) + LEGEND + categories.map((category) => group(category, report)).join("\n")) : ""}
${guards.length > 0 ? section("Guards", guardMap(guards, report)) : ""}
${section("Findings", report.findings.length > 0 ? findings(report) : "<p>None.</p>")}
${others.length > 0 ? section("Other routes", otherRoutes(others)) : ""}
${report.unread.length > 0 ? section("Not read", unread(report)) : ""}
</main>
<footer class="quiet">${escaped(report.tool.name)} ${escaped(report.tool.version)}. Scanned ${countOf(report.files.scanned, "file")}: ${report.files.analysed} analysed, ${report.files.skipped} skipped, ${report.files.failed} failed.</footer>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

/** Nothing to cover is no share of it: 100 % would praise what nobody has looked for. */
function numbers({ routes, findings, coverage }: Report, sensitive: number): string {
  const files = new Set(findings.map(({ path }) => path)).size;
  const share =
    coverage.outcomes > 0
      ? `<strong>${coverage.percent} %</strong> of the outcomes of sensitive routes leave an audit event<div class="meter"><span style="width:${coverage.percent}%"></span></div>`
      : "<strong>–</strong> no outcome needs an audit event";
  const { guards: refusing } = coverage;
  const guards = refusing.routes === 0 ? "" : `<li><strong>${refusing.covered}</strong> of ${countOf(refusing.outcomes, "guard")} that ${refusing.outcomes === 1 ? "refuses records" : "refuse record"} it</li>\n`;
  return `<ul class="numbers">
<li>${share}</li>
<li><strong>${sensitive}</strong> sensitive ${sensitive === 1 ? "route" : "routes"} of ${routeCount(routes)}</li>
<li><strong>${coverage.outcomes - coverage.covered}</strong> ${coverage.outcomes - coverage.covered === 1 ? "outcome" : "outcomes"} of ${coverage.outcomes} without an audit event</li>
${guards}<li><strong>${findings.length}</strong> ${findings.length === 1 ? "finding" : "findings"} in ${countOf(files, "file")}</li>
</ul>`;
}

function filters(report: Report, categories: readonly string[]): string {
  const option = (value: string, text = value): string => `<option value="${escaped(value)}">${escaped(text)}</option>`;
  const rules = findingsByRule(report).map(([rule, own]) => option(rule, `${rule} (${own.length})`));
  // The script knows all four; one that would choose from nothing is not shown.
  const hidden = (empty: boolean): string => (empty ? " hidden" : "");
  return `<form class="filters">
<label for="words">Route, file or text<input id="words" type="search" autocomplete="off"></label>
<label for="category"${hidden(categories.length === 0)}>Category<select id="category"><option value="">every category</option>${categories.map((category) => option(category)).join("")}</select></label>
<label for="state"${hidden(categories.length === 0)}>Coverage<select id="state"><option value="">all</option>${option("bad", "nothing recorded")}${option("some", "partly recorded")}${option("good", "covered")}</select></label>
<label for="rule"${hidden(rules.length === 0)}>Rule<select id="rule"><option value="">every rule</option>${rules.join("")}</select></label>
<output id="shown" for="words category state rule"></output>
</form>`;
}

const LEGEND = `<ul class="legend">
<li><span class="mark good">✓ audit</span> an audit event on every answer</li>
<li><span class="mark good">✓ log</span> enough for an error, and where a guard refuses</li>
<li><span class="mark some">✗ log</span> something is kept, but no audit event</li>
<li><span class="mark bad">✗ nothing</span> nothing is kept</li>
<li><span class="mark">· log</span> no audit event is demanded</li>
</ul>
`;

function untold({ routes }: Report): string {
  const line = untoldLine(routes);
  return line === undefined ? "" : `<p class="quiet">${line}</p>\n`;
}

function section(title: string, body: string): string {
  return `<section aria-labelledby="${anchor(title)}">\n<h2 id="${anchor(title)}">${escaped(title)}</h2>\n${body}\n</section>`;
}

function group(category: string, { routes, coverage }: Report): string {
  const own = routes.filter(({ sensitive }) => sensitive?.category === category);
  const count = coverage.byCategory[category];
  const share = count ? `${count.covered} of ${countOf(count.outcomes, "outcome")} covered` : "exempt";
  return `<div class="group" data-group>
<h3>${escaped(category)} <span class="quiet">${share}</span></h3>
<ul class="map">
${own.map(tile).join("\n")}
</ul>
</div>`;
}

function guardMap(guards: readonly ReportedRoute[], { coverage }: Report): string {
  const { routes, covered, outcomes } = coverage.guards;
  return `<p class="quiet">They run before the routes, and refuse in their place${routes > 0 ? `: ${covered} of ${outcomes} that refuse record it` : ""}.</p>
<div class="group" data-group>
<ul class="map">
${guards.map(tile).join("\n")}
</ul>
</div>`;
}

type State = "good" | "some" | "bad" | "";

/**
 * By its worst outcome: `bad` where nothing is kept on one, `some` where it is kept, though not as an audit event; empty where
 * nothing is demanded.
 */
function stateOf({ outcomes, exempt }: ReportedRoute): State {
  if (exempt !== null || outcomes.length === 0) return "";
  const states = outcomes.map(stateOfOutcome);
  return (["bad", "some", "good"] as const).find((state) => states.includes(state)) ?? "";
}

function stateOfOutcome({ missing, recorded, demanded }: ReportedOutcome): State {
  if (missing) return recorded === "nothing" ? "bad" : "some";
  return demanded || recorded === "audit" ? "good" : "";
}

function tile(route: ReportedRoute): string {
  const state = stateOf(route);
  const { path, line, role, sensitive } = route;
  const title = routeTitle(route);
  const why = sensitive ? `${escaped(sensitive.event)}, as it ${asClause(sensitive.evidence)}` : role;
  const find = [title, path, role, sensitive?.event, sensitive?.evidence].filter((text) => text !== undefined).join(" ");
  const category = sensitive ? ` data-category="${escaped(sensitive.category)}"` : "";
  return `<li class="tile ${state}" data-find="${escaped(find.toLowerCase())}"${category} data-state="${state}"><code>${breakable(title)}</code>
<div class="where quiet">${breakable(path)}:${line}</div>
<div class="where quiet">${why}</div>
${outcomes(route)}</li>`;
}

function outcomes(route: ReportedRoute): string {
  if (route.outcomes.length === 0) return `<div class="where quiet">${isGuard(route) ? "refuses nothing here" : "gives no answer of its own here"}</div>`;
  return `<ul class="outcomes">${route.outcomes.map((outcome) => `<li>${mark(outcome, route)}</li>`).join("")}</ul>`;
}

/** `route /login` → `has the route /login`; the others are clauses already. */
function asClause(evidence: string): string {
  return escaped(evidence.replace(/^route /, "has the route ").replace(/^named /, "is named "));
}

function mark(outcome: ReportedOutcome, { exempt }: ReportedRoute): string {
  const { recorded, missing, demanded } = outcome;
  if (exempt !== null) return `<span class="mark">${outcome.outcome}: exempt, ${escaped(exempt)}</span>`;
  const sign = missing ? "✗" : demanded || recorded === "audit" ? "✓" : "·";
  return `<span class="mark ${stateOfOutcome(outcome)}">${outcome.outcome}: ${sign} ${recorded}${recordLines(outcome)}</span>`;
}

function findings(report: Report): string {
  return findingsByRule(report)
    .map(([rule, own]) => `<div class="group" data-group>\n<h3>${escaped(rule)} <span class="quiet">${own.length}</span></h3>\n${own.map(finding).join("\n")}\n</div>`)
    .join("\n");
}

function finding({ rule, severity, message, path, line, code, route, remedies }: ReportedFinding): string {
  const [remedy] = remedies;
  const find = `${path} ${message} ${code} ${route ?? ""}`.toLowerCase();
  const state = severity === "error" ? "bad" : "some";
  return `<article class="finding" data-find="${escaped(find)}" data-rule="${escaped(rule)}">
<h4><span class="mark ${state}">${severity}</span> <code>${breakable(path)}:${line}</code></h4>
<p>${escaped(message)}</p>
<pre tabindex="0">${escaped(code)}</pre>
${remedy?.diff ? `<details><summary>${escaped(remedy.title)}</summary>${diff(remedy.diff)}</details>` : ""}${remedy?.reason ? `<p class="quiet">No edit is safe: ${escaped(remedy.reason)}.</p>` : ""}
</article>`;
}

function diff(text: string): string {
  // The two lines that name the file say nothing here.
  const lines = text.trimEnd().split("\n").slice(2);
  const kind = (line: string): string => (line.startsWith("+") ? "add" : line.startsWith("-") ? "cut" : line.startsWith("@") ? "at" : "");
  return `<pre class="diff" tabindex="0">${lines.map((line) => `<span class="${kind(line)}">${escaped(line) || " "}</span>`).join("")}</pre>`;
}

function otherRoutes(routes: readonly ReportedRoute[]): string {
  const rows = routes.map((route) => {
    const cells = (["success", "denied", "error"] as const).map((name) => {
      const outcome = route.outcomes.find((one) => one.outcome === name);
      return `<td>${outcome ? outcome.recorded : "–"}</td>`;
    });
    const title = routeTitle(route);
    return `<tr data-find="${escaped(`${title} ${route.path}`.toLowerCase())}"><th scope="row"><code>${escaped(title)}</code></th>${cells.join("")}<td>${escaped(route.path)}:${route.line}</td></tr>`;
  });
  return `<div class="scroll" data-group tabindex="0" role="region" aria-label="Table of the other routes"><table>
<thead><tr><th scope="col">Route</th><th scope="col">Success</th><th scope="col">Denied</th><th scope="col">Error</th><th scope="col">Handler</th></tr></thead>
<tbody>
${rows.join("\n")}
</tbody>
</table></div>`;
}

function unread({ unread }: Report): string {
  return `<ul>${unread.map(({ path, reason }) => `<li><code>${escaped(path)}</code>: ${escaped(reason)}</li>`).join("\n")}</ul>`;
}

function anchor(title: string): string {
  return title.toLowerCase().replaceAll(/\W+/g, "-");
}

/** A path that may go on in the next line, behind any of its slashes. */
function breakable(path: string): string {
  return escaped(path).replaceAll("/", "/<wbr>");
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
