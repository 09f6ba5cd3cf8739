import { describe, expect, test } from "vitest";
import { drawSample, inOrder, random, withVerdicts } from "../../tools/accuracy/sample.js";
import { accuracyRows, betweenMarkers, END, readVerdicts, START, writeVerdicts } from "../../tools/accuracy/verdicts.js";
import { markdownTable } from "../../tools/corpus/table.js";

const site = (repository: string, line: number) => ({ repository, path: "src/a.ts", line, rule: "log-on-4xx", messageId: "unrecorded" });
const sites = (repository: string, count: number) => Array.from({ length: count }, (_, index) => site(repository, index + 1));

describe("a sample", () => {
  const many = [...sites("big/one", 200), ...sites("small/one", 4), ...sites("middle/one", 30)];

  test("is the same for the same seed, whatever order the findings come in", () => {
    expect(drawSample([...many].reverse(), 20, 7)).toEqual(drawSample(many, 20, 7));
  });

  test("is another for another seed", () => {
    expect(drawSample(many, 20, 8)).not.toEqual(drawSample(many, 20, 7));
  });

  test("gives each repository its share, and what one cannot fill to the others", () => {
    const drawn = drawSample(many, 50, 1);
    const count = (name: string) => drawn.filter(({ repository }) => repository === name).length;
    expect([count("small/one"), count("middle/one"), count("big/one")]).toEqual([4, 23, 23]);
  });

  test("is everything when there is no more", () => {
    expect(drawSample(many, 1000, 1)).toEqual(inOrder(many));
  });

  test("draws none twice", () => {
    expect(new Set(drawSample(many, 100, 3).map(({ repository, line }) => `${repository}:${line}`)).size).toBe(100);
  });

  test("comes from numbers from 0 to 1, spread evenly", () => {
    const next = random(1);
    const numbers = Array.from({ length: 10_000 }, next);
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    expect(numbers.reduce((sum, number) => sum + number, 0) / numbers.length).toBeCloseTo(0.5, 1);
  });
});

test("a verdict stays with its finding", () => {
  const before = [{ ...site("a/b", 1), verdict: "wrong" as const, note: "recorded by a wrapper" }];
  expect(withVerdicts([site("a/b", 1), site("a/b", 2)], before)).toMatchObject([
    { line: 1, verdict: "wrong", note: "recorded by a wrapper" },
    { line: 2, verdict: null, note: "" },
  ]);
});

describe("a verdict file", () => {
  const drawn = {
    rule: "log-on-4xx",
    date: "2026-01-02",
    seed: 1,
    command: "npm run accuracy -- sample --rule log-on-4xx --count 3 --seed 1",
    repositories: { "a/b": { findings: 12, commit: "abc" }, "c/d": { findings: 0 } },
  };
  const judgements = [
    { ...site("a/b", 1), verdict: "right" as const, note: "" },
    { ...site("a/b", 2), verdict: "wrong" as const, note: "a probe" },
    { ...site("a/b", 3), verdict: "right" as const, note: "" },
    { ...site("a/b", 4), verdict: null, note: "" },
  ];

  test("is read as it was written", () => {
    expect(readVerdicts(writeVerdicts({ drawn, judgements }), "x.jsonl")).toEqual({ drawn, judgements });
  });

  test.each([
    ["a line that is no JSON", `${JSON.stringify(drawn)}\n{`, "x.jsonl:2 is no JSON."],
    ["a file without its first line", JSON.stringify(judgements[0]), "x.jsonl: the first line must say how the sample was drawn."],
    ["another verdict", `${JSON.stringify(drawn)}\n${JSON.stringify({ ...judgements[0], verdict: "maybe" })}`, 'x.jsonl:2: the verdict must be "right"'],
  ])("with %s is refused", (_name, text, message) => {
    expect(() => readVerdicts(text, "x.jsonl")).toThrow(message);
  });

  test("is a row of the table", () => {
    expect(markdownTable(accuracyRows([{ drawn, judgements }]))).toBe(
      [
        "| rule                              | repositories | findings | judged | right | wrong | precision | date       | command                                                           |",
        "| --------------------------------- | ------------ | -------- | ------ | ----- | ----- | --------- | ---------- | ----------------------------------------------------------------- |",
        "| [log-on-4xx](rules/log-on-4xx.md) | 2            | 12       | 3 of 4 | 2     | 1     | 66.7 %    | 2026-01-02 | `npm run accuracy -- sample --rule log-on-4xx --count 3 --seed 1` |",
        "",
      ].join("\n"),
    );
  });

  test("that nobody has judged has no precision", () => {
    const unjudged = judgements.map((judgement) => ({ ...judgement, verdict: null }));
    expect(accuracyRows([{ drawn, judgements: unjudged }])[1]).toContain("not judged");
  });
});

test("the table goes between the markers and leaves the rest alone", () => {
  const page = `# Page\n\n${START}\nold\n${END}\n\nAfter.\n`;
  const once = betweenMarkers(page, "| new |\n");
  expect(once).toBe(`# Page\n\n${START}\n\n| new |\n\n${END}\n\nAfter.\n`);
  expect(betweenMarkers(once, "| new |\n")).toBe(once);
  expect(() => betweenMarkers("# Page\n", "")).toThrow("needs the lines");
});
