import { expect, test } from "vitest";
import { showHtml } from "../../src/report/show-html.js";
import { FINDING, GUARDS, ROUTES, sampleReport } from "./sample.js";

test("nothing is fetched from anywhere", () => {
  const page = showHtml(sampleReport());
  expect(page).not.toMatch(/\b(?:src|href)=|@import|url\(/);
  expect(page).toContain("default-src 'none'");
});

test("code and names of other people are text, and no markup", () => {
  const hostile = `</script><img src=x onerror="alert('1')">&amp;`;
  const finding = { ...FINDING, message: hostile, code: hostile, path: hostile, route: hostile, rule: hostile };
  const [route] = ROUTES;
  const page = showHtml(
    sampleReport({
      findings: [{ ...finding, remedies: [{ title: hostile, edits: [], reason: null, diff: `a\nb\n+${hostile}\n` }] }],
      routes: [{ ...route!, route: hostile, exempt: hostile }],
      unread: [{ path: hostile, status: "failed", reason: hostile }],
    }),
  );
  expect(page).not.toContain("<img");
  expect(page.split("</script>")).toHaveLength(2);
  expect(page).toContain("&#60;img src=x onerror=&#34;alert(&#39;1&#39;)&#34;&#62;&#38;amp;");
});

test("the page says which project it is of, as somebody who gets only the page wants to know", () => {
  const page = showHtml(sampleReport());
  expect(page).toContain("<title>Audit surface of @acme/&#60;shop&#62;</title>");
  expect(page).toContain('<h1>Audit surface <span class="quiet">of @acme/&#60;shop&#62;</span></h1>');
});

test("a finding shows the change that would mend it, line by line, or why there is none", () => {
  const page = showHtml(sampleReport());
  expect(page).toContain("<details><summary>Record it with securityLog.</summary>");
  expect(page).toContain("+securityLog.warn(&#34;access.check&#34;, {});");
  expect(page).toContain("No edit is safe: its body stands on one line.");
  expect(page.match(/<details><summary>/g)).toHaveLength(1);
});

test("a report of nothing is a page all the same", () => {
  const page = showHtml(sampleReport({ routes: [], findings: [], unread: [] }));
  expect(page).toContain("<p>None.</p>");
  expect(page).toContain("<strong>0</strong> sensitive routes of 0");
});

test("how many sensitive routes the coverage knows nothing of stands above them", () => {
  const untold = { ...ROUTES[0]!, outcomes: [] };
  const page = showHtml(sampleReport({ routes: [ROUTES[0]!, untold] }));
  expect(page).toContain('<p class="quiet">Of 1 of 2 sensitive routes the file tells no outcome: look for yourself what it leaves behind.</p>');
  expect(showHtml(sampleReport())).not.toContain("look for yourself");
});

test("where nothing needs an event, no share is shown, and no filter that would choose from nothing", () => {
  const [login] = ROUTES;
  const page = showHtml(sampleReport({ routes: [{ ...login!, sensitive: null }], findings: [], unread: [] }));
  expect(page).toContain("<strong>–</strong> no outcome needs an audit event");
  expect(page).not.toContain("100 %");
  for (const filter of ["category", "state", "rule"]) expect(page).toContain(`<label for="${filter}" hidden>`);
});

test("a sensitive route without an answer of its own is not shown as covered", () => {
  const [login] = ROUTES;
  const page = showHtml(sampleReport({ routes: [{ ...login!, outcomes: [] }], findings: [], unread: [] }));
  expect(page).toContain('<li class="tile " ');
  expect(page).toContain("gives no answer of its own here");
  expect(page).not.toContain('data-state="good"');
});

test("guards have tiles of their own: what they refuse unrecorded is marked, and one of which nothing is demanded is not praised", () => {
  const page = showHtml(sampleReport({ routes: GUARDS, findings: [], unread: [] }));
  const [admin, limit, proxy] = page.split('<li class="tile ').slice(1);
  expect(admin).toMatch(/^bad".*data-state="bad".*<code>requireAdmin<\/code>[^]*denied: ✗ nothing</);
  expect(limit).toMatch(/^good".*data-state="good".*<code>rateLimit \/<wbr>api<\/code>[^]*denied: ✓ log \(line 6\)</);
  expect(proxy).toMatch(/^".*data-state="".*<code>proxy \/<wbr>dashboard\/<wbr>:path\*<\/code>[^]*denied: · nothing</);
  expect(page).toContain("1 of 2 that refuse record it");
  expect(page).not.toContain("data-category");
});
