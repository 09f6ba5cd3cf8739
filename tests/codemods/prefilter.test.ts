/** Asking the text first saves time and nothing else: where a rule's prefilter says no, its check finds nothing. */
import { expect, test } from "vitest";
import { factsOf } from "../../src/analysis/file-facts.js";
import { parseSource, UnparsableFile } from "../../src/parse.js";
import { readSettings } from "../../src/settings.js";
import { isTestFile } from "../../src/vocabulary/file-kinds.js";
import { RULES } from "../../rules/index.js";
import { FIXTURES } from "../support/codemod-fixtures.js";

/** Of all fixtures, as they are and under a path that alone makes no handler: what a rule finds where its prefilter says no. */
function lost(name: string): string[] {
  const { definition } = RULES.find((rule) => rule.definition.name === name)!;
  return FIXTURES.flatMap(({ codemod, name: fixture, input, path, settings: raw }) =>
    [path, `src/lib/${path.split("/").at(-1)!}`].flatMap((place) => {
      const settings = readSettings(raw);
      if (isTestFile(place) || definition.mayReport(input.replace(/^\uFEFF/, ""), place, settings)) return [];
      const found = definition.check(factsOf(viewOf(input, place), settings), definition.defaults);
      return found.map(({ messageId }) => `${messageId} in ${codemod}/${fixture} as ${place}`);
    }),
  );
}

function viewOf(text: string, path: string): ReturnType<typeof parseSource> {
  try {
    return parseSource(text, path);
  } catch (error) {
    if (error instanceof UnparsableFile) return parseSource("", path);
    throw error;
  }
}

test.each(RULES.map(({ definition }) => definition.name))("%s loses no finding to its prefilter", (name) => {
  expect(lost(name)).toEqual([]);
});

test("prefilters do keep fixtures from being parsed", () => {
  const settings = readSettings(undefined);
  for (const { definition } of RULES) {
    expect(FIXTURES.some(({ input, path }) => !definition.mayReport(input, path, settings)), definition.name).toBe(true);
  }
});
