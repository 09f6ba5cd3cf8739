/** The rendered SQL in a Postgres of its own. */
import { RENDERERS } from "../../src/alerts/render/index.js";
import { ALERT_RULES } from "../../src/alerts/rules.js";
import type { Installed } from "./installed.js";

/** What of PGlite is used. */
export interface Database {
  exec(sql: string): Promise<unknown>;
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<{ rows: Row[] }>;
  close(): Promise<void>;
}

export async function postgres({ load }: Installed): Promise<Database> {
  const { PGlite } = load("@electric-sql/pglite") as { PGlite: { create(): Promise<Database> } };
  const database = await PGlite.create();
  for (const { text } of RENDERERS.sql.files(ALERT_RULES)) await database.exec(text);
  return database;
}

/** Empties the tables first, as only their owner can. */
export async function raisedByPostgres(database: Database, lines: readonly string[]): Promise<string[]> {
  await database.exec(`alter table security_events disable trigger security_events_append_only;
    delete from security_events; delete from security_alerts;
    alter table security_events enable trigger security_events_append_only;`);
  await database.query("select record_security_event(line) from jsonb_array_elements($1::jsonb) as line", [`[${lines.join(",")}]`]);
  const { rows } = await database.query<{ rule: string; key: string; raised_at: Date }>(
    "select rule, key, raised_at from raise_security_alerts('-infinity', (select max(timestamp) from security_events))",
  );
  return rows.map(({ rule, key, raised_at }) => `${rule} ${key} ${raised_at.toISOString()}`);
}
