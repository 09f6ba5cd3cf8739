import { describe, expect, test } from "vitest";
import { parseSource } from "../../src/parse.js";
import { consecutiveBranches, handlers, HANDLER_LINES, linesOfHandlers, nestedBranches, REPEATED } from "../../tools/bench/generate.js";
import { TAKEN_FILE } from "../../tools/bench/pins.js";
import { shown, table, verdictOf } from "../../tools/bench/report.js";
import { median, spread } from "../../tools/bench/statistics.js";

test("the median is the middle one, or the mean of the two in the middle", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(() => median([])).toThrow("no median");
});

test("the spread is the range as a part of the median", () => {
  expect(spread([90, 100, 110])).toBeCloseTo(0.2);
  expect(spread([0, 0])).toBe(0);
});

describe("a verdict", () => {
  const line = { group: "g", what: "w", unit: "percent" as const, detail: "" };

  test.each([
    [0.05, { most: 0.05 }, "ok"],
    [0.051, { most: 0.05 }, "missed"],
    [-0.01, { most: 0.05 }, "ok"],
    [8, { least: 8 }, "ok"],
    [7.9, { least: 8 }, "missed"],
    [NaN, { most: 0.05 }, "missed"],
  ])("of %d with target %j is %s", (value, target, expected) => {
    expect(verdictOf({ ...line, value, target })).toBe(expected);
  });

  test("is not given without a target", () => {
    expect(verdictOf({ ...line, value: 1 })).toBe("-");
  });
});

test("a table names each group once, and shows a target in its line's unit", () => {
  expect(
    table([
      { group: "CPU", what: "all", value: 0.031, unit: "percent", detail: "3 of 100 ms", target: { most: 0.05 } },
      { group: "CPU", what: "peer", value: 0.149, unit: "percent", detail: "" },
    ]),
  ).toBe(
    [
      "|     | what | result  | target         | verdict | detail      |",
      "|-----|------|---------|----------------|---------|-------------|",
      "| CPU | all  | +3.1 %  | at most +5.0 % | ok      | 3 of 100 ms |",
      "|     | peer | +14.9 % |                | -       |             |",
      "",
    ].join("\n"),
  );
  expect(shown(1.234, "times")).toBe("1.23 x");
  expect(shown(1234.4, "files/s")).toBe("1234 files/s");
});

describe("generated files", () => {
  test.each([
    ["handlers", handlers(5)],
    ["nested branches", nestedBranches(20)],
    ["branches in a row", consecutiveBranches(20)],
    ...Object.entries(REPEATED).map(([shape, text]): [string, string] => [shape, text(5)]),
  ])("of %s parse", (_name, text) => {
    expect(() => parseSource(text, "src/routes.ts")).not.toThrow();
  });

  test("have the size that was asked for", () => {
    expect(handlers(3).split("\n").length - handlers(2).split("\n").length).toBe(HANDLER_LINES);
    expect(Math.abs(linesOfHandlers(2000).split("\n").length - 2000)).toBeLessThan(HANDLER_LINES);
  });
});

test.each([
  ["src/a.ts", true],
  ["src/a.test.ts", false],
  ["src/a.d.ts", false],
  ["src/a.tsx", true],
  ["src/a.json", false],
])("of the sources, %s is taken: %s", (path, taken) => {
  expect(TAKEN_FILE.test(path)).toBe(taken);
});
