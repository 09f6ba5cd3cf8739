/** The product's own proof: `init` and `fix` on each app, which is then built, started and attacked; its log tells of it all. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SCHEMA } from "../logger/schema.js";
import { attack, CLIENT, FORGED_ADDRESS } from "../support/attack/attack.js";
import { openOutside } from "../support/attack/outside.js";
import { ADMIN, CUSTOMER, FORGED_LINE } from "../support/attack/people.js";
import { auditLogging, installTools, prepareApp } from "../support/attack/prepare.js";
import { SHOPS } from "../support/attack/shops.js";

interface Told {
  /** The address in the events: the socket's or Cloudflare's, the trusted proxy's, or none where nothing may be believed. */
  readonly ip: string | undefined;
  /** Each event with its outcome and the count of its lines. */
  readonly events: Readonly<Record<string, number>>;
  /** Rule and key of each alert. */
  readonly alerts: readonly string[];
  readonly statuses: Readonly<Record<string, readonly number[]>>;
}

const guesses = (...counts: readonly (readonly [status: number, times: number])[]): number[] =>
  counts.flatMap(([status, times]) => Array<number>(times).fill(status));

/**
 * What the log of each must tell. More than twenty requests are refused within seconds: where an address is known, that is a
 * burst. A change of role and a completed reset are always told of. Guesses are counted by account only where events have one,
 * and what `fix` writes has none.
 */
const TOLD: Readonly<Record<string, Told>> = {
  "express-shop": {
    ip: "127.0.0.1",
    statuses: {
      register: [201],
      login: [200],
      "forged line": [401],
      guess: guesses([401, 8], [429, 17]),
      "admin only": [403],
      "change role": [200],
      "request reset": [429],
      "complete reset": [400],
    },
    events: {
      "auth.register success": 1,
      "auth.login success": 1,
      "auth.login denied": 9,
      // The reset shares the limit of the logins.
      "ratelimit.exceeded denied": 18,
      "access.check denied": 1,
      "user.role.change success": 1,
      "auth.password_reset.complete denied": 1,
    },
    alerts: ["denied-burst-ip 127.0.0.1", `role-or-password-changed ${ADMIN.id}`],
  },
  "next-shop": {
    ip: CLIENT,
    statuses: {
      register: [201],
      login: [200],
      "forged line": [401],
      guess: guesses([401, 25]),
      "admin only": [403],
      "change role": [200],
      "request reset": [200],
      "complete reset": [200],
    },
    events: {
      "auth.register success": 1,
      "auth.login success": 1,
      "auth.login denied": 26,
      "access.check denied": 1,
      "user.role.change success": 1,
      "auth.password_reset.request success": 1,
      "auth.password_reset.complete success": 1,
    },
    alerts: [`denied-burst-ip ${CLIENT}`, `role-or-password-changed ${ADMIN.id}`, "role-or-password-changed anon"],
  },
  "workers-shop": {
    ip: "127.0.0.1",
    statuses: {
      login: [200],
      "forged line": [401],
      guess: guesses([401, 8], [429, 17]),
      "admin only": [403],
      "change role": [200],
      "request reset": [200],
      "complete reset": [200],
    },
    events: {
      "auth.login success": 1,
      "auth.login denied": 9,
      "ratelimit.exceeded denied": 17,
      "access.check denied": 1,
      "user.role.change success": 1,
      "auth.password_reset.request success": 1,
      "auth.password_reset.complete success": 1,
    },
    // Neither handler knows who asks, so both are told of as one: the second within five minutes is a repetition.
    alerts: ["denied-burst-ip 127.0.0.1", "role-or-password-changed anon"],
  },
  "supabase-shop": {
    ip: undefined,
    statuses: {
      login: [200],
      "forged line": [401],
      guess: guesses([401, 25]),
      "admin only": [403],
      "change role": [200],
      "request reset": [200],
      "complete reset": [200],
    },
    events: {
      "auth.login success": 1,
      "auth.login denied": 26,
      "user.role.change denied": 1,
      "user.role.change success": 1,
      "auth.password_reset.request success": 1,
      "auth.password_reset.complete success": 1,
    },
    // No proxy is named, so no address is believed, and none counted by.
    alerts: [`role-or-password-changed ${ADMIN.id}`, `role-or-password-changed ${CUSTOMER.id}`],
  },
};

let tools: string;

beforeAll(async () => {
  tools = await installTools();
});

afterAll(() => rmSync(tools, { recursive: true, force: true }));

const fits = new Ajv2020({ strict: true, formats: { "date-time": true } }).compile(SCHEMA);

type Line = Record<string, unknown>;

describe.concurrent("an app under attack, after init and fix", () => {
  test.for(Object.entries(TOLD))("%s tells of it, and raises its alerts", async ([app, told], { onTestFinished }) => {
    const { folder, said } = await prepareApp(app);
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    expect(said[0]).toMatch(/\nwritten [\w/]*logging\.ts\n/);
    expect(said[1]).toContain("Everything is in place: nothing to write.");
    const outside = await openOutside();
    onTestFinished(() => outside.close());
    const shop = await SHOPS[app]!.start(folder, tools, outside);
    onTestFinished(() => shop.stop());

    const { statuses, secrets } = await attack(SHOPS[app]!, shop, outside);
    await shop.until(/"event":"auth\.password_reset\.complete".*\n/);
    const text = shop.printed();
    expect(statuses).toEqual(told.statuses);

    for (const secret of secrets) expect(text).not.toContain(secret);
    expect(text).not.toContain(FORGED_LINE);
    expect(text).not.toContain(FORGED_ADDRESS);
    const lines = text.split("\n").filter((line) => line.includes('"security-event/1"'));
    const events = lines.map((line) => JSON.parse(line) as Line);
    for (const event of events) expect([event, fits(event), fits.errors]).toEqual([event, true, null]);
    expect(counted(events.map(({ event, outcome }) => `${String(event)} ${String(outcome)}`))).toEqual(told.events);
    expect([...new Set(events.map(({ ip }) => ip))]).toEqual([told.ip]);

    const log = join(folder, "events.ndjson");
    writeFileSync(log, text);
    const { alerts } = JSON.parse(await auditLogging(folder, "alerts", "test", log, "--format", "json")) as { alerts: Line[] };
    expect(alerts.map(({ rule, key }) => `${String(rule)} ${String(key)}`)).toEqual(told.alerts);
  });
});

function counted(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
