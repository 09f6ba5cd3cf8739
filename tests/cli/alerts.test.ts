import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { RENDERERS, type AlertFormat } from "../../src/alerts/render/index.js";
import { ALERT_RULES } from "../../src/alerts/rules.js";
import { COMMANDS } from "../../src/cli/commands.js";
import { line, spread } from "../alerts/events.js";
import { project, read, run, tree } from "./support.js";

const BURST = spread(21, "0:00", "4:00", { outcome: "denied", ip: "192.0.2.1" }).map(line);
const CHANGE = line({ at: "5:00", event: "user.role.change", target_id: "u-1" });
const log = (...lines: string[]) => `${lines.join("\n")}\n`;
const told = (code: number, message: string) => ({ code, stdout: "", stderr: `audit-logging: ${message}\n` });

describe("alerts test", () => {
  const text = `2026-03-02T10:04:00.000Z  medium    denied-burst-ip                192.0.2.1
2026-03-02T10:05:00.000Z  high      role-or-password-changed       u-1

2 alerts from 22 events.
`;

  test("prints an alert a line, and how many there are", async () => {
    const folder = project({ "events.ndjson": log(...BURST, CHANGE) });
    expect(await run(folder, ["alerts", "test", "events.ndjson"])).toEqual({ code: 0, stdout: text, stderr: "" });
  });

  test("reads standard input", async () => {
    expect(await run(project(), ["alerts", "test", "-"], { stdin: log(...BURST, CHANGE) })).toEqual({ code: 0, stdout: text, stderr: "" });
  });

  test("ends with 1 with --check when there is an alert, and with 0 when there is none", async () => {
    const folder = project({ "loud.ndjson": log(CHANGE), "calm.ndjson": log(BURST[0]!) });
    expect((await run(folder, ["alerts", "test", "--check", "loud.ndjson"])).code).toBe(1);
    expect(await run(folder, ["alerts", "test", "--check", "calm.ndjson"])).toEqual({ code: 0, stdout: "0 alerts from 1 event.\n", stderr: "" });
  });

  test("passes over lines that are no events, and says which; empty lines are nothing", async () => {
    const stdin = log("Server started", CHANGE, "", "{}", "   ", '{"schema":"security-event/1"}');
    const { stdout } = await run(project(), ["alerts", "test", "-"], { stdin });
    expect(stdout.split("\n").slice(2)).toEqual(["1 alert from 1 event.", "3 lines are no security event: lines 1, 4, 6.", ""]);
  });

  test("tells of ten such lines, however many there are", async () => {
    const stdin = log(CHANGE, ...Array.from({ length: 12 }, () => "no"));
    const { stdout } = await run(project(), ["alerts", "test", "-"], { stdin });
    expect(stdout).toContain("12 lines are no security event: lines 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 and 2 more.\n");
  });

  test("tells of events that come too late to be put in order", async () => {
    const { stdout } = await run(project(), ["alerts", "test", "-"], { stdin: log(CHANGE, BURST[0]!) });
    expect(stdout.split("\n").slice(2)).toEqual([
      "1 alert from 2 events.",
      "1 event came more than a minute after newer ones and was left out: line 2. Sort the log by timestamp to have all of it judged.",
      "",
    ]);
  });

  test("--format json prints one object", async () => {
    const { code, stdout } = await run(project(), ["alerts", "test", "--format", "json", "-"], { stdin: log("no", ...BURST, CHANGE, BURST[0]!) });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      version: 1,
      alerts: [
        { rule: "denied-burst-ip", title: "Many requests from one address were denied", severity: "medium", key: "192.0.2.1", at: "2026-03-02T10:04:00.000Z" },
        { rule: "role-or-password-changed", title: "A role was changed or a password reset", severity: "high", key: "u-1", at: "2026-03-02T10:05:00.000Z" },
      ],
      counts: { events: 23, alerts: 2, notEvents: 1, late: 1 },
      notEvents: [1],
      late: [24],
    });
  });

  test("--format json prints one object where there is no alert and no event too", async () => {
    const { stdout } = await run(project(), ["alerts", "test", "--format", "json", "-"]);
    const counts = { events: 0, alerts: 0, notEvents: 0, late: 0 };
    expect(JSON.parse(stdout)).toEqual({ version: 1, alerts: [], counts, notEvents: [], late: [] });
  });

  test("reads a byte order mark, carriage returns, and a last line without an end", async () => {
    const folder = project({ "events.ndjson": `\uFEFF${[...BURST, CHANGE].join("\r\n")}` });
    expect((await run(folder, ["alerts", "test", "events.ndjson"])).stdout).toBe(text);
  });

  test("a letter that two chunks share is one letter", async () => {
    const bytes = Buffer.from(log(line({ at: "0:00", event: "user.role.change", target_id: "ü" })));
    const cut = bytes.indexOf(Buffer.from("ü")) + 1;
    async function* stdin() {
      yield bytes.subarray(0, cut);
      yield bytes.subarray(cut);
    }
    const { stdout } = await run(project(), ["alerts", "test", "-"], { stdin: stdin() });
    expect(stdout).toContain("role-or-password-changed       ü\n");
  });

  test("keeps nothing of a line that has no end in sight, and reads on after it", async () => {
    async function* stdin() {
      for (let part = 0; part < 40; part++) yield "x".repeat(64 * 1024);
      yield `\n${CHANGE}\n`;
    }
    const { stdout } = await run(project(), ["alerts", "test", "-"], { stdin: stdin() });
    expect(stdout.split("\n").slice(2)).toEqual(["1 alert from 1 event.", "1 line is no security event: line 1.", ""]);
  });

  test("what a key does to a terminal is shown, not done", async () => {
    const stdin = log(line({ at: "0:00", event: "user.role.change", target_id: "u\u001b[2J\u202e\n1" }));
    const { stdout } = await run(project(), ["alerts", "test", "-"], { stdin });
    expect(stdout.split("\n")[0]).toBe("2026-03-02T10:00:00.000Z  high      role-or-password-changed       u\\u{1b}[2J\\u{202e}\\u{a}1");
  });

  test("severities have colours on a terminal, unless its user wants none", async () => {
    const terminal = { stdin: log(CHANGE), terminal: true };
    expect((await run(project(), ["alerts", "test", "-"], terminal)).stdout).toContain("\u001b[31mhigh");
    expect((await run(project(), ["alerts", "test", "-"], { ...terminal, env: { NO_COLOR: "1" } })).stdout).not.toContain("\u001b");
  });

  test.for<[name: string, argv: string[], message: string]>([
    ["a log that is not there", ["none.ndjson"], "none.ndjson cannot be read: it does not exist."],
    ["a log that is a folder", ["."], ". cannot be read: it is a folder."],
    [
      "no log",
      [],
      "alerts test needs a log of security events, one JSON object a line: `audit-logging alerts test events.ndjson`, or - for standard input.",
    ],
    ["two logs", ["a.log", "b.log"], "alerts test takes one file, but was given a.log and b.log."],
    [
      "a log without a single event",
      ["a.log"],
      'None of the 2 lines of a.log is a security event: one JSON object a line, with "schema": "security-event/1", timestamp, event and outcome.',
    ],
    ["a format that is for rendering", ["a.log", "--format", "sigma"], "alerts test prints one of text, json, and not sigma."],
    ["--output", ["a.log", "--output", "x"], "alerts test takes no --output."],
  ])("%s is wrong input", async ([, argv, message]) => {
    const folder = project({ "a.log": "GET /\nGET /\n" });
    expect(await run(folder, ["alerts", "test", ...argv])).toEqual(told(2, message));
  });
});

describe("alerts list", () => {
  test("says what each rule watches", async () => {
    const { code, stdout, stderr } = await run(project(), ["alerts", "list"]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const lines = stdout.trimEnd().split("\n");
    expect(lines).toHaveLength(2 * ALERT_RULES.length);
    expect(lines.slice(0, 2)).toEqual([
      "denied-burst-ip (medium): Many requests from one address were denied.",
      "  More than 20 events with outcome denied with one address within 5 minutes. At most one alert in 1 hour.",
    ]);
  });

  test("--format json prints the rules as data", async () => {
    const { stdout } = await run(project(), ["alerts", "list", "--format", "json"]);
    expect(JSON.parse(stdout)).toEqual({ version: 1, rules: ALERT_RULES });
  });
});

describe("alerts render", () => {
  test("the formats of the command line are those that are rendered", () => {
    expect(COMMANDS.alerts.formats).toEqual(["text", "json", ...Object.keys(RENDERERS)]);
  });

  test("prints one file as it is, and several with their names", async () => {
    const [dashboard] = RENDERERS.grafana.files(ALERT_RULES);
    expect(await run(project(), ["alerts", "render", "--format", "grafana"])).toEqual({ code: 0, stdout: dashboard!.text, stderr: "" });
    const [events, alerts] = RENDERERS.sql.files(ALERT_RULES);
    expect((await run(project(), ["alerts", "render", "--format", "sql"])).stdout).toBe(
      `==> security-events.sql <==\n${events!.text}\n==> security-alerts.sql <==\n${alerts!.text}\n`,
    );
  });

  test.for(Object.keys(RENDERERS) as AlertFormat[])("writes %s into a folder that need not be there, and names the files", async (format) => {
    const folder = project();
    const files = RENDERERS[format].files(ALERT_RULES);
    const { code, stdout } = await run(folder, ["alerts", "render", "--format", format, "--output", "ops/alerts"]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: files.map(({ name }) => `written    ${join("ops/alerts", name)}\n`).join("") });
    for (const { name, text } of files) expect(read(folder, `ops/alerts/${name}`)).toBe(text);
    expect(readdirSync(join(folder, "ops/alerts"))).toHaveLength(files.length);
  });

  test("a second time changes nothing, and puts back what is missing", async () => {
    const folder = project();
    const render = () => run(folder, ["alerts", "render", "--format", "loki", "--output", "."]);
    await render();
    expect((await render()).stdout).toBe("unchanged  security-alerts.loki.yml\nunchanged  security-alerts.alertmanager.yml\n");
  });

  test("writes nothing at all when one of the files says something else", async () => {
    const folder = project({ "security-alerts.sql": "-- mine\n" });
    expect(await run(folder, ["alerts", "render", "--format", "sql", "--output", "."])).toEqual(
      told(2, "Nothing was written, as there is already security-alerts.sql, which says something else. Give another folder, or move it away."),
    );
    expect(tree(folder)).toEqual(["security-alerts.sql"]);
    expect(read(folder, "security-alerts.sql")).toBe("-- mine\n");
  });

  test("a folder that is a file is told of", async () => {
    const folder = project();
    writeFileSync(join(folder, "taken"), "");
    const { code, stderr } = await run(folder, ["alerts", "render", "--format", "sql", "--output", "taken"]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^audit-logging: .*taken.* cannot be/);
    expect(read(folder, "taken")).toBe("");
  });

  test.for<[name: string, argv: string[], message: string]>([
    ["no format", [], "alerts render needs --format with one of sigma, loki, grafana, sql, axiom, datadog."],
    ["a format for reading", ["--format", "json"], "alerts render prints one of sigma, loki, grafana, sql, axiom, datadog, and not json."],
    ["an unknown format", ["--format", "sigmas"], "--format must be one of text, json, sigma, loki, grafana, sql, axiom, datadog, but is sigmas. Did you mean sigma?"],
    ["a rule's name", ["no-events", "--format", "sql"], "alerts render takes no names, but was given no-events."],
    ["--check", ["--format", "sql", "--check"], "alerts render takes no --check."],
  ])("%s is a wrong argument", async ([, argv, message]) => {
    expect(await run(project(), ["alerts", "render", ...argv])).toEqual(told(2, message));
  });
});

test.for<[name: string, argv: string[], message: string]>([
  ["alerts alone says what it does", [], "alerts needs one of list, test, render, as in `audit-logging alerts list`."],
  ["an unknown verb gets the nearest", ["rendr"], "alerts does one of list, test, render, but was asked to rendr. Did you mean render?"],
])("%s", async ([, argv, message]) => {
  expect(await run(project(), ["alerts", ...argv])).toEqual(told(2, message));
});
