import type { TSESTree } from "@typescript-eslint/utils";
import type { SourceFile } from "../source-file.js";

const COMMENTS = /\/\*[^]*?\*\/|\/\/.*/g;

/** Whether commas and comments alone stand between a call's arguments: parentheses are in no node's range, and would be torn. */
export function hasBareArguments(call: TSESTree.CallExpression, { view: { text } }: SourceFile): boolean {
  const given = call.arguments;
  return given.every(({ range }, index) => {
    const next = given[index + 1];
    const behind = text.slice(range[1], next?.range[0] ?? call.range[1]).replaceAll(COMMENTS, "");
    return (next ? /^\s*,\s*$/ : /^\s*,?\s*\)$/).test(behind);
  });
}
