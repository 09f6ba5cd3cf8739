import { describe, expect, test } from "vitest";
import { brokenInsertions, brokenRest, brokenSilence, brokenSyntax, hunksOf } from "../../tools/corpus/laws.js";

const lines = (...text: readonly string[]) => `${text.join("\n")}\n`;
const details = (before: string, after: string, replaces = false) => brokenInsertions(before, after, { replaces }).map(({ line, detail }) => `${line}: ${detail}`);

describe("hunks", () => {
  test("name the line in the text before", () => {
    expect(hunksOf("a\nb\nc\n", "a\nx\nc\ny\n")).toEqual([
      { line: 2, removed: ["b"], added: ["x"] },
      { line: 4, removed: [], added: ["y"] },
    ]);
  });

  test("there are none where nothing differs", () => {
    expect(hunksOf("a\nb\n", "a\nb\n")).toEqual([]);
  });
});

describe("law 1: only inserted lines change", () => {
  test.each([
    ["an inserted line", lines("f();"), lines("log();", "f();")],
    ["a name in an import", lines('import { a } from "./a";'), lines('import { a, log } from "./a";')],
    ["a catch's binding", lines("try { f(); } catch {", "}"), lines("try { f(); } catch (error) {", "  log(error);", "}")],
    ["braces around a branch", lines("if (a) return b;"), lines("if (a) {", "  log();", "  return b;", "}")],
    ["a concise arrow that becomes a block", lines("const f = () => g();"), lines("const f = () => {", "  log();", "  return g();", "};")],
    ["a value that is kept, and returned behind the record", lines("  return await pay(id);"), lines("  const response = await pay(id);", "  log();", "  return response;")],
    ["lines of CRLF", "f();\r\ng();\r\n", "f();\r\nlog();\r\ng();\r\n"],
    ["a line into a file of mixed ends", "f();\r\ng();\n", "f();\r\nlog();\ng();\n"],
    ["a byte order mark", "\uFEFFf();\n", "\uFEFFlog();\nf();\n"],
    ["no line end at the end", "f();", "log();\nf();"],
  ])("%s is in order", (_name, before, after) => {
    expect(details(before, after)).toEqual([]);
  });

  test.each([
    ["a comment that is lost", lines("f(); // why"), lines("log();", "f();"), '1: "/" is lost from: f(); // why'],
    ["a line that is lost", lines("f();", "g();"), lines("f();"), '2: "g" is lost from: g();'],
    ["a value that is kept, and not returned", lines("return await pay(id);"), lines("const response = await pay(id);", "log();"), '1: "return" is lost from: return await pay(id);'],
    ["a word that changes", lines("f(a);"), lines("f(b);"), '1: "a" is lost from: f(a);'],
    ["indentation that changes", lines("  f();"), lines("    f();"), '1: white space of a kept line changes: "  f();" becomes "    f();"'],
    ["trailing white space that goes", lines("f();  "), lines("f();"), '1: white space of a kept line changes: "f();  " becomes "f();"'],
    ["LF in a file of CRLF", "f();\r\ng();\r\n", "f();\r\nlog();\ng();\r\n", "2: a line ends unlike all lines before"],
    ["CRLF in a file of LF", "f();\ng();\n", "f();\nlog();\r\ng();\n", "2: a line ends unlike all lines before"],
    ["a byte order mark that goes", "\uFEFFf();\n", "f();\n", "1: the byte order mark is not what it was"],
    ["a line end at the end that comes", "f();", "f();\n", "1: the end of the last line is not what it was"],
  ])("%s is not", (_name, before, after, expected) => {
    expect(details(before, after)).toContain(expected);
  });

  test("what replaces may take from a record, and from nothing else", () => {
    expect(details(lines("console.log(password);"), lines('logger.info("done");'), true)).toEqual([]);
    expect(details(lines("console.log(password);"), lines('logger.info("done");'))).not.toEqual([]);
    const call = (...fields: readonly string[]) => lines("console.info(", '  "done",', "  {", ...fields, "  },", ");", "f();");
    expect(details(call("    id,", "    password,"), call("    id,"), true)).toEqual([]);
    expect(details(lines("console.info(1);", "f(", "  password,", ");"), lines("console.info(1);", "f(", ");"), true)).toHaveLength(1);
    expect(details(lines("f(password);"), lines("f();"), true)).toEqual(['1: "password" is lost from: f(password);']);
  });
});

test("law 2: a second run changes nothing", () => {
  expect(brokenRest("a\n", "a\n")).toEqual([]);
  expect(brokenRest("a\n", "a\nb\n")).toMatchObject([{ law: 2, line: 2, detail: "it adds: b" }]);
});

describe("law 3: what is left is listed", () => {
  const finding = { rule: "no-silent-catch", line: 4, message: "Swallowed." };
  const skipped = { rule: "no-silent-catch", line: 4, reason: "no edit is safe" };

  test("a finding that is listed is in order", () => {
    expect(brokenSilence([finding], [skipped])).toEqual([]);
  });

  test.each([
    ["another line", { ...skipped, line: 5 }],
    ["another rule", { ...skipped, rule: "log-on-4xx" }],
  ])("one that is listed for %s is not", (_name, other) => {
    expect(brokenSilence([finding], [other])).toHaveLength(1);
  });

  test("one entry speaks for one finding", () => {
    expect(brokenSilence([finding, finding], [skipped])).toHaveLength(1);
  });
});

test("law 4: the result parses, under every parser", () => {
  const parsers = { first: () => undefined, second: (text: string) => (text === "(" ? "line 1: unexpected end" : undefined) };
  expect(brokenSyntax(parsers, "a")).toEqual([]);
  expect(brokenSyntax(parsers, "(")).toMatchObject([{ law: 4, detail: "second: line 1: unexpected end" }]);
});
