/** `alerts list`: what each alert rule watches. */
import { describeCondition } from "../alerts/describe.js";
import { durationInWords } from "../alerts/duration.js";
import { ALERT_RULES } from "../alerts/rules.js";
import { coloured, wantsColour } from "./colour.js";
import type { Io } from "./io.js";

/** Prints the rules for a person or as JSON. Returns the exit code, always 0. */
export function listAlerts(json: boolean, io: Io): number {
  if (json) {
    io.stdout.write(`${JSON.stringify({ version: 1, rules: ALERT_RULES }, null, 2)}\n`);
    return 0;
  }
  const colour = wantsColour(io.stdout, io.env);
  for (const rule of ALERT_RULES) {
    io.stdout.write(`${colour ? coloured(rule.id, "bold") : rule.id} (${rule.severity}): ${rule.title}.
  ${describeCondition(rule).replaceAll("`", "")} At most one alert in ${durationInWords(rule.cap)}.
`);
  }
  return 0;
}
