/** docs/alerts.md: its commands are run, on its log, and print what it says; its tables are made by tools/docs.js. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { RENDERERS } from "../../src/alerts/render/index.js";
import { ALERT_RULES } from "../../src/alerts/rules.js";
import { project, run, tree } from "../cli/support.js";

const PAGE = readFileSync(join(import.meta.dirname, "../../docs/alerts.md"), "utf8");
const blocks = (language: string) => [...PAGE.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, "g"))].map(([, text]) => text!);

const COMMANDS = blocks("sh").flatMap((text) => text.trimEnd().split("\n"));

test("the log of the page raises the alert that the page shows", async () => {
  const [log] = blocks("json");
  const [shown] = blocks("text");
  expect(COMMANDS[0]).toBe("npx audit-logging alerts test events.ndjson");
  expect(await run(project({ "events.ndjson": log! }), ["alerts", "test", "events.ndjson"])).toEqual({ code: 0, stdout: shown, stderr: "" });
});

test("the commands that install are one for each format, and each writes its files", async () => {
  const installing = COMMANDS.slice(1).map((command) => command.replace(/^npx audit-logging /, "").split(" "));
  expect(installing.map((argv) => argv[argv.indexOf("--format") + 1]).sort()).toEqual(Object.keys(RENDERERS).sort());
  const folder = project();
  for (const argv of installing) expect((await run(folder, argv)).code).toBe(0);
  const files = Object.entries(RENDERERS).flatMap(([format, { files: render }]) => render(ALERT_RULES).map(({ name }) => `alerts/${format}/${name}`));
  expect(tree(folder).filter((path) => /\.\w+$/.test(path))).toEqual(files.sort());
});

test("the files that the page names are those that are written", () => {
  const written = Object.values(RENDERERS).flatMap(({ files }) => files(ALERT_RULES).map(({ name }) => name));
  const named = [...PAGE.matchAll(/`((?:security-\w+|)\.[a-z.-]*\.?(?:yml|sql|json))`/g)].map(([, name]) => name!);
  expect(named.length).toBeGreaterThan(4);
  for (const name of named) expect(written.some((file) => file.endsWith(name)), name).toBe(true);
});

test("every rule has its row and its reason", () => {
  for (const { id, why } of ALERT_RULES) {
    expect(PAGE).toContain(`\n| \`${id}\` |`);
    expect(PAGE).toContain(why);
  }
});
