/** The ESLint configs that are measured. A config has the parser and no rules, or the parser and one case's rules. */
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import * as parser from "@typescript-eslint/parser";
import { ROOT } from "../build.js";
import { loadPeer } from "./sources.js";

/** @import { Linter } from "eslint" */

/** @type {Linter.Config} */
const BASE = {
  files: ["**/*.{ts,tsx,js,mjs,cjs}"],
  languageOptions: { parser: /** @type {any} */ (parser), parserOptions: { ecmaFeatures: { jsx: true } } },
  // A disable comment for a rule of the sources' own config would be a report of its own.
  linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: "off" },
};

const require = createRequire(import.meta.url);
const { FlatConfigArray } = require(join(dirname(require.resolve("eslint/package.json")), "lib/config/flat-config-array.js"));

/**
 * The config as ESLint's own program holds it: merged and checked once. Linter would do that again for each file, and the
 * time for it would look like the rules'. ESLint exports no way to it, so it is reached by its path.
 * @param {Linter.Config[]} config
 * @param {string} basePath
 * @returns {Linter.Config[]}
 */
export function prepared(config, basePath) {
  return new FlatConfigArray(config, { basePath }).normalizeSync();
}

/** @type {Linter.Config[]} */
export const NO_RULES = [BASE];

/** Cases of peers, in the order in which they are shown. */
export const PEER_CASES = ["no-empty + no-console", "eslint-plugin-security", "eslint-plugin-no-secrets"];

export const ALL_RULES = "recommended";

/** @returns {Promise<import("eslint").ESLint.Plugin & { configs: { recommended: Linter.Config[] } }>} */
export async function loadPlugin() {
  return (await import(pathToFileURL(join(ROOT, "dist/src/index.js")).href)).default;
}

/**
 * @param {string} name one of PEER_CASES, `recommended`, or a rule of ours
 * @param {string} peers where the peers are installed
 * @returns {Promise<Linter.Config[]>}
 */
export async function configOf(name, peers) {
  switch (name) {
    case "none":
      return NO_RULES;
    case "no-empty + no-console":
      return [{ ...BASE, rules: { "no-empty": "error", "no-console": "error" } }];
    case "eslint-plugin-security": {
      const { plugins, rules } = (await loadPeer(peers, name)).configs.recommended;
      return [{ ...BASE, plugins, rules }];
    }
    case "eslint-plugin-no-secrets":
      return [{ ...BASE, plugins: { "no-secrets": await loadPeer(peers, name) }, rules: { "no-secrets/no-secrets": "error" } }];
    case ALL_RULES:
      return [BASE, ...(await loadPlugin()).configs.recommended];
    default:
      return [{ ...BASE, plugins: { "audit-logging": await loadPlugin() }, rules: { [`audit-logging/${name}`]: "error" } }];
  }
}
