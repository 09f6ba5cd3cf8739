import { Linter } from "eslint";
import { describe, expect, test } from "vitest";
import { RULES } from "../../rules/index.js";
import { PRESET_FILES } from "../../src/configs.js";
import plugin from "../../src/index.js";
import { lintError } from "./lint.js";

const names = RULES.map(({ definition }) => definition.name);

describe("the plugin", () => {
  test("says who it is", () => {
    expect(plugin.meta).toEqual({ name: "eslint-plugin-audit-logging", version: expect.stringMatching(/^\d+\.\d+\.\d+/), namespace: "audit-logging" });
  });

  test("has every rule under its name", () => {
    expect(Object.keys(plugin.rules)).toEqual(names);
  });

  test.each(RULES.map(({ definition, rule }) => ({ ...definition, rule })))("the rule $name documents itself", ({ name, docs, options, defaults, messages, rule }) => {
    expect(rule.meta.docs?.description).toMatch(/^[A-Z].*[^.]$/);
    expect(rule.meta.docs?.url).toMatch(new RegExp(`/docs/rules/${name}\\.md$`));
    expect(rule.meta.docs).toMatchObject({ recommended: docs.recommended !== false });
    expect(docs.cwe.length * docs.asvs.length).toBeGreaterThan(0);
    expect(Object.keys(defaults)).toEqual(Object.keys(options));
    for (const option of Object.values(options)) expect(option.description).toMatch(/\.$/);
    for (const message of Object.values(messages)) expect(message).toMatch(/\.$/);
    for (const option of Object.keys(docs.strict ?? {})) expect(options).toHaveProperty(option);
  });
});

describe("presets", () => {
  test("recommended: each rule at the severity that it names", () => {
    const [config] = plugin.configs.recommended;
    expect(config!.rules).toEqual({
      "audit-logging/log-on-4xx": "error",
      "audit-logging/no-console-in-handlers": "error",
      "audit-logging/no-secret-in-log": "error",
      "audit-logging/no-silent-catch": "error",
      "audit-logging/require-audit-fields": "warn",
      "audit-logging/require-audit-on-sensitive-route": "error",
    });
    expect([config!.name, config!.files, config!.plugins]).toEqual(["audit-logging/recommended", PRESET_FILES, { "audit-logging": plugin }]);
  });

  test("strict: every rule at error, with its strict options", () => {
    const [config] = plugin.configs.strict;
    expect(config!.rules).toMatchObject({
      "audit-logging/log-on-4xx": ["error", { statuses: "4xx", except: [404], console: false }],
      "audit-logging/no-console-in-handlers": "error",
      "audit-logging/no-log-injection": "error",
      "audit-logging/require-audit-fields": "error",
      "audit-logging/no-silent-catch": ["error", { comments: false, console: false }],
      "audit-logging/require-audit-on-sensitive-route": ["error", { validation: true }],
    });
    expect(Object.keys(config!.rules!).map((id) => id.replace("audit-logging/", ""))).toEqual(names);
  });

  const CODE = `export async function POST(request) {
  try {
    await save(request);
    if (!request.ok) return new Response("", { status: 409 });
    return new Response("ok");
  } catch (error) {
    console.error(error);
    return new Response("", { status: 500 });
  }
}
`;
  const found = (config: Linter.Config[]): (string | null)[] =>
    new Linter({ configType: "flat" }).verify(CODE, config, { filename: "app/api/orders/route.js" }).map(({ ruleId, fatal }) => (fatal ? "fatal" : ruleId));

  test("they run as they are", () => {
    expect(found(plugin.configs.recommended)).toEqual(["audit-logging/no-console-in-handlers"]);
    expect(found(plugin.configs.strict)).toEqual(["audit-logging/log-on-4xx", "audit-logging/no-silent-catch", "audit-logging/no-console-in-handlers"]);
  });
});

describe("settings that are wrong stop every rule with a clear error", () => {
  test.each(names)("%s", (rule) => {
    expect(lintError(rule, { settings: { loggerz: [] } })).toContain(`settings["audit-logging"] has no key "loggerz"; it takes emitter, logger, loggers`);
    expect(lintError(rule, { settings: { loggers: "log" } })).toContain(`settings["audit-logging"].loggers must be an array of strings, but is "log".`);
  });
});
