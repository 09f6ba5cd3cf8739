import { expect, test } from "vitest";
import { showHtml } from "../../src/report/show-html.js";
import { FINDING, ROUTES, sampleReport } from "./sample.js";

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

test("a report of nothing is a page all the same", () => {
  const page = showHtml(sampleReport({ routes: [], findings: [], unread: [] }));
  expect(page).toContain("<p>None.</p>");
  expect(page).toContain("<strong>0</strong> sensitive routes of 0");
});
