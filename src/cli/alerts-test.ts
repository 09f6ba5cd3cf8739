/** `alerts test`: the alerts that a log would have raised. It reads the log once, and keeps no more than the rules' windows. */
import { createReadStream } from "node:fs";
import { resolve } from "node:path";
import { AlertEvaluator, type Alert } from "../alerts/evaluate.js";
import { readAlertEvent, SCHEMA } from "../alerts/event.js";
import { ALERT_RULES } from "../alerts/rules.js";
import { printable } from "../report/printable.js";
import { countOf } from "../report/words.js";
import { CliError, reasonOfNamed } from "./cli-error.js";
import { coloured, wantsColour, type Colour } from "./colour.js";
import type { Io } from "./io.js";
import { textLines, type TextLine } from "./text-lines.js";

/** What `alerts test` was asked to do. */
export interface AlertsTest {
  /** A path, or `-` for standard input. */
  readonly file: string;
  readonly json: boolean;
  readonly check: boolean;
}

/** An event has about twenty fields and details of a bounded depth: what is longer than this is no line of ours. */
const LONGEST_LINE = 1024 * 1024;

/** So many line numbers are told. */
const TOLD = 10;

/** Lines that were passed over for one reason: how many, and where the first of them are. */
class PassedOver {
  count = 0;
  readonly lines: number[] = [];

  add(line: number): void {
    this.count++;
    if (this.lines.length < TOLD) this.lines.push(line);
  }
}

interface Account {
  events: number;
  alerts: number;
  readonly notEvents: PassedOver;
  readonly late: PassedOver;
}

interface Show {
  alert(alert: Alert): void;
  end(account: Account): void;
}

/** Exit code 0; 1 with --check when there is an alert. */
export async function testAlerts({ file, json, check }: AlertsTest, io: Io): Promise<number> {
  const show = json ? showJson(io) : showText(io);
  const evaluator = new AlertEvaluator(ALERT_RULES);
  const account: Account = { events: 0, alerts: 0, notEvents: new PassedOver(), late: new PassedOver() };
  const tell = (alerts: readonly Alert[]) => {
    account.alerts += alerts.length;
    for (const alert of alerts) show.alert(alert);
  };
  for await (const { number, text } of linesOf(file, io)) {
    if (text?.trim() === "") continue;
    const event = text === undefined ? undefined : readAlertEvent(text);
    if (!event) {
      account.notEvents.add(number);
      continue;
    }
    account.events++;
    const alerts = evaluator.add(event);
    if (alerts) tell(alerts);
    else account.late.add(number);
  }
  if (account.events === 0 && account.notEvents.count > 0) throw new CliError(noEvents(file, account.notEvents.count));
  tell(evaluator.end());
  show.end(account);
  return check && account.alerts > 0 ? 1 : 0;
}

function noEvents(file: string, lines: number): string {
  const what = lines === 1 ? "The only line" : `None of the ${lines} lines`;
  return `${what} of ${nameOf(file)} is ${lines === 1 ? "no" : "a"} security event: one JSON object a line, with "schema": "${SCHEMA}", timestamp, event and outcome.`;
}

async function* linesOf(file: string, io: Io): AsyncGenerator<TextLine> {
  const stream = file === "-" ? io.stdin : createReadStream(resolve(io.cwd, file));
  try {
    yield* textLines(stream, LONGEST_LINE);
  } catch (error) {
    throw new CliError(`${nameOf(file)} cannot be read: ${reasonOfNamed(error)}.`, { cause: error });
  }
}

function nameOf(file: string): string {
  return file === "-" ? "standard input" : file;
}

const COLOURS: Readonly<Record<Alert["rule"]["severity"], Colour>> = { critical: "red", high: "red", medium: "yellow", low: "cyan" };

function showText(io: Io): Show {
  const colour = wantsColour(io.stdout, io.env);
  const width = Math.max(...ALERT_RULES.map(({ id }) => id.length));
  return {
    alert: ({ rule, key, at }) => {
      const severity = rule.severity.padEnd("critical".length);
      const shown = colour ? coloured(severity, COLOURS[rule.severity]) : severity;
      io.stdout.write(`${new Date(at).toISOString()}  ${shown}  ${rule.id.padEnd(width)}  ${printable(key)}\n`);
    },
    end: ({ events, alerts, notEvents, late }) => {
      io.stdout.write(`${alerts > 0 ? "\n" : ""}${countOf(alerts, "alert")} from ${countOf(events, "event")}.\n`);
      if (notEvents.count > 0) {
        io.stdout.write(`${notEvents.count === 1 ? "1 line is" : `${notEvents.count} lines are`} no security event: ${linesTold(notEvents)}.\n`);
      }
      if (late.count > 0) {
        io.stdout.write(
          `${countOf(late.count, "event")} came more than a minute after newer ones and ${late.count === 1 ? "was" : "were"} left out: ` +
            `${linesTold(late)}. Sort the log by timestamp to have all of it judged.\n`,
        );
      }
    },
  };
}

function linesTold({ count, lines }: PassedOver): string {
  return `${count === 1 ? "line" : "lines"} ${lines.join(", ")}${count > lines.length ? ` and ${count - lines.length} more` : ""}`;
}

/** One object, printed as it comes: the alerts of a long log need not be kept for it. */
function showJson(io: Io): Show {
  let before = '{ "version": 1, "alerts": [\n';
  return {
    alert: ({ rule, key, at }) => {
      const { id, title, severity } = rule;
      io.stdout.write(`${before}${JSON.stringify({ rule: id, title, severity, key, at: new Date(at).toISOString() })}`);
      before = ",\n";
    },
    end: ({ events, alerts, notEvents, late }) => {
      io.stdout.write(alerts > 0 ? "\n" : before);
      io.stdout.write(`], "counts": ${JSON.stringify({ events, alerts, notEvents: notEvents.count, late: late.count })},\n`);
      io.stdout.write(`"notEvents": ${JSON.stringify(notEvents.lines)}, "late": ${JSON.stringify(late.lines)} }\n`);
    },
  };
}
