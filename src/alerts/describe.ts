/** A rule in one sentence, for people: what it counts, by what, above which number. */
import type { AlertRule, EventFilter, KeyField } from "./alert-rule.js";
import { durationInWords } from "./duration.js";

const NAMES: Readonly<Record<KeyField, readonly [one: string, several: string]>> = {
  ip: ["address", "addresses"],
  account: ["account", "accounts"],
  actor_id: ["actor", "actors"],
  target_id: ["target", "targets"],
  route: ["route", "routes"],
};

/** `More than 20 events with outcome denied from one address within 5 minutes.` */
export function describeCondition(rule: AlertRule): string {
  const text = conditionOf(rule);
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`;
}

function conditionOf({ match, condition }: AlertRule): string {
  const events = describeFilter(match);
  switch (condition.kind) {
    case "any":
      return `any ${events}`;
    case "count":
      return `more than ${condition.over} ${events} with one ${NAMES[condition.by][0]} within ${durationInWords(condition.within)}`;
    case "distinct": {
      const [[, values], [key]] = [NAMES[condition.of], NAMES[condition.by]];
      return `more than ${condition.over} ${values} among ${events} with one ${key} within ${durationInWords(condition.within)}`;
    }
    case "sequence": {
      const before = `${condition.least} or more ${describeFilter(condition.after)}`;
      return `${events}, with ${before} and the same ${NAMES[condition.by][0]} in the ${durationInWords(condition.within)} before`;
    }
    case "rate": {
      const { within, times, baseline, least } = condition;
      const mean = `${times} times the mean of the ${durationInWords(baseline)} before`;
      return `${events} within ${durationInWords(within)}: ${least} or more, and more than ${mean}`;
    }
    case "absence":
      return `no event for ${durationInWords(condition.within)}`;
  }
}

function describeFilter({ events, outcome }: EventFilter): string {
  const names = events?.map((name) => `\`${name}\``).join(" or ") ?? "events";
  return outcome === undefined ? names : `${names} with outcome ${outcome}`;
}
