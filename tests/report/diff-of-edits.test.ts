/** The patch of a remedy: made of the lines around its edits, and the same that a comparison of the whole file gives. */
import { applyPatch } from "diff";
import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from "diff/lib/patch/create.js";
import { describe, expect, test } from "vitest";
import { applyEdits } from "../../src/edits/apply-edits.js";
import type { Edit } from "../../src/finding.js";
import { diffOf } from "../../src/report/diff-of-edits.js";
import { Places } from "../../src/report/places.js";

const LINES = Array.from({ length: 60 }, (_, index) => `step(${index});`);
const TEXT = `${LINES.join("\n")}\n`;

const before = (line: string): number => TEXT.indexOf(line);
const insertion = (at: number, text: string): Edit => ({ range: [at, at], text });

function wholeDiff(text: string, edits: readonly Edit[]): string {
  const patch = structuredPatch("a/src/a.ts", "b/src/a.ts", text, applyEdits(text, edits), undefined, undefined, { context: 3 });
  return formatPatch(patch, FILE_HEADERS_ONLY);
}

const shown = (text: string, edits: readonly Edit[]): string => diffOf(edits, text, "src/a.ts", new Places(text));

describe("the diff of a remedy", () => {
  test.each<[string, string, readonly Edit[]]>([
    ["one line in the middle", TEXT, [insertion(before("step(30);"), "log();\n")]],
    ["an import at the top and a call far below, whose lines have moved by then", TEXT, [
      insertion(0, 'import { log } from "./log.js";\nimport { b } from "./b.js";\n'),
      insertion(before("step(50);"), "log();\n"),
    ]],
    ["edits handed over from the last to the first", TEXT, [
      insertion(before("step(50);"), "log();\n"),
      insertion(0, 'import { log } from "./log.js";\n'),
    ]],
    ["two places so close that their surroundings meet", TEXT, [
      insertion(before("step(20);"), "log();\n"),
      { range: [before("step(26);"), before("step(27);")], text: "" },
    ]],
    ["a part of a line", TEXT, [{ range: [before("step(30);") + 5, before("step(30);") + 7], text: "31" }]],
    ["the first line and the last", TEXT, [insertion(0, "first();\n"), insertion(TEXT.length, "last();\n")]],
    ["a last line that no line break ends", TEXT.trimEnd(), [insertion(TEXT.length - 1, " // end")]],
    ["a line beside others that are the same", "same();\n".repeat(60), [insertion(8 * 30, "same();\n")]],
    ["lines that end in CRLF", TEXT.replaceAll("\n", "\r\n"), [insertion(0, "first();\r\n")]],
  ])("turns the text into the edited one: %s", (_, text, edits) => {
    expect(applyPatch(text, shown(text, edits), { autoConvertLineEndings: false })).toBe(applyEdits(text, edits));
  });

  test("has each line number and hunk that a comparison of the whole file has", () => {
    const edits = [insertion(0, "a();\nb();\n"), { range: [before("step(40);"), before("step(43);")], text: "" } as const, insertion(before("step(55);"), "c();\n")];
    expect(shown(TEXT, edits)).toBe(wholeDiff(TEXT, edits));
    expect(shown(TEXT, edits).match(/^@@.*@@$/gm)).toHaveLength(3);
  });
});
