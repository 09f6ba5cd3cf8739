/** Which rules a project's config turns off, and with which options it runs the others. */
import type { RuleDefinition } from "../src/define-rule.js";

/** What a project's config says of rules, by name: their options, or false for one that is off. */
export type RuleChoices = Readonly<Record<string, object | false>>;

/** With every default. */
export function optionsOf({ name, defaults }: RuleDefinition, choices: RuleChoices): object {
  return { ...defaults, ...(choices[name] || {}) };
}
