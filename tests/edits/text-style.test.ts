import { describe, expect, test } from "vitest";
import {
  endOfLineOrStatement,
  endOfStatement,
  inBraces,
  lineEnd,
  lineIndent,
  quoted,
  textStyle,
  textStyleBeside,
} from "../../src/edits/text-style.js";
import { PARSERS } from "../support/parsers.js";
import { opened } from "./ask.js";

describe.each(PARSERS)("$parser", (parser) => {
  const styleOf = (text: string) => textStyle(opened(parser, text).file);

  test.each([
    ["two spaces", "if (a) {\n  f();\n}\n", "  "],
    ["four spaces", "if (a) {\n    if (b) {\n        f();\n    }\n}\n", "    "],
    ["a tab", "if (a) {\n\tf();\n}\n", "\t"],
    ["the commonest", "if (a) {\n    f();\n}\nif (a) {\n  f();\n}\nif (b) {\n  f();\n}\n", "  "],
    ["two spaces where nothing is indented", "f();\n", "  "],
    ["what comments are not asked about", "/**\n * a\n */\nif (a) {\n\tf();\n}\n", "\t"],
  ])("indents by %s", (_name, text, wanted) => {
    expect(styleOf(text).indent).toBe(wanted);
  });

  test.each([
    ["double, as the imports are", "import a from \"a\";\nf('b', 'c', 'd');\n", '"'],
    ["single, as the imports are", 'import a from \'a\';\nf("b", "c");\n', "'"],
    ["as most strings are, where the imports differ", "import a from \"a\";\nimport b from 'b';\nf('b', 'c', `\"`);\n// it is d\"\n", "'"],
    ["as most strings are", "f('b', 'c', \"d\");\n", "'"],
    ["double where there are none", "f();\n", '"'],
  ])("quotes %s", (_name, text, wanted) => {
    expect(styleOf(text).quote).toBe(wanted);
  });

  test.each([
    ["with", "f();\ng()\nh();\n", ";"],
    ["without", "f()\ng()\n", ""],
    ["with, where it cannot be told", "class A {}\n", ";"],
    ["without, by what only branches hold", "export default function f() {\n  if (a) {\n    g()\n  }\n}\n", ""],
    ["with, by what only branches hold", "export default function f() {\n  if (a) {\n    g();\n  }\n}\n", ";"],
    ["without, by what functions hold", "export function f() {\n  g()\n  return 1\n}\n", ""],
  ])("ends statements %s a semicolon", (_name, text, wanted) => {
    expect(styleOf(text).semicolon).toBe(wanted);
  });

  test.each([
    ["as the statement beside it, where the file does both", "f()\ng();\n", 0, ""],
    ["as the other statement beside it", "f()\ng();\n", 1, ";"],
    ["as most do, where one was forgotten", "f()\ng();\ng();\ng();\ng();\ng();\n", 0, ";"],
    ["as most do, beside a statement that needs none", "f()\ng();\nif (a) {}\n", 2, ";"],
  ])("ends a statement %s", (_name, text, index, wanted) => {
    const { file } = opened(parser, text);
    expect(textStyleBeside(file.view.ast.body[index]!, file).semicolon).toBe(wanted);
  });

  test("a semicolon that guards the next line is no end of a statement", () => {
    const text = "f()\n;[a].map(f)\n// why\ng() // so\n  ;(h)()\n";
    const { file } = opened(parser, text);
    expect(styleOf(text).semicolon).toBe("");
    expect(file.view.ast.body.map((statement) => text.slice(statement.range[0], endOfStatement(statement, text)))).toEqual([
      "f()",
      "[a].map(f)",
      "g() // so",
      "(h)()",
    ]);
  });

  test.each([
    ["a blank, as the imports have", 'import { a } from "a";\nf({b});\n', "{ x, y }"],
    ["nothing, as the imports have", 'import {a, b} from "a";\nimport c, {d} from "c";\n', "{x, y}"],
    ["nothing, as what is taken out of modules has", 'const {a} = require("a");\nconst {b} = c;\n', "{x, y}"],
    ["a blank where names stand on lines of their own", 'import {\na,\n} from "a";\n', "{ x, y }"],
    ["a blank where it cannot be told", 'import a from "a";\nf({b});\n', "{ x, y }"],
    ["a blank where both are as common", 'import { a } from "a";\nimport {b} from "b";\n', "{ x, y }"],
  ])("puts %s inside braces", (_name, text, wanted) => {
    expect(inBraces(["x", "y"], styleOf(text))).toBe(wanted);
  });

  test.each([
    ["\n", "f();\ng();\n"],
    ["\r\n", "f();\r\ng();\r\n"],
    ["\n", "f();"],
  ])("ends lines with %j", (wanted, text) => {
    expect(styleOf(text).newline).toBe(wanted);
  });

  test("escapes what a literal cannot hold", () => {
    const single = { ...styleOf("f();\n"), quote: "'" } as const;
    expect(quoted(`it's "so"\n`, single)).toBe(String.raw`'it\'s "so"\n'`);
    expect(quoted(`it's "so"\n`, { ...single, quote: '"' })).toBe(String.raw`"it's \"so\"\n"`);
  });
});

test("lines are found with either line end", () => {
  expect(lineEnd("a\r\nb", 0)).toBe(1);
  expect(lineEnd("a\nb", 0)).toBe(1);
  expect(lineEnd("ab", 0)).toBe(2);
  expect(lineIndent("a\n\t  b", 5)).toBe("\t  ");
});

test.each([
  ["a; // b  ", 2, 9],
  ["a;  ", 2, 4],
  ["a; /* b */", 2, 10],
  ["a; b;", 2, 2],
  ["a; /* b */ c;", 2, 2],
  ["a; /* b", 2, 2],
])("behind the statement of %j there is room at %i to %i", (text, end, wanted) => {
  expect(endOfLineOrStatement(text, end)).toBe(wanted);
});
