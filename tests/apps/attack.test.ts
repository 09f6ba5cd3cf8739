/** The product's own proof: `init` and `fix` on each app, which is then built, started and attacked; its log tells of it all. */
import { createHmac } from "node:crypto";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ALERT_RULES } from "../../src/alerts/rules.js";
import { SCHEMA } from "../logger/schema.js";
import { attack, CLIENT, FORGED_ADDRESS } from "../support/attack/attack.js";
import { openOutside } from "../support/attack/outside.js";
import { ACCOUNT_KEY, ADMIN, CUSTOMER, FORGED_LINE } from "../support/attack/people.js";
import { auditLogging, installTools, prepareApp } from "../support/attack/prepare.js";
import { SHOPS } from "../support/attack/shops.js";

interface Told {
  /** The addresses in the events: the sockets', Cloudflare's, the trusted proxy's, or none where nothing may be believed. */
  readonly ips: readonly (string | undefined)[];
  /** Each event with its outcome and the count of its lines. */
  readonly events: Readonly<Record<string, number>>;
  /** Rule and key of each alert, in order. */
  readonly alerts: (customer: string) => readonly string[];
  readonly statuses: Readonly<Record<string, readonly number[]>>;
}

const times = (...counts: readonly (readonly [status: number, times: number])[]): number[] =>
  counts.flatMap(([status, count]) => Array<number>(count).fill(status));

/** What every shop answers in the same way. */
const ANSWERS = {
  login: [200],
  "forged line": [401],
  "guess from many addresses": times([401, 12]),
  "right guess": [200],
  "admin only": [403],
  "change role": [200],
  export: times([200, 4]),
  "forged webhook": times([401, 6]),
};
/** Ten logins a minute and address: the others are turned away before a password is looked at. */
const LIMITED = { guess: times([401, 8], [429, 17]), "guess at many accounts": times([401, 10], [429, 2]) };
const UNLIMITED = { guess: times([401, 25]), "guess at many accounts": times([401, 12]) };

const GUESSED = accountOf(CUSTOMER.email);
const PLATFORM = [CLIENT, ...Array.from({ length: 14 }, (_, client) => `203.0.113.${101 + client}`)].sort();
const SOCKETS = Array.from({ length: 15 }, (_, client) => `127.0.0.${client + 1}`).sort();

/**
 * What the log of each must tell. The log begins with a quiet day and a silence, so that all are told of the silence. Guesses are
 * counted by account, whoever limits them by address; where more than ten a minute are turned away, none can try eleven accounts.
 */
const TOLD: Readonly<Record<string, Told>> = {
  "express-shop": {
    ips: SOCKETS,
    statuses: { register: [201], ...ANSWERS, ...LIMITED, "request reset": [429], "complete reset": [400] },
    events: {
      "auth.register success": 1,
      "auth.login success": 2,
      "auth.login denied": 31,
      // The reset shares the limit of the logins.
      "ratelimit.exceeded denied": 20,
      "access.check denied": 1,
      "user.role.change success": 1,
      "data.export success": 4,
      "webhook.verify denied": 6,
      "auth.password_reset.complete denied": 1,
    },
    alerts: (customer) => [
      "no-events all",
      "denied-burst-ip 127.0.0.1",
      `login-failures-account ${GUESSED}`,
      `login-failures-many-addresses ${GUESSED}`,
      `login-after-failures ${GUESSED}`,
      `role-or-password-changed ${ADMIN.id}`,
      `data-export-repeated ${customer}`,
      "webhook-verification-failures /api/webhooks/payments",
    ],
  },
  "next-shop": {
    // The export takes no request, so that its events have no address.
    ips: [...PLATFORM, undefined],
    statuses: { register: [201], ...ANSWERS, ...UNLIMITED, "request reset": [200], "complete reset": [200] },
    events: {
      "auth.register success": 1,
      "auth.login success": 2,
      "auth.login denied": 50,
      "access.check denied": 1,
      "user.role.change success": 1,
      "data.export success": 4,
      "webhook.verify denied": 6,
      "auth.password_reset.request success": 1,
      "auth.password_reset.complete success": 1,
    },
    alerts: (customer) => [
      "no-events all",
      `login-failures-account ${GUESSED}`,
      `denied-burst-ip ${CLIENT}`,
      `login-failures-many-addresses ${GUESSED}`,
      "login-failures-many-accounts 203.0.113.113",
      `login-after-failures ${GUESSED}`,
      `role-or-password-changed ${ADMIN.id}`,
      `data-export-repeated ${customer}`,
      "webhook-verification-failures /api/webhooks/payments",
      "role-or-password-changed anon",
    ],
  },
  "workers-shop": {
    ips: PLATFORM,
    statuses: { ...ANSWERS, ...LIMITED, "what breaks it": times([500, 10]), "request reset": [200], "complete reset": [200] },
    events: {
      "auth.login success": 2,
      "auth.login denied": 31,
      "ratelimit.exceeded denied": 19,
      "access.check denied": 1,
      // A body that is no JSON is caught around the whole router, which is no login.
      "access.check error": 10,
      "user.role.change success": 1,
      "data.export success": 4,
      "webhook.verify denied": 6,
      "auth.password_reset.request success": 1,
      "auth.password_reset.complete success": 1,
    },
    alerts: (customer) => [
      "no-events all",
      `denied-burst-ip ${CLIENT}`,
      `login-failures-account ${GUESSED}`,
      `login-failures-many-addresses ${GUESSED}`,
      `login-after-failures ${GUESSED}`,
      // The guard has let an administrator in, and tells nobody which.
      "role-or-password-changed unknown",
      `data-export-repeated ${customer}`,
      "webhook-verification-failures /api/webhooks/payments",
      "error-rate all",
      "role-or-password-changed anon",
    ],
  },
  "supabase-shop": {
    ips: [undefined],
    statuses: { ...ANSWERS, ...UNLIMITED, "what breaks it": times([500, 10]), "request reset": [200], "complete reset": [200] },
    events: {
      "auth.login success": 2,
      "auth.login denied": 50,
      "auth.login error": 10,
      "user.role.change denied": 1,
      "user.role.change success": 1,
      "data.export success": 4,
      "webhook.verify denied": 6,
      "auth.password_reset.request success": 1,
      "auth.password_reset.complete success": 1,
    },
    // No proxy is named, so no address is believed, and none counted by.
    alerts: (customer) => [
      "no-events all",
      `login-failures-account ${GUESSED}`,
      `login-after-failures ${GUESSED}`,
      `role-or-password-changed ${ADMIN.id}`,
      `data-export-repeated ${customer}`,
      "webhook-verification-failures /payment-webhook",
      "error-rate all",
      `role-or-password-changed ${GUESSED}`,
    ],
  },
};

test("between them the shops raise each of the alerts", () => {
  const raised = Object.values(TOLD).flatMap(({ alerts }) => alerts("u-1").map((alert) => alert.split(" ")[0]!));
  expect([...new Set(raised)].sort()).toEqual(ALERT_RULES.map(({ id }) => id).sort());
});

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

    const { id, statuses, secrets } = await attack(SHOPS[app]!, shop, outside);
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
    expect([...new Set(events.map(({ ip }) => ip))].sort()).toEqual(told.ips);

    const log = join(folder, "events.ndjson");
    writeFileSync(log, historyBefore(events[0]!) + text);
    const { alerts } = JSON.parse(await auditLogging(folder, "alerts", "test", log, "--format", "json")) as { alerts: Line[] };
    expect(alerts.map(({ rule, key }) => `${String(rule)} ${String(key)}`)).toEqual(told.alerts(id));
  });
});

const MINUTE = 60_000;

/** A quiet day and a half of the shop's own first line, three an hour, that ends 40 minutes before: a mean, and a silence. */
function historyBefore(first: Line): string {
  const start = Date.parse(String(first.timestamp));
  const lines = Array.from({ length: 100 }, (_, index) => {
    const timestamp = new Date(start - (40 + 20 * (99 - index)) * MINUTE).toISOString();
    return `${JSON.stringify({ ...first, timestamp })}\n`;
  });
  return lines.join("");
}

/** As the logger writes it. */
function accountOf(email: string): string {
  return createHmac("sha256", ACCOUNT_KEY).update(email).digest("hex").slice(0, 32);
}

function counted(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
