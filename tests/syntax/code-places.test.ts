import { describe, expect, test } from "vitest";
import { codeOf, isAside } from "../../src/syntax/code-places.js";

describe("a line that is no code", () => {
  test.each([
    ["a comment", "  // the token"],
    ["a comment of a line that ends with a carriage return", "// the token\r"],
    ["a line within a block comment", " * the token"],
    ["an empty line within a block comment", "   *"],
    ["the end of a block comment", " */"],
    ["the end of a block comment behind words", " * the token */"],
    ["an import", 'import { token } from "./token";'],
    ["an import without a semicolon", "import token from './token'"],
    ["an import with attributes", 'import token from "./token.json" with { type: "json" };'],
    ["an import with a comment behind it", 'import { token } from "./token"; // the token'],
  ])("is %s", (_sentence, line) => {
    expect(isAside(line)).toBe(true);
  });

  test.each([
    ["code with a comment behind it", "use(token); // the token"],
    ["code behind the end of a comment", " */ use(token);"],
    ["code behind a comment that ends on its line", " * the token */ use(token);"],
    ["a multiplication that goes on from the line before", "*token"],
    ["code behind an import", 'import { token } from "./token"; use(token);'],
    ["an import that goes on", "import { token,"],
    ["a line that a separator of Unicode ends", "// the\u2028use(token);"],
    ["an import for its effects", 'import "./token";'],
  ])("is not %s", (_sentence, line) => {
    expect(isAside(line)).toBe(false);
  });
});

test("places are judged by the lines that they stand on", () => {
  const text = "// token one, token two\nuse(token);\n * token";
  const isCode = codeOf(text);
  expect([...text.matchAll(/token/g)].map(({ index }) => isCode(index))).toEqual([false, false, true, false]);
});
