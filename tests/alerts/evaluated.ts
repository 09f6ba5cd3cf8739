/** The evaluator's answer about lines, written as the edges write theirs. */
import { AlertEvaluator, type Alert } from "../../src/alerts/evaluate.js";
import { readAlertEvent } from "../../src/alerts/event.js";
import { ALERT_RULES } from "../../src/alerts/rules.js";
import { instant } from "./events.js";

export function evaluated(lines: readonly string[]): string[] {
  const evaluator = new AlertEvaluator(ALERT_RULES);
  const alerts = lines.flatMap((text) => {
    const event = readAlertEvent(text);
    return (event && evaluator.add(event)) ?? [];
  });
  return [...alerts, ...evaluator.end()].map(shown);
}

export function shown({ rule, key, at }: Pick<Alert, "rule" | "key" | "at">): string {
  return `${rule.id} ${key} ${new Date(at).toISOString()}`;
}

/** `<rule> <key> <m:s>` with the time of day. */
export function expected(alert: string): string {
  const [rule, key, at] = alert.split(" ");
  return `${rule} ${key} ${new Date(instant(at!)).toISOString()}`;
}
