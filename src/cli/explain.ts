/** `explain <rule or event>`: the rule's page, as it is in the package, or what an event of the vocabulary means. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { SECURITY_EVENTS, type SecurityEventSpec } from "../vocabulary/events.js";
import { CliError, reasonOf } from "./cli-error.js";
import { didYouMean } from "./nearest-name.js";
import type { Io } from "./io.js";

/**
 * @param operands one rule, with or without `audit-logging/`, or one event
 * @returns the exit code, always 0
 * @throws CliError for none, for several, and for a name that is neither
 */
export function explain(operands: readonly string[], io: Io): number {
  const rule = oneRule(operands);
  const folder = join(io.packageFolder(), "docs", "rules");
  const names = pageNames(folder);
  const name = rule.replace(/^audit-logging\//, "");
  const event = SECURITY_EVENTS.find((one) => one.name === name);
  if (event) {
    io.stdout.write(eventText(event));
    return 0;
  }
  // Only a name from the list makes a path, so that no argument reads another file.
  if (!names.includes(name)) {
    const events = SECURITY_EVENTS.map((one) => one.name);
    throw new CliError(`There is no rule or event ${rule}.${didYouMean(name, [...names, ...events])} Rules: ${names.join(", ")}. Events: ${events.join(", ")}.`);
  }
  io.stdout.write(readFileSync(join(folder, `${name}.md`), "utf8"));
  return 0;
}

function eventText({ name, category, meaning, owasp, ecs, ocsf }: SecurityEventSpec): string {
  const words = Object.entries(owasp).map(([outcome, word]) => `${outcome} ${word}`);
  return `# ${name}

${meaning}. Category: ${category}.

securityLog.info("${name}", { actor, route, outcome: "success", ...requestContext(req) });
securityLog.warn("${name}", { actor, route, outcome: "denied", reason, ...requestContext(req) });

OWASP Logging Vocabulary: ${words.length > 0 ? words.join(", ") : "no word"}
Elastic Common Schema: event.category ${ecs.category.join(", ")}; event.type ${ecs.type.join(", ")}
OCSF: class_uid ${ocsf.class_uid}, activity_id ${ocsf.activity_id}
OpenTelemetry: EventName ${name}
`;
}

function oneRule(operands: readonly string[]): string {
  const [rule, second] = operands;
  if (rule === undefined) throw new CliError("explain needs the name of a rule or an event, as in `audit-logging explain no-silent-catch` or `audit-logging explain auth.login`.");
  if (second !== undefined) throw new CliError(`explain takes one name, but was given ${operands.join(" and ")}.`);
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
