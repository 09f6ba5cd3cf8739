/** `explain <rule>`: the rule's page, as it is in the package. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { CliError, reasonOf } from "./cli-error.js";
import { didYouMean } from "./nearest-name.js";
import type { Io } from "./io.js";

export function explain(operands: readonly string[], io: Io): number {
  const rule = oneRule(operands);
  const folder = join(io.packageFolder(), "docs", "rules");
  const names = pageNames(folder);
  const name = rule.replace(/^audit-logging\//, "");
  // Only a name from the list makes a path, so that no argument reads another file.
  if (!names.includes(name)) {
    throw new CliError(`There is no rule ${rule}.${didYouMean(name, names)} Rules: ${names.join(", ")}.`);
  }
  io.stdout.write(readFileSync(join(folder, `${name}.md`), "utf8"));
  return 0;
}

function oneRule(operands: readonly string[]): string {
  const [rule, second] = operands;
  if (rule === undefined) throw new CliError("explain needs the name of a rule, as in `audit-logging explain no-silent-catch`.");
  if (second !== undefined) throw new CliError(`explain takes one rule, but was given ${operands.join(" and ")}.`);
  return rule;
}

function pageNames(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => file.endsWith(".md"))
      .map((file) => file.slice(0, -".md".length))
      .sort();
  } catch (error) {
    throw new CliError(`The rules' pages in ${folder} cannot be read: ${reasonOf(error)}. Install the package again.`, {
      cause: error,
    });
  }
}
