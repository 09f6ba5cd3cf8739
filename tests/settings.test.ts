import { describe, expect, test } from "vitest";
import { DEFAULT_EMITTER, InvalidSettings, readSettings } from "../src/settings.js";

function errorOf(raw: unknown): string {
  try {
    readSettings(raw);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidSettings);
    return (error as Error).message;
  }
  return "no error";
}

describe("settings that are fine", () => {
  test("none at all give the defaults", () => {
    expect(readSettings(undefined)).toEqual({
      emitter: { import: "@/lib/logging", name: "securityLog", style: "method", context: "requestContext", account: false },
      logger: { import: "@/lib/logging", name: "logger", order: "message-first" },
      loggers: [],
      auditFunctions: [],
      auditMiddleware: [],
      errorHandlers: [],
      redactors: [],
      secretWords: [],
      safeWords: [],
      sensitiveRoutes: [],
      ignoredRoutes: [],
      handlers: { files: [], calls: [] },
      project: false,
    });
  });

  test("an empty object gives the same", () => {
    expect(readSettings({})).toEqual(readSettings(undefined));
  });

  test("each field of the emitter has its own default", () => {
    expect(readSettings({ emitter: { name: "audit" } }).emitter).toEqual({ ...DEFAULT_EMITTER, name: "audit" });
    expect(readSettings({ emitter: { style: "object" } }).emitter.style).toBe("object");
  });

  test("the emitter's context is switched off by null", () => {
    expect(readSettings({ emitter: { context: null } }).emitter.context).toBeNull();
    expect(readSettings({ emitter: { context: "contextOf" } }).emitter.context).toBe("contextOf");
  });

  test("the logger comes from the emitter's module unless it names one", () => {
    expect(readSettings({ emitter: { import: "./log.js" } }).logger.import).toBe("./log.js");
    expect(readSettings({ emitter: { import: "./log.js" }, logger: { import: "pino", order: "object-first" } }).logger).toEqual({ import: "pino", name: "logger", order: "object-first" });
  });

  test("a pattern is exact, a regular expression is one", () => {
    const [exact, regex, anyCase] = readSettings({ loggers: ["log.x", "/^trail/", "/^AUDIT$/i"] }).loggers;
    expect([exact!.test("log.x"), exact!.test("logyx"), exact!.test("log.x2")]).toEqual([true, false, false]);
    expect([regex!.test("trailLog"), regex!.test("myTrail")]).toEqual([true, false]);
    expect([anyCase!.test("audit"), anyCase!.test("audits")]).toEqual([true, false]);
  });

  test("a pattern with the flag g gives the same answer each time", () => {
    const [pattern] = readSettings({ redactors: ["/mask/g"] }).redactors;
    expect([1, 2, 3].map(() => pattern!.test("maskToken"))).toEqual([true, true, true]);
  });

  test("a route alone is of the admin category", () => {
    expect(readSettings({ sensitiveRoutes: ["/vault", { route: "/keys", category: "keys" }] }).sensitiveRoutes).toEqual([
      { route: "/vault", category: "admin" },
      { route: "/keys", category: "keys" },
    ]);
  });

  test("handlers may name files, calls or both", () => {
    expect(readSettings({ handlers: { calls: ["onRequest"] } }).handlers).toEqual({ files: [], calls: ["onRequest"] });
  });

  test("one object is read once", () => {
    const raw = { loggers: ["x"] };
    expect(readSettings(raw)).toBe(readSettings(raw));
  });
});

describe("settings that are wrong name the key, what is there and what was expected", () => {
  const KEYS = "emitter, logger, loggers, auditFunctions, auditMiddleware, errorHandlers, redactors, secretWords, safeWords, sensitiveRoutes, ignoredRoutes, handlers, project";

  test.each<readonly [string, unknown, string]>([
    ["a text", "x", `settings["audit-logging"] must be an object, but is "x".`],
    ["a list", [], `settings["audit-logging"] must be an object, but is [].`],
    ["null", null, `settings["audit-logging"] must be an object, but is null.`],
    ["an unknown key", { loggerz: [] }, `settings["audit-logging"] has no key "loggerz"; it takes ${KEYS}.`],
    ["a text for a list", { loggers: "log" }, `settings["audit-logging"].loggers must be an array of strings, but is "log".`],
    ["a number in a list", { secretWords: ["a", 1] }, `settings["audit-logging"].secretWords must be an array of strings, but is ["a",1].`],
    ["a broken regular expression", { redactors: ["/(/"] }, `settings["audit-logging"].redactors holds a broken regular expression, /(/: Invalid regular expression: /(/: Unterminated group.`],
    ["a text for the emitter", { emitter: "log" }, `settings["audit-logging"].emitter must be an object with import, name, style, context, account, but is "log".`],
    ["an unknown key of the emitter", { emitter: { module: "x" } }, `settings["audit-logging"].emitter has no key "module"; it takes import, name, style, context, account.`],
    ["an empty name", { emitter: { name: "" } }, `settings["audit-logging"].emitter.name must be a string that is not empty, but is "".`],
    ["an unknown style", { emitter: { style: "fluent" } }, `settings["audit-logging"].emitter.style must be one of "method", "call", "object", but is "fluent".`],
    ["an unknown order", { logger: { order: "last" } }, `settings["audit-logging"].logger.order must be one of "message-first", "object-first", "varargs", but is "last".`],
    ["a route that is no text", { sensitiveRoutes: [1] }, `settings["audit-logging"].sensitiveRoutes[0] must be an object with route, category, but is 1.`],
    ["a route without a route", { sensitiveRoutes: ["/a", { category: "keys" }] }, `settings["audit-logging"].sensitiveRoutes[1].route must be a string that is not empty, but is undefined.`],
    ["an unknown category", { sensitiveRoutes: [{ route: "/a", category: "secret" }] }, `settings["audit-logging"].sensitiveRoutes[0].category must be one of "authentication", "authorization", "admin", "billing", "data", "keys", "webhook", "configuration", "ai", but is "secret".`],
    ["routes that are no list", { sensitiveRoutes: {} }, `settings["audit-logging"].sensitiveRoutes must be an array of routes, or of { route, category }, but is {}.`],
    ["a text for the project", { project: "yes" }, `settings["audit-logging"].project must be true or false, but is "yes".`],
    ["handlers that are a list", { handlers: ["x"] }, `settings["audit-logging"].handlers must be an object with files, calls, but is ["x"].`],
    ["a text for handlers' files", { handlers: { files: "*.ts" } }, `settings["audit-logging"].handlers.files must be an array of strings, but is "*.ts".`],
  ])("%s", (_sentence, raw, message) => {
    expect(errorOf(raw)).toBe(message);
  });
});
