/** Reads --only: rules and codemods by name. */
import { CliError } from "./cli-error.js";
import type { Codemods } from "./codemods.js";
import { didYouMean } from "./nearest-name.js";

/** @throws CliError for a name that is neither a rule that a codemod serves nor a codemod */
export function namesOf(given: readonly string[], { CODEMODS }: Codemods): ReadonlySet<string> {
  const codemods = CODEMODS.map(({ name }) => name);
  const rules = [...new Set(CODEMODS.flatMap((codemod) => codemod.rules))];
  const names = given.map((name) => name.replace(/^audit-logging\//, ""));
  const unknown = names.find((name) => !codemods.includes(name) && !rules.includes(name));
  if (unknown !== undefined) {
    const guess = didYouMean(unknown, [...codemods, ...rules]);
    throw new CliError(
      `--only names ${unknown || "nothing between two commas"}, which is no rule or codemod that fix knows.${guess} ` +
        `Codemods: ${codemods.join(", ")}. Rules: ${rules.join(", ")}.`,
    );
  }
  return new Set(names);
}
