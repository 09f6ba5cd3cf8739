import { describe, expect, test } from "vitest";
import type { AlertRule } from "../../src/alerts/alert-rule.js";
import { describeCondition } from "../../src/alerts/describe.js";
import { durationInWords, shortDuration } from "../../src/alerts/duration.js";
import { ALERT_RULES } from "../../src/alerts/rules.js";
import { SECURITY_EVENTS } from "../../src/vocabulary/events.js";

const filtersOf = ({ match, condition }: AlertRule) => (condition.kind === "sequence" ? [match, condition.after] : [match]);

test("there are ten, each with a name of its own", () => {
  expect(new Set(ALERT_RULES.map(({ id }) => id)).size).toBe(10);
  expect(ALERT_RULES).toHaveLength(10);
});

describe.each(ALERT_RULES.map((rule) => [rule.id, rule] as const))("%s", (id, rule) => {
  test("has a name that is a file, a function and a label, and says what happened and why it matters", () => {
    expect(id).toMatch(/^[a-z]+(?:-[a-z]+)+$/);
    expect(rule.title).toMatch(/^[A-Z].{10,60}[^.]$/);
    expect(rule.why).toMatch(/^[A-Z].{20,}[.?]$/);
  });

  test("names techniques of ATT&CK as they are numbered", () => {
    expect(rule.attack.length).toBeGreaterThan(0);
    for (const technique of rule.attack) expect(technique).toMatch(/^T\d{4}(?:\.\d{3})?$/);
  });

  test("asks for events of the vocabulary", () => {
    const known = SECURITY_EVENTS.map(({ name }) => name);
    for (const { events = [] } of filtersOf(rule)) for (const name of events) expect(known).toContain(name);
  });

  // A cap shorter than the window would tell of the same events twice.
  test("is capped for its window at least, and for no more than an hour", () => {
    const within = "within" in rule.condition ? rule.condition.within : 0;
    expect(rule.cap).toBeGreaterThanOrEqual(within);
    expect(rule.cap).toBeLessThanOrEqual(3600);
  });
});

test("conditions read as sentences", () => {
  expect(ALERT_RULES.map(describeCondition)).toEqual([
    "More than 20 events with outcome denied with one address within 5 minutes.",
    "Any `user.role.change` or `auth.password_reset.complete` with outcome success.",
    "More than 10 `auth.login` with outcome denied with one account within 5 minutes.",
    "More than 10 accounts among `auth.login` with outcome denied with one address within 5 minutes.",
    "More than 10 addresses among `auth.login` with outcome denied with one account within 10 minutes.",
    "`auth.login` with outcome success, with 5 or more `auth.login` with outcome denied and the same account in the 10 minutes before.",
    "More than 3 `data.export` with one actor within 1 hour.",
    "More than 5 `webhook.verify` with outcome denied with one route within 5 minutes.",
    "Events with outcome error within 1 hour: 10 or more, and more than 4 times the mean of the 24 hours before.",
    "No event for 30 minutes.",
  ]);
});

test.each([
  [1, "1s", "1 second"],
  [90, "90s", "90 seconds"],
  [300, "5m", "5 minutes"],
  [3600, "1h", "1 hour"],
  [5400, "90m", "90 minutes"],
  [86_400, "24h", "24 hours"],
])("%i seconds are %s, or %s", (seconds, short, words) => {
  expect([shortDuration(seconds), durationInWords(seconds)]).toEqual([short, words]);
});
