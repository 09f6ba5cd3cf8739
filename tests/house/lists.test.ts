/** What lies in a folder is in its list, is documented, and is offered by the package. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CODEMODS } from "../../codemods/run-codemods.js";
import { RULES } from "../../rules/index.js";
import { RENDERERS } from "../../src/alerts/render/index.js";
import { ALERT_FORMATS } from "../../src/cli/formats.js";
import { FRAMEWORKS } from "../../src/frameworks/index.js";
import plugin from "../../src/index.js";
import { VERSION } from "../../src/version.js";

const ROOT = join(import.meta.dirname, "..", "..");
const read = (path: string) => readFileSync(join(ROOT, path), "utf8");
const modules = (folder: string) => readdirSync(join(ROOT, folder)).filter((file) => file.endsWith(".ts"));

test("every file of rules/ is a rule of the list, under its name", () => {
  const files = modules("rules").filter((file) => file !== "index.ts");
  expect(files.sort()).toEqual(RULES.map(({ definition }) => `${definition.name}.ts`).sort());
});

test("every transform in codemods/ is in the list, under its name", () => {
  const files = modules("codemods").filter((file) => /^export default /m.test(read(`codemods/${file}`)));
  expect(files.sort()).toEqual(CODEMODS.map(({ name }) => `${name}.ts`).sort());
});

test.for(RULES.map(({ definition }) => definition))("$name says what it asks and what it speaks to", ({ docs, messages }) => {
  expect(docs.description).toMatch(/^[A-Z].*[^.]$/);
  expect(docs.cwe.length + docs.asvs.length).toBeGreaterThan(0);
  expect(Object.keys(messages)).not.toEqual([]);
});

test("every model in src/frameworks is in the list, with a section in the docs", () => {
  const titles = modules("src/frameworks").flatMap((file) => /: Framework = \{[^}]*title: "([^"]+)"/.exec(read(`src/frameworks/${file}`))?.[1] ?? []);
  expect(titles.sort()).toEqual(FRAMEWORKS.map(({ title }) => title).sort());
  const sections = [...read("docs/frameworks.md").matchAll(/^## (.+)$/gm)].map(([, title]) => title!);
  expect(sections.sort()).toEqual(titles);
});

test.for(CODEMODS)("$name has a page", ({ name }) => {
  expect(existsSync(join(ROOT, `docs/codemods/${name}.md`))).toBe(true);
});

test("the plugin names itself, its version and its namespace", () => {
  const { name, version } = JSON.parse(read("package.json")) as { name: string; version: string };
  expect(plugin.meta).toEqual({ name, version, namespace: "audit-logging" });
  expect(VERSION).toBe(version);
});

test("strict has every rule, recommended those that name a severity", () => {
  const severities = ({ rules = {} }: { rules?: object } = {}) => Object.keys(rules);
  const recommended = RULES.filter(({ definition }) => definition.docs.recommended);
  expect(severities(plugin.configs.strict[0])).toEqual(RULES.map(({ definition }) => `audit-logging/${definition.name}`));
  expect(severities(plugin.configs.recommended[0])).toEqual(recommended.map(({ definition }) => `audit-logging/${definition.name}`));
});

test("the lock file and npm's settings name no host", () => {
  expect(read("package-lock.json")).not.toContain('"resolved"');
  expect(read(".npmrc")).toContain("omit-lockfile-registry-resolved=true\n");
});

test("the formats that the command line offers for alerts are those that there are renderers for", () => {
  expect([...ALERT_FORMATS]).toEqual(Object.keys(RENDERERS));
});
