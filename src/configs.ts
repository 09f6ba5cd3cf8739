/** The presets, computed from what each rule says of itself. */
import type { ESLint, Linter } from "eslint";
import type { AuditRule } from "./define-rule.js";

/** Files that the presets look at: ESLint lints TypeScript's endings only when a config lists them. */
export const PRESET_FILES = ["**/*.{ts,tsx,mts,cts,js,jsx,mjs,cjs}"];

export interface Presets {
  readonly recommended: Linter.Config[];
  readonly strict: Linter.Config[];
}

/** `recommended`: each rule at the severity that it names. `strict`: every rule at error, with its strict options. */
export function presets(plugin: ESLint.Plugin, rules: readonly AuditRule<never>[]): Presets {
  const recommended: Linter.RulesRecord = {};
  const strict: Linter.RulesRecord = {};
  for (const { definition } of rules) {
    const id = `audit-logging/${definition.name}`;
    if (definition.docs.recommended) recommended[id] = definition.docs.recommended;
    strict[id] = definition.docs.strict ? ["error", definition.docs.strict] : "error";
  }
  const config = (name: string, entries: Linter.RulesRecord): Linter.Config[] => [
    { name: `audit-logging/${name}`, files: PRESET_FILES, plugins: { "audit-logging": plugin }, rules: entries },
  ];
  return { recommended: config("recommended", recommended), strict: config("strict", strict) };
}
