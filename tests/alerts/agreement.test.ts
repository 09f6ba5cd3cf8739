/** The same lines raise the same alerts in the evaluator, in Postgres and in DuckDB. */
import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import { LATENESS } from "../../src/alerts/in-order.js";
import { ALERT_RULES } from "../../src/alerts/rules.js";
import { duckdb, raisedByDuckdb } from "./duckdb.js";
import { EDGES } from "./edges.js";
import { evaluated, expected } from "./evaluated.js";
import { DENIED_LOGIN, line, START, type Given } from "./events.js";
import { installed } from "./installed.js";
import { postgres, raisedByPostgres, type Database } from "./postgres.js";

let inPostgres: Database;
let inDuckdb: Awaited<ReturnType<typeof duckdb>>;

beforeAll(async () => {
  const engines = await installed("engines");
  inPostgres = await postgres(engines);
  inDuckdb = await duckdb(engines);
  return async () => {
    inDuckdb.closeSync();
    await inPostgres.close();
  };
});

/** Each engine's alerts, sorted. */
async function answers(lines: readonly string[]) {
  return {
    evaluator: evaluated(lines).sort(),
    postgres: (await raisedByPostgres(inPostgres, lines)).sort(),
    duckdb: (await raisedByDuckdb(inDuckdb, ALERT_RULES, lines)).sort(),
  };
}

describe("at the edges", () => {
  test.for(EDGES)("$name", async ({ events, alerts }) => {
    const wanted = alerts.map(expected).sort();
    expect(await answers(events.map(line).sort())).toEqual({ evaluator: wanted, postgres: wanted, duckdb: wanted });
  });
});

/** Few names and narrow times, so that windows fill; steps that are whole minutes, so that edges are met. */
const SHORT_STEPS = [0, 0, 1, 999, 1000, 15_000];
const STEPS = [...SHORT_STEPS, 29_999, 30_000, 60_000, 299_999, 300_000, 599_999, 600_000, 1_800_000, 1_800_001, 3_600_000];

const EVENTS = ["data.export", "webhook.verify", "user.role.change", "auth.password_reset.complete"];

const given = fc.record(
  {
    step: fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...SHORT_STEPS) },
      { weight: 1, arbitrary: fc.constantFrom(...STEPS) },
    ),
    late: fc.constantFrom(0, 0, 0, 1, 1000, LATENESS / 4),
    event: fc.constantFrom(...Array.from({ length: 3 }, () => "auth.login"), ...EVENTS),
    outcome: fc.constantFrom("denied", "denied", "denied", "success", "error"),
    ip: fc.constantFrom("", ...Array.from({ length: 14 }, (_, index) => `192.0.2.${index}`)),
    account: fc.constantFrom("", "a-1", ...Array.from({ length: 14 }, (_, index) => `a-${index}`)),
    actor_id: fc.constantFrom("u-1", "u-2", "anon", "unknown"),
    target_id: fc.constantFrom("u-1", "u-2", "u-3"),
    route: fc.constantFrom("", "/api/a"),
  },
  { requiredKeys: ["step", "late", "event", "outcome", "actor_id"] },
);

/** More often than not an attack: logins from one address, or to one account, that are denied, with a success now and then. */
const stream = fc
  .record({
    events: fc.array(given, { minLength: 10, maxLength: 70, size: "max" }),
    attack: fc.constantFrom<Omit<Given, "at">>(
      {},
      { ip: "192.0.2.1" },
      { account: "a-1" },
      { ip: "192.0.2.1", account: "a-1" },
      { event: "webhook.verify", route: "/api/a" },
    ),
    logins: fc.boolean(),
    /** Hours of quiet before, so that errors have a mean. */
    before: fc.constantFrom(0, 0, 0, 25),
  })
  .map(({ events, attack, logins, before }) => {
    const quiet = Array.from({ length: before * 3 }, (_, index): Given => {
      return { at: `${index * 20}:0`, outcome: index % 9 === 0 ? "error" : "success" };
    });
    let now = before * 3_600_000;
    const loud = events.map(({ step, late, ...rest }, index): Given => {
      now += logins ? step % 30_000 : step;
      const login = logins && index % 10 < 9 ? DENIED_LOGIN : {};
      return { at: `0:${Math.max(0, now - late) / 1000}`, ...rest, ...login, ...attack };
    });
    return [...quiet, ...loud].map(line);
  });

test("on streams that are made up", { timeout: 300_000 }, async () => {
  const raised = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(stream, async (lines) => {
      const { evaluator, postgres, duckdb } = await answers(lines);
      expect({ postgres, duckdb }).toEqual({ postgres: evaluator, duckdb: evaluator });
      for (const alert of evaluator) raised.set(alert.split(" ")[0]!, (raised.get(alert.split(" ")[0]!) ?? 0) + 1);
    }),
    { seed: 20260302, numRuns: 300, endOnFailure: true },
  );
  // Agreement about nothing proves nothing: every rule has to have fired.
  expect([...raised.keys()].sort()).toEqual(ALERT_RULES.map(({ id }) => id).sort());
});

test("Postgres raises no alert again, in whichever steps it is asked", async () => {
  const lines = EDGES.find(({ name }) => name.startsWith("an attack that goes on"))!.events.map(line);
  const whole = await raisedByPostgres(inPostgres, lines);
  await inPostgres.exec("delete from security_alerts");
  const steps: string[] = [];
  for (let minute = 1; minute <= 70; minute++) {
    const until = new Date(START + minute * 60_000).toISOString();
    const { rows } = await inPostgres.query<{ rule: string; key: string; raised_at: Date }>(
      "select * from raise_security_alerts($1::timestamptz - interval '10 minutes', $1::timestamptz)",
      [until],
    );
    steps.push(...rows.map(({ rule, key, raised_at }) => `${rule} ${key} ${raised_at.toISOString()}`));
  }
  expect(whole).toHaveLength(2);
  expect(steps).toEqual(whole);
});

describe("the table", () => {
  const event = JSON.parse(line({ at: "0:00", ip: "192.0.2.1" })) as Record<string, unknown>;
  const record = (value: object) => inPostgres.query("select record_security_event($1::jsonb)", [JSON.stringify(value)]);

  test.for(["update security_events set ip = null", "delete from security_events", "truncate security_events"])(
    "refuses %s",
    async (statement) => {
      await record({ ...event, details: { plan: "pro" }, status: 403 });
      await expect(inPostgres.exec(statement)).rejects.toThrow("security_events is append-only");
    },
  );

  test("keeps the line as it was", async () => {
    await record({ ...event, request_id: "r-kept", details: { plan: "pro" }, status: 403, duration_ms: 1.5 });
    const { rows } = await inPostgres.query("select * from security_events where request_id = 'r-kept'");
    expect(rows).toMatchObject([{ ip: "192.0.2.1", details: { plan: "pro" }, status: 403, duration_ms: 1.5, outcome: "success" }]);
  });

  test.for([
    ["another outcome", { outcome: "ok" }],
    ["another schema", { schema: "security-event/2" }],
    ["no actor", { actor_id: null }],
  ] as const)("refuses an event with %s", async ([, change]) => {
    await expect(record({ ...event, ...change })).rejects.toThrow(/violates/);
  });

  test("shows nothing to a role that has been given no more than the right to read it", async () => {
    await record(event);
    await inPostgres.exec("create role reader; grant usage on schema public to reader; grant select on security_events, security_alerts to reader");
    await inPostgres.exec("set role reader");
    try {
      expect((await inPostgres.query("select * from security_events")).rows).toEqual([]);
      await expect(inPostgres.query("select raise_security_alerts()")).rejects.toThrow("permission denied");
    } finally {
      await inPostgres.exec("reset role");
    }
  });

  test("takes the scripts a second time, with what is in it", async () => {
    const { RENDERERS } = await import("../../src/alerts/render/index.js");
    const count = async () => (await inPostgres.query<{ count: number }>("select count(*)::int from security_events")).rows[0]!.count;
    const before = await count();
    for (const { text } of RENDERERS.sql.files(ALERT_RULES)) await inPostgres.exec(text);
    expect(await count()).toBe(before);
  });
});

test("Supabase's roles are given nothing", async () => {
  const engines = await installed("engines");
  const { PGlite } = engines.load("@electric-sql/pglite") as { PGlite: { create(): Promise<Database> } };
  const database = await PGlite.create();
  // As Supabase sets a project up.
  await database.exec(`create role anon; create role authenticated; grant usage on schema public to anon, authenticated;
    alter default privileges in schema public grant all on tables to anon, authenticated;
    alter default privileges in schema public grant all on functions to anon, authenticated;`);
  const { RENDERERS } = await import("../../src/alerts/render/index.js");
  for (const { text } of RENDERERS.sql.files(ALERT_RULES)) await database.exec(text);
  const { rows } = await database.query(`
    select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and has_table_privilege('anon', c.oid, 'select, insert')
    union all
    select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where n.nspname = 'public' and has_function_privilege('authenticated', p.oid, 'execute') and p.prorettype <> 'trigger'::regtype`);
  await database.close();
  expect(rows).toEqual([]);
});
