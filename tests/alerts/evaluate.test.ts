import { describe, expect, test } from "vitest";
import { AlertEvaluator } from "../../src/alerts/evaluate.js";
import { readAlertEvent, type AlertEvent } from "../../src/alerts/event.js";
import { ALERT_RULES } from "../../src/alerts/rules.js";
import { EDGES } from "./edges.js";
import { evaluated, expected } from "./evaluated.js";
import { DENIED_LOGIN, line, spread, START, type Given } from "./events.js";

/** As a log has them; an edge may list the events of one key after those of another. */
const sorted = (events: readonly Given[]) => events.map(line).sort();

describe("at the edges", () => {
  test.for(EDGES)("$name", ({ events, alerts }) => {
    expect(evaluated(sorted(events))).toEqual(alerts.map(expected));
  });

  test("every rule fires in one of them at least, and every kind of condition stays silent in one", () => {
    const fired = new Set(EDGES.flatMap(({ alerts }) => alerts.map((alert) => alert.split(" ")[0])));
    expect([...fired].sort()).toEqual(ALERT_RULES.map(({ id }) => id).sort());
  });
});

describe("lines out of order", () => {
  const burst = spread(21, "0:00", "0:50", { outcome: "denied", ip: "192.0.2.1" });

  test("a line that is a minute late is put in its place", () => {
    const lines = [...burst.slice(1).map(line), line({ at: "1:00" }), line(burst[0]!)];
    expect(evaluated(lines)).toEqual([expected("denied-burst-ip 192.0.2.1 0:50")]);
  });

  test("a line that is later than a minute is refused, and the others are judged without it", () => {
    const evaluator = new AlertEvaluator(ALERT_RULES);
    const add = (given: Given) => evaluator.add(readAlertEvent(line(given))!);
    for (const given of [...burst.slice(1), { at: "1:00.001" }]) expect(add(given)).toEqual([]);
    expect(add(burst[0]!)).toBeUndefined();
    expect(evaluator.end()).toEqual([]);
  });

  test("alerts come in the order of time, whichever rule raises them", () => {
    const events: Given[] = [{ at: "0:00" }, { at: "40:00", event: "user.role.change", target_id: "u-1" }];
    expect(evaluated(sorted(events))).toEqual(["no-events all 30:00", "role-or-password-changed u-1 40:00"].map(expected));
  });
});

describe("what is kept", () => {
  const run = (events: Iterable<AlertEvent>) => {
    const evaluator = new AlertEvaluator(ALERT_RULES);
    let most = 0;
    let count = 0;
    for (const event of events) {
      evaluator.add(event);
      if (++count % 500 === 0) most = Math.max(most, evaluator.held);
    }
    return most;
  };

  /** One event a second, each with an address and an account of its own: nothing is ever seen twice. */
  function* strangers(count: number): Generator<AlertEvent> {
    for (let index = 0; index < count; index++) {
      const keys = { ip: `ip-${index}`, account: `account-${index}`, actor_id: `actor-${index}`, target_id: `target-${index}` };
      const event = ["auth.login", "data.export", "user.role.change"][index % 3]!;
      yield { at: START + index * 1000, event, outcome: event === "auth.login" ? "denied" : "success", keys };
    }
  }

  test("is no more after 40,000 events that all differ than after 10,000", () => {
    const first = run(strangers(10_000));
    expect(first).toBeGreaterThan(1000);
    expect(run(strangers(40_000))).toBeLessThanOrEqual(first * 1.05);
  });

  test("does not grow with the events of one key: 20,000 in one window are as many as the threshold asks for", () => {
    function* attack(): Generator<AlertEvent> {
      const keys = { ip: "192.0.2.1", account: "a-1" };
      for (let index = 0; index < 20_000; index++) yield { at: START + 300_000 + index * 10, ...DENIED_LOGIN, keys };
      yield { at: START + 900_000, ...DENIED_LOGIN, keys };
    }
    const evaluator = new AlertEvaluator(ALERT_RULES);
    for (const event of attack()) evaluator.add(event);
    evaluator.end();
    expect(evaluator.held).toBeLessThan(100);
  });
});

describe("a line is an event", () => {
  const whole = JSON.parse(line({ at: "0:00" })) as Record<string, unknown>;
  const read = (change: Record<string, unknown>) => readAlertEvent(JSON.stringify({ ...whole, ...change }));

  test("when it has the schema, a time, a name and an outcome", () => {
    expect(read({ ip: "192.0.2.1", account: 7, route: "" })).toEqual({
      at: START,
      event: "access.check",
      outcome: "success",
      keys: { ip: "192.0.2.1", actor_id: "anon" },
    });
  });

  test.for([
    ["an empty line", ""],
    ["a line that is no JSON", "GET / 200"],
    ["a list", "[]"],
    ["null", "null"],
    ["a number", "7"],
    ["half a line", line({ at: "0:00" }).slice(0, 60)],
  ])("%s is none", ([, text]) => {
    expect(readAlertEvent(text!)).toBeUndefined();
  });

  test.for([
    ["another schema", { schema: "security-event/2" }],
    ["no timestamp", { timestamp: undefined }],
    ["a timestamp with an offset", { timestamp: "2026-03-02T10:00:00+01:00" }],
    ["a timestamp that is a number", { timestamp: START }],
    ["a day that is not", { timestamp: "2026-02-30T10:00:00.000Z" }],
    ["an hour that is not", { timestamp: "2026-02-20T25:00:00.000Z" }],
    ["no name", { event: "" }],
    ["another outcome", { outcome: "ok" }],
    ["an outcome by the name of an object's method", { outcome: "constructor" }],
  ] as const)("%s makes it none", ([, change]) => {
    expect(read(change)).toBeUndefined();
  });
});
