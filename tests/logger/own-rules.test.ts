/** A project lints the logger that `init` wrote into it, so it must pass the preset that `init` turned on. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { surveyFile } from "../../src/report/survey-file.js";
import { readSettings } from "../../src/settings.js";
import { stripTypes, toCommonJs } from "../../tools/strip-types.js";

const SOURCE = readFileSync(join(import.meta.dirname, "../../src/logger/logging.ts"), "utf8");
const MODULE = stripTypes(SOURCE);

test.each([
  ["TypeScript", "lib/logging.ts", SOURCE],
  ["an ES module", "src/lib/logging.js", MODULE],
  ["CommonJS", "lib/logging.cjs", toCommonJs(MODULE)],
])("the logger as %s has no finding", (_, path, text) => {
  const seen = surveyFile(text, path, { settings: readSettings(undefined), remedies: false });
  expect(seen).toMatchObject({ status: "analysed", findings: [] });
});
