/** No edit breaks a program, however odd: fixtures are mutated at random, and what is found in them is repaired. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { runCodemods } from "../../codemods/run-codemods.js";
import { RULES } from "../../rules/index.js";
import { factsOf } from "../../src/analysis/file-facts.js";
import { applyEdits, finishPlan } from "../../src/edits/apply-edits.js";
import { parseSource } from "../../src/parse.js";
import { readSettings } from "../../src/settings.js";
import { FIXTURES } from "../support/codemod-fixtures.js";
import { mutated, MUTATIONS, parses } from "../support/mutations.js";

const PARAMETERS = { seed: 20260722, numRuns: 500 } as const;

test("all codemods together leave a program, and nothing for a second run", () => {
  fc.assert(
    fc.property(fc.constantFrom(...FIXTURES), MUTATIONS, ({ input, path, settings }, mutations) => {
      const text = mutated(input, path, mutations);
      const after = runCodemods(text, path, readSettings(settings)).text;
      expect(parses(after, path)).toBe(true);
      expect(runCodemods(after, path, readSettings(settings)).text).toBe(after);
    }),
    PARAMETERS,
  );
});

test("each suggestion by itself leaves a program", () => {
  fc.assert(
    fc.property(fc.constantFrom(...FIXTURES), MUTATIONS, ({ input, path, settings }, mutations) => {
      const text = mutated(input, path, mutations);
      const facts = factsOf(parseSource(text, path), readSettings(settings));
      const found = RULES.flatMap(({ definition: { check, defaults, docs } }) => check(facts, { ...defaults, ...docs.strict }));
      for (const remedy of found.flatMap(({ remedies }) => remedies)) {
        const edits = finishPlan(remedy.plan(), facts.file);
        if (!("skipped" in edits)) expect(parses(applyEdits(text, edits), path)).toBe(true);
      }
    }),
    PARAMETERS,
  );
});
