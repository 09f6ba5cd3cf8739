/** Child process: how long the rules, and the codemods, take on one generated file. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Linter } from "eslint";
import { ROOT } from "../build.js";
import { ALL_RULES, configOf, NO_RULES, prepared } from "./lint-cases.js";

/** @param {string} module */
const built = (module) => import(pathToFileURL(join(ROOT, "build", module)).href);
const { runCodemods } = await built("codemods/run-codemods.js");
const { readSettings } = await built("src/settings.js");

/** @type {{ text: string, warmUp: readonly string[], rounds: number }} */
const { text, warmUp, rounds } = JSON.parse(readFileSync(0, "utf8"));
const config = prepared(await configOf(ALL_RULES, ""), process.cwd());
const noRules = prepared(NO_RULES, process.cwd());
const settings = readSettings(undefined);
const linter = new Linter({ configType: "flat" });
const filename = "src/routes.ts";

/** @param {() => void} work */
function cpu(work) {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** @param {string} code */
function measure(code) {
  const parse = cpu(() => linter.verify(code, noRules, { filename }));
  const sourceCode = linter.getSourceCode();
  const none = cpu(() => linter.verify(sourceCode, noRules, { filename }));
  const rules = cpu(() => linter.verify(sourceCode, config, { filename })) - none;
  const codemods = cpu(() => runCodemods(code, filename, settings));
  return { parse, rules, codemods };
}

// The same code is read before every size, the smallest of its kind among it, or the small ones would be measured cold and the
// large ones warm, or while V8 optimises what only they need.
for (let n = 0; n < 4; n++) for (const code of warmUp) measure(code);
process.stdout.write(JSON.stringify(Array.from({ length: rounds }, () => measure(text))));
