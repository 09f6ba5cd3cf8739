import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { applyEdits, finishPlan, withEdits } from "../../src/edits/apply-edits.js";
import type { Edit } from "../../src/finding.js";
import { parseSource } from "../../src/parse.js";
import { readSettings } from "../../src/settings.js";
import { openSourceFile } from "../../src/source-file.js";

/** A text, and edits of it that do not overlap. */
const EDITED = fc.string({ maxLength: 60 }).chain((text) =>
  fc.tuple(
    fc.constant(text),
    fc.uniqueArray(fc.nat({ max: text.length }), { maxLength: 12 }).chain((cuts) => {
      const at = cuts.toSorted((a, b) => a - b);
      const ranges = Array.from(
        { length: Math.floor(at.length / 2) },
        (_, index) => [at[2 * index]!, at[2 * index + 1]!] as const,
      );
      return fc.tuple(...ranges.map((range) => fc.string({ maxLength: 5 }).map((inserted): Edit => ({ range, text: inserted }))));
    }),
  ),
);

const PARAMETERS = { seed: 20260722 } as const;

test("edits are made as if one by one from the end", () => {
  fc.assert(
    fc.property(EDITED, ([text, edits]) => {
      const oneByOne = edits
        .toReversed()
        .reduce((now, { range, text: inserted }) => now.slice(0, range[0]) + inserted + now.slice(range[1]), text);
      expect(applyEdits(text, edits)).toBe(oneByOne);
    }),
    PARAMETERS,
  );
});

test("the order in which they are given does not matter", () => {
  const shuffled = EDITED.chain(([text, edits]) =>
    fc.tuple(fc.constant(text), fc.constant(edits), fc.shuffledSubarray(edits, { minLength: edits.length })),
  );
  fc.assert(
    fc.property(shuffled, ([text, edits, other]) => {
      expect(applyEdits(text, other)).toBe(applyEdits(text, edits));
    }),
    PARAMETERS,
  );
});

test("what no edit covers stays", () => {
  fc.assert(
    fc.property(EDITED, ([text, edits]) => {
      const removed = edits.reduce((sum, { range }) => sum + range[1] - range[0], 0);
      const added = edits.reduce((sum, edit) => sum + edit.text.length, 0);
      expect(applyEdits(text, edits)).toHaveLength(text.length - removed + added);
      expect(applyEdits(text, [])).toBe(text);
    }),
    PARAMETERS,
  );
});

test("insertions at one place stay in order, before a replacement there", () => {
  const at = (start: number, end: number, text: string): Edit => ({ range: [start, end], text });
  expect(applyEdits("abc", [at(1, 2, "B"), at(1, 1, "1"), at(1, 1, "2")])).toBe("a12Bc");
});

test("overlapping edits are refused", () => {
  expect(() =>
    applyEdits("abcd", [
      { range: [0, 2], text: "" },
      { range: [1, 3], text: "" },
    ]),
  ).toThrow(/overlap at offset 1/);
});

test("what is inserted into a file whose lines end in both ways ends as the line where it stands", () => {
  const text = 'import a from "a";\r\nexport const f = () => a();\nf();\r\n';
  const view = parseSource(text, "src/a.ts");
  const file = openSourceFile(view, readSettings(undefined));
  const edits: Edit[] = [
    { range: [text.indexOf("export"), text.indexOf("export")], text: "one();\r\n" },
    { range: [text.indexOf("f();"), text.indexOf("f();")], text: "two();\n" },
  ];
  const plan = finishPlan({ edits, imports: [{ module: "m", name: "x", local: "x" }] }, file) as readonly Edit[];
  expect(applyEdits(text, plan)).toBe(
    'import a from "a";\r\nimport { x } from "m";\r\none();\nexport const f = () => a();\ntwo();\r\nf();\r\n',
  );
});

describe("edits that meet", () => {
  const edit = (start: number, end: number, text: string) => ({ range: [start, end] as const, text });

  test("what both do is done once, and the one that does more is kept", () => {
    expect(withEdits([edit(4, 5, "\n  ")], [edit(4, 5, "\n  log();\n  ")])).toEqual([edit(4, 5, "\n  log();\n  ")]);
    expect(withEdits([edit(4, 5, "\n  log();\n  ")], [edit(4, 5, "\n  "), edit(9, 9, "x")])).toEqual([edit(4, 5, "\n  log();\n  "), edit(9, 9, "x")]);
    expect(withEdits([edit(4, 4, "(error) ")], [edit(4, 4, "(error) ")])).toEqual([edit(4, 4, "(error) ")]);
  });

  test("insertions at one place that say different things are not joined: which of them comes first, nothing tells", () => {
    expect(withEdits([edit(4, 4, "log(1);")], [edit(4, 4, "more log(1);")])).toBeUndefined();
    expect(withEdits([edit(4, 4, "}"), edit(4, 4, "\n  ")], [edit(4, 4, "\n  "), edit(4, 4, "}")])).toEqual([edit(4, 4, "}"), edit(4, 4, "\n  ")]);
  });

  test("those that stand in each other's way are not joined", () => {
    expect(withEdits([edit(4, 8, "a")], [edit(6, 9, "b")])).toBeUndefined();
    expect(withEdits([edit(4, 8, "a")], [edit(4, 8, "b")])).toBeUndefined();
  });

  test("a plan whose own edits overlap is left, with a reason", () => {
    const file = openSourceFile(parseSource("here();\n", "src/a.ts"), readSettings(undefined));
    expect(finishPlan({ edits: [edit(0, 4, "a"), edit(2, 6, "b")], imports: [] }, file)).toEqual({
      skipped: "its edits stand in each other's way; give each statement a line of its own first",
    });
  });
});
