/** `alerts`: lists the alert rules, tries them on a log, renders them for what watches the log. */
import type { Asked } from "./asked.js";
import { CliError } from "./cli-error.js";
import { ALERT_ANSWERS, ALERT_FORMATS } from "./formats.js";
import type { Io } from "./io.js";
import { didYouMean } from "./nearest-name.js";

const DOES = {
  list: { formats: ALERT_ANSWERS, options: [] },
  test: { formats: ALERT_ANSWERS, options: ["check"] },
  render: { formats: ALERT_FORMATS, options: ["output"] },
} as const;

type Verb = keyof typeof DOES;

/**
 * @returns the exit code: 1 where `test --check` raised an alert, else 0
 * @throws CliError for an unknown verb, and for an operand or option that the verb does not take
 */
export async function alerts(asked: Asked, io: Io): Promise<number> {
  const [word, ...operands] = asked.operands;
  const verb = knownVerb(word);
  const format = formatOf(verb, asked);
  for (const option of ["check", "output"] as const) {
    if (asked.has(option) && !(DOES[verb].options as readonly string[]).includes(option)) throw new CliError(`alerts ${verb} takes no --${option}.`);
  }
  const [operand, second] = operands;
  if (second !== undefined || (operand !== undefined && verb !== "test")) {
    throw new CliError(`alerts ${verb} takes ${verb === "test" ? "one file" : "no names"}, but was given ${operands.join(" and ")}.`);
  }
  switch (verb) {
    case "list": {
      const { listAlerts } = await import("./alerts-list.js");
      return listAlerts(format === "json", io);
    }
    case "test": {
      const { testAlerts } = await import("./alerts-test.js");
      return testAlerts({ file: fileOf(operand), json: format === "json", check: asked.has("check") }, io);
    }
    case "render": {
      const { renderAlerts } = await import("./alerts-render.js");
      return renderAlerts(format as (typeof DOES.render.formats)[number], asked.one("output"), io);
    }
  }
}

function knownVerb(word: string | undefined): Verb {
  const verbs = Object.keys(DOES);
  if (word === undefined) throw new CliError(`alerts needs one of ${verbs.join(", ")}, as in \`audit-logging alerts list\`.`);
  if (Object.hasOwn(DOES, word)) return word as Verb;
  throw new CliError(`alerts does one of ${verbs.join(", ")}, but was asked to ${word}.${didYouMean(word, verbs)}`);
}

function formatOf(verb: Verb, asked: Asked): string {
  const { formats } = DOES[verb];
  const format = asked.one("format");
  if (format === undefined) {
    if (verb !== "render") return "text";
    throw new CliError(`alerts render needs --format with one of ${formats.join(", ")}.`);
  }
  if ((formats as readonly string[]).includes(format)) return format;
  throw new CliError(`alerts ${verb} prints one of ${formats.join(", ")}, and not ${format}.`);
}

function fileOf(operand: string | undefined): string {
  if (operand === undefined) {
    throw new CliError("alerts test needs a log of security events, one JSON object a line: `audit-logging alerts test events.ndjson`, or - for standard input.");
  }
  return operand;
}
