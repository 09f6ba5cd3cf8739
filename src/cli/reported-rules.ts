/** Reads --only for the commands that report: rules by name. */
import { RULES } from "../../rules/index.js";
import { CliError } from "./cli-error.js";
import { didYouMean } from "./nearest-name.js";

/** @throws CliError for a name that is no rule */
export function reportedRules(given: readonly string[]): ReadonlySet<string> {
  const rules = RULES.map(({ definition }) => definition.name);
  const names = given.map((name) => name.replace(/^audit-logging\//, ""));
  const unknown = names.find((name) => !rules.includes(name));
  if (unknown === undefined) return new Set(names);
  throw new CliError(`--only names ${unknown || "nothing between two commas"}, which is no rule.${didYouMean(unknown, rules)} Rules: ${rules.join(", ")}.`);
}
