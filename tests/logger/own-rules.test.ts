/** A project lints the logger that `init` wrote into it, so it must pass the preset that `init` turned on, and the other. */
import { expect, test } from "vitest";
import { RULES } from "../../rules/index.js";
import { surveyFile } from "../../src/report/survey-file.js";
import { readSettings } from "../../src/settings.js";
import { variant, VARIANTS } from "./variants.js";

const strict = Object.fromEntries(RULES.map(({ definition }) => [definition.name, definition.docs.strict ?? {}]));

test.each([
  ["TypeScript", "lib/logging.ts", "ts"],
  ["an ES module", "src/lib/logging.js", "js"],
  ["CommonJS", "lib/logging.cjs", "cjs"],
] as const)("the logger as %s has no finding, whatever parts it has", (_, path, kind) => {
  for (const parts of VARIANTS) {
    for (const choices of [{}, strict]) {
      const seen = surveyFile(variant(parts, kind), path, { settings: readSettings(undefined), choices, remedies: false });
      expect(seen).toMatchObject({ status: "analysed", findings: [] });
    }
  }
});
