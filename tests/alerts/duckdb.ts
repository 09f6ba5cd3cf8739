/**
 * The rules in DuckDB, written the long way: each event asks again what is in its window. It is slow, and shares no idea with
 * the evaluator, which keeps the last times, or with the SQL for Postgres, which adds up.
 */
import { ALL, type AlertRule, type EventFilter } from "../../src/alerts/alert-rule.js";
import type { Installed } from "./installed.js";

interface Connection {
  run(sql: string): Promise<unknown>;
  runAndReadAll(sql: string): Promise<{ getRows(): unknown[][] }>;
  closeSync(): void;
}

export async function duckdb({ load }: Installed): Promise<Connection> {
  const { DuckDBInstance } = load("@duckdb/node-api") as {
    DuckDBInstance: { create(path: string): Promise<{ connect(): Promise<Connection> }> };
  };
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  // The streams are small: what would be shared out among threads takes longer to share than to do.
  await connection.run("set threads = 1");
  await connection.run(
    "create table e (t bigint, event text, outcome text, ip text, account text, actor_id text, target_id text, route text)",
  );
  return connection;
}

export async function raisedByDuckdb(
  connection: Connection,
  rules: readonly AlertRule[],
  lines: readonly string[],
): Promise<string[]> {
  await connection.run("delete from e");
  const rows = lines.map((text) => {
    const { timestamp, event, outcome, ip, account, actor_id, target_id, route } = JSON.parse(text) as Record<string, string>;
    return `(${[Date.parse(timestamp!), ...[event, outcome, ip, account, actor_id, target_id, route].map(literal)].join(", ")})`;
  });
  if (rows.length > 0) await connection.run(`insert into e values ${rows.join(", ")}`);
  const all = rules.map((rule) => `select '${rule.id}' as rule, key, t from (${firings(rule)})`).join(" union all ");
  const result = await connection.runAndReadAll(`select distinct * from (${all}) order by t`);
  return capped(rules, result.getRows().map(([rule, key, at]) => ({ rule: String(rule), key: String(key), at: Number(at) })));
}

/** Of the firings, in the order of time, those that no alert before them covers. */
function capped(rules: readonly AlertRule[], fired: readonly { rule: string; key: string; at: number }[]): string[] {
  const raised = new Map<string, number>();
  return fired.flatMap(({ rule, key, at }) => {
    const { cap } = rules.find(({ id }) => id === rule)!;
    const last = raised.get(`${rule} ${key}`);
    if (last !== undefined && at - last < cap * 1000) return [];
    raised.set(`${rule} ${key}`, at);
    return `${rule} ${key} ${new Date(at).toISOString()}`;
  });
}

function firings({ match, condition }: AlertRule): string {
  const inWindow = (seconds: number) => `b.t > a.t - ${seconds * 1000} and b.t <= a.t`;
  switch (condition.kind) {
    case "any":
      return `select * from (select coalesce(${condition.by.map((field) => `nullif(a.${field}, '')`).join(", ")}) as key, a.t from e a where ${test("a", match)}) where key is not null`;
    case "count": {
      const { by, over, within } = condition;
      return `select a.${by} as key, a.t from e a where ${test("a", match)} and ${one("a", by)}
        and (select count(*) from e b where ${test("b", match)} and b.${by} = a.${by} and ${inWindow(within)}) > ${over}`;
    }
    case "distinct": {
      const { by, of, over, within } = condition;
      return `select a.${by} as key, a.t from e a where ${test("a", match)} and ${one("a", by)} and ${one("a", of)}
        and (select count(distinct b.${of}) from e b where ${test("b", match)} and b.${by} = a.${by} and ${one("b", of)} and ${inWindow(within)}) > ${over}`;
    }
    case "sequence": {
      const { by, after, least, within } = condition;
      return `select a.${by} as key, a.t from e a where ${test("a", match)} and ${one("a", by)}
        and (select count(*) from e b where ${test("b", after)} and b.${by} = a.${by} and ${inWindow(within)}) >= ${least}`;
    }
    case "rate": {
      const { times, least, within, baseline } = condition;
      const minute = (name: string) => `(${name}.t // 60000)`;
      const [recent, all] = [within / 60, (within + baseline) / 60];
      const counted = `select a.t, ${minute("a")} as m,
        (select count(*) from e b where ${test("b", match)} and b.t <= a.t and ${minute("b")} > ${minute("a")} - ${recent}) as recent,
        (select count(*) from e b where ${test("b", match)} and ${minute("b")} > ${minute("a")} - ${all} and ${minute("b")} <= ${minute("a")} - ${recent}) as before
        from e a where ${test("a", match)}`;
      return `select '${ALL}' as key, t from (${counted}) where recent >= ${least} and recent > ${times} * before / ${(baseline / within).toFixed(1)}
        and t >= (select min(t) from e) + ${(within + baseline) * 1000}`;
    }
    case "absence": {
      const within = condition.within * 1000;
      return `select '${ALL}' as key, a.t + ${within} as t from e a
        where not exists (select 1 from e b where b.t > a.t and b.t <= a.t + ${within}) and exists (select 1 from e b where b.t > a.t + ${within})`;
    }
  }
}

function test(name: string, { events, outcome }: EventFilter): string {
  const all = [
    ...(events ? [`${name}.event in (${events.map(literal).join(", ")})`] : []),
    ...(outcome ? [`${name}.outcome = ${literal(outcome)}`] : []),
  ];
  return all.length > 0 ? `(${all.join(" and ")})` : "true";
}

/** Somebody or something in particular. */
function one(name: string, field: string): string {
  return `${name}.${field} <> ''${field === "actor_id" ? ` and ${name}.actor_id <> 'anon' and ${name}.actor_id <> 'unknown'` : ""}`;
}

function literal(text: string | undefined): string {
  return text === undefined ? "null" : `'${text.replaceAll("'", "''")}'`;
}
