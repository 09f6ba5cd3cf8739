/** Log calls as they stand in server code, those that leak beside those that look alike: leaks-in-server-code.md has them. */
import { readFileSync } from "node:fs";
import { expect, test, describe } from "vitest";
import rule from "../../rules/no-secret-in-log.js";
import { readSettings } from "../../src/settings.js";
import { PARSERS } from "../support/parsers.js";

const PAGE = readFileSync(new URL("leaks-in-server-code.md", import.meta.url), "utf8");
const CASES = [...PAGE.matchAll(/^## (.+)\n\n```ts\n([^]*?)\n```$/gm)].map(([, sentence, code]): [string, string] => [sentence!, code!]);

const linesMarked = (code: string, mark: string): number[] =>
  code.split("\n").flatMap((line, index) => (line.endsWith(`// ${mark}`) ? [index + 1] : []));

describe.each(PARSERS)("server code under $parser", ({ facts }) => {
  test.each(CASES)("%s", (_sentence, code) => {
    const found = rule.definition.check(facts(code), rule.definition.defaults);
    const lines = new Set(found.map(({ range }) => code.slice(0, range[0]).split("\n").length));
    expect([...lines].sort((a, b) => a - b)).toEqual(linesMarked(code, "leak"));
  });
});

test.each(CASES.filter(([, code]) => code.includes("// leak")))("the look at the text lets no leak go: %s", (_sentence, code) => {
  expect(rule.definition.mayReport(code, "src/server.ts", readSettings(undefined), rule.definition.defaults)).toBe(true);
});

test("both sides are long enough to mean something", () => {
  const count = (mark: string): number => CASES.reduce((sum, [, code]) => sum + linesMarked(code, mark).length, 0);
  expect(count("leak")).toBeGreaterThan(240);
  expect(count("clean")).toBeGreaterThan(300);
});
