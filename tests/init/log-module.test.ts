import { describe, expect, test } from "vitest";
import { settingsOf } from "../../src/init/log-module.js";

const PATH = "lib/audit.ts";
const LEVELS = "{ info() {}, warn() {}, error() {} }";

describe("an emitter of events is", () => {
  test.each([
    ["an object with the three levels", `export const securityLog = ${LEVELS};`, { name: "securityLog", style: "method" }],
    ["one that is exported by another statement", `const auditLog = ${LEVELS};\nexport { auditLog };`, { name: "auditLog", style: "method" }],
    ["one that is exported under another name", `const writer = ${LEVELS};\nexport { writer as auditLogger };`, { name: "auditLogger", style: "method" }],
    ["a function of an event and its fields", "export function auditLog(event, fields) {}", { name: "auditLog", style: "call" }],
    ["an arrow function of them", "export const logAudit = async (action: string, details: object) => {};", { name: "logAudit", style: "call" }],
    ["one of module.exports", `const securityLog = ${LEVELS};\nmodule.exports = { securityLog };`, { name: "securityLog", style: "method" }],
    ["a member of module.exports", `module.exports.securityLog = ${LEVELS};`, { name: "securityLog", style: "method" }],
    ["a member of exports", `exports.securityLog = ${LEVELS};`, { name: "securityLog", style: "method" }],
  ])("%s", (_, text, emitter) => {
    expect(settingsOf(text, PATH)).toEqual({ emitter });
  });
});

describe("no emitter is", () => {
  test.each([
    ["an object that lacks a level", "export const securityLog = { info() {}, error() {} };"],
    ["an object of another name", `export const metrics = ${LEVELS};`],
    ["what is made elsewhere", 'export const securityLog = make("security");'],
    ["what another module exports", 'export { securityLog } from "./other";'],
    ["a type", "export type { securityLog };"],
    ["one that stays in the module", `const securityLog = ${LEVELS};`],
    ["a function that takes the fields first", "export function auditLog(fields, event) {}"],
    ["a function that takes something else behind the event", "export function auditLog(event, userId) {}"],
    ["a function that takes the fields alone", "export function auditLog(fields) {}"],
    ["a function that takes more", "export function auditLog(event, fields, request) {}"],
    ["a function that takes its event apart", "export function auditLog({ event }, fields) {}"],
    ["a function of another name", "export function track(event, fields) {}"],
    ["a member of a member", `exports.log.securityLog = ${LEVELS};`],
    ["what is written over exports itself, which exports nothing", `exports = { securityLog: ${LEVELS} };`],
    ["a member of another object", `registry.securityLog = ${LEVELS};`],
    ["a file that does not parse", `export const securityLog = (${LEVELS};`],
  ])("%s", (_, text) => {
    expect(settingsOf(text, PATH)).toEqual({});
  });

  test("one of a test, which the app does not import", () => {
    expect(settingsOf(`export const securityLog = ${LEVELS};`, "tests/audit.ts")).toEqual({});
  });
});

describe("a logger is", () => {
  test.each([
    ["made by pino, which takes fields first", 'import pino from "pino";\nexport const logger = pino();', "object-first"],
    ["made by winston, which takes the message first", 'import winston from "winston";\nexport const logger = winston.createLogger();', "message-first"],
    ["made by a module that tells no order", 'import { make } from "./make";\nexport const logger = make();', undefined],
    ["an instance of a class whose error takes fields", "class Log { error(message: string, fields?: Record<string, unknown>) {} }\nexport const logger = new Log();", undefined],
    ["an instance of a class of another file", 'import { Log } from "./log";\nexport const logger = new Log();', undefined],
    ["an instance of one class, where another takes errors", "class Other { error(message: string, error?: Error) {} }\nclass Log { error(message: string, fields: object) {} }\nexport const logger = new Log();", undefined],
    ["an object of functions whose types nobody tells", "export const logger = { info: (text, more) => {}, error: (text, more) => {} };", undefined],
  ])("%s", (_, text, order) => {
    expect(settingsOf(text, "lib/logger.ts")).toEqual({ logger: { name: "logger", order } });
  });
});

describe("no logger to write fields with is", () => {
  test.each([
    ["an instance of a class whose error takes an Error", "export class Log { error(message: string, error?: Error) {} }\nexport const logger = new Log();"],
    ["an instance of a class whose error takes a tag before its message", "class Log { error(tag: string, message: string) {} }\nexport const logger = new Log();"],
    ["an object whose error takes an Error", "export const logger = { error(message: string, error: Error) {} };"],
    ["a function", "export function logger(request) {}"],
    ["one of another name", 'import pino from "pino";\nexport const writer = pino();'],
  ])("%s", (_, text) => {
    expect(settingsOf(text, "lib/logger.ts")).toEqual({});
  });
});

test("the module that init writes is told by the schema that it names, and its logger is its own", () => {
  const text = `// security-event/1\nexport const securityLog = ${LEVELS};\nexport const logger = securityLog;\n`;
  expect(settingsOf(text, "lib/logging.ts")).toEqual({
    emitter: { name: "securityLog", style: "method" },
    logger: { name: "logger", order: undefined },
    ours: true,
  });
});
