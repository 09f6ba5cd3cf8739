/** Generated code is nested in thousands; what overflows the stack is left alone, and the run goes on. */
import { Linter } from "eslint";
import { expect, test } from "vitest";
import { defineRule } from "../../src/define-rule.js";

/** What ESLint says of a file where a rule's analysis ends in that error. */
function lintWith(error: Error): Linter.LintMessage[] {
  const { rule } = defineRule({
    name: "ends-so",
    docs: { description: "", cwe: [], asvs: [], recommended: false },
    messages: { found: "Found." },
    options: {},
    defaults: {},
    mayReport: () => true,
    check: () => {
      throw error;
    },
  });
  const linter = new Linter({ configType: "flat" });
  return linter.verify("call();\n", [{ plugins: { own: { rules: { "ends-so": rule as never } } }, rules: { "own/ends-so": "error" } }], "a.js");
}

test("a file that is nested too deeply for the stack has no findings, and the other files have theirs", () => {
  expect(lintWith(new RangeError("Maximum call stack size exceeded"))).toEqual([]);
});

test("any other error of a rule is ESLint's to tell", () => {
  expect(() => lintWith(new RangeError("Invalid array length"))).toThrow("Invalid array length");
  expect(() => lintWith(new Error("call stack"))).toThrow("call stack");
});
