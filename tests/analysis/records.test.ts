import { describe, expect, test } from "vitest";
import { PARSERS } from "../support/parsers.js";
import { recordsOf } from "./ask.js";

type Case = readonly [sentence: string, records: string | readonly string[], code: string];

const LOGGERS: readonly Case[] = [
  ["pino's instance", "log log.info", `import pino from "pino"; const log = pino(); log.info("x");`],
  ["a pino instance under any name", "log out.warn", `import pino from "pino"; const out = pino({ level: "info" }); out.warn("x");`],
  ["a child logger under any name", "log child.error", `import pino from "pino"; const root = pino(); const child = root.child({ a: 1 }); child.error("x");`],
  ["a child logger in a chain", "log log.child({ a: 1 }).error", `import pino from "pino"; const log = pino(); log.child({ a: 1 }).error("x");`],
  ["winston's default", "log winston.error", `import winston from "winston"; winston.error("x");`],
  ["winston's instance", "log w.warn", `import { createLogger } from "winston"; const w = createLogger(); w.warn("x");`],
  ["winston by require", "log w.info", `const { createLogger } = require("winston"); const w = createLogger({}); w.info("x");`],
  ["consola", "log consola.fatal", `import { consola } from "consola"; consola.fatal("x");`],
  ["what tracing says of itself", "log diag.error", `import { diag, trace } from "@opentelemetry/api"; diag.error("no exporter"); trace.getTracer("a").startSpan("b").end();`],
  ["consola's box", "log consola.box", `import { consola } from "consola"; consola.box("x");`],
  ["a field of evlog's wide event", "log log.set", `import { useLogger } from "evlog"; function run(event) { const log = useLogger(event); log.set({ a: 1 }); }`],
  ["a record of OpenTelemetry", "log out.emit", `import { logs } from "@opentelemetry/api-logs"; const out = logs.getLogger("x"); out.emit({ body: "x" });`],
  ["Sentry's logger", "log Sentry.logger.error", `import * as Sentry from "@sentry/nextjs"; Sentry.logger.error("x");`],
  ["Nest's Logger in a field of the class", "log this.logger.warn", `import { Logger } from "@nestjs/common"; class A { logger = new Logger("A"); run() { this.logger.warn("x"); } }`],
  ["Nest's Logger in a field of any name", "log this.out.warn", `import { Logger } from "@nestjs/common"; class A { out = new Logger("A"); run() { this.out.warn("x"); } }`],
  ["a logger in a private field", "log this.#log.warn", `class A { #log; run() { this.#log.warn("x"); } }`],
  ["a logger in a private object", "log this.#state.log!.warn", `class A { #state; run() { this.#state.log!.warn("x"); } }`],
  ["a private field of any name that holds a logger", "log this.#out.warn", `import pino from "pino"; class A { #out = pino(); run() { this.#out.warn("x"); } }`],
  ["a logger with the context of what runs", "log logCtx.error", `async function run(logCtx) { await logCtx.error("x"); }`],
  ["a child logger that the constructor keeps", "log this.out.info", `import pino from "pino"; class A { constructor() { this.out = pino().child({ a: 1 }); } run() { this.out.info("x"); } }`],
  ["a field by its type", "log this.out.warn", `import type { Logger } from "winston"; class A { private readonly out: Logger; run() { this.out.warn("x"); } }`],
  ["a logger that a class is handed", "log this.out.warn", `import winston from "winston"; class A { constructor(private readonly out: winston.Logger) {} run() { this.out.warn("x"); } }`],
  ["a parameter by its type", "log out.warn", `import type { Logger } from "pino"; function run(out: Logger) { out.warn("x"); }`],
  ["the logger of the project under a name of its own", "log L.warn", `import L from "../common/logger"; L.warn("x");`],
  ["the logger of the project, required", "log l.warn", `const l = require("./utils/logger.js"); l.warn("x");`],
  ["next-axiom's Logger", "log l.error", `import { Logger } from "next-axiom"; const l = new Logger(); l.error("x");`],
  ["log4js", "log l.error", `import log4js from "log4js"; const l = log4js.getLogger("x"); l.error("x");`],
  ["the logger of the request", "log req.log.warn", `function handle(req) { req.log.warn({ a: 1 }, "x"); }`],
  ["an imported logger of the project", "log logger.error", `import { logger } from "@/lib/logger"; logger.error("x");`],
  ["an imported logger with a name of its own", "log apiLogger.warn", `import { apiLogger } from "../logging.js"; apiLogger.warn("x");`],
  ["a logger that a function gives", "log getLogger().error", `import { getLogger } from "./log.js"; getLogger().error("x");`],
  ["an optional call", "log logger?.error", `function run(logger) { logger?.error("x"); }`],
  ["a logger that is a parameter", "log logger.info", `function run(logger: Logger) { logger.info("x"); }`],
  ["a level by its name in brackets", `log logger["error"]`, `import { logger } from "./log.js"; logger["error"]("x");`],
  ["the logger of the request, or else the file's", "log logger.error", `import { root } from "./log.js"; function run(req) { const logger = req.log?.child({ part: "x" }) || root; logger.error("x"); }`],
  ["one of two loggers", "log logger.error", `import { quiet, loud } from "./log.js"; const logger = process.env.CI ? quiet() : loud(); logger.error("x");`],
  ["an imported function that says it logs", "log logError", `import { logError } from "./log.js"; logError(err);`],
  ["an imported log function", "log log", `import { log } from "./log.js"; log("x");`],
  ["a level that the project's logger module exports by itself", "log error", `import { error } from "../../lib/log/logger.js"; error(err);`],
  ["such a level under another name", "log note", `import { warning as note } from "./logger"; note("x");`],
  ["an imported function renamed to something else", "log note", `import { logError as note } from "./log.js"; note(err);`],
];

const NO_LOGGERS: readonly Case[] = [
  ["a method that writes no line", [], `import pino from "pino"; const log = pino(); log.child({}); log.isLevelEnabled("info"); log.flush();`],
  ["a private field beside the one that holds a logger", [], `import pino from "pino"; class A { #out = pino(); #door; run() { this.#door.warn("x"); } }`],
  ["a private object that is none", [], `class A { #state; run() { this.#state.door.warn("x"); } }`],
  ["another library's method of the name that one has", [], `import pino from "pino"; const log = pino(); log.set({ a: 1 }); log.start("x");`],
  ["another object's method of that name beside the library", [], `import { consola } from "consola"; job.start("x"); app.set("y", 1); bus.emit("z");`],
  ["a field of another class", [], `import { Logger } from "@nestjs/common"; class A { out = new Logger("A"); } class B { run() { this.out.warn("x"); } }`],
  ["a type of that name from elsewhere", [], `import type { Logger } from "./shop.js"; import pino from "pino"; function run(out: Logger) { out.warn("x"); }`],
  ["another type of a library", [], `import type { ArgumentsHost } from "@nestjs/common"; function run(out: ArgumentsHost) { out.warn("x"); }`],
  ["a module whose name only ends like a logger's", [], `import shop from "./catalog"; import all from "./logs/view"; shop.info("x"); all.error("x");`],
  ["a package that is called so", [], `import toast from "some-log"; toast.error("x");`],
  ["Math.log", [], `Math.log(2);`],
  ["a constant bound to Math.log", [], `const log = Math.log; log(2);`],
  ["a name that only holds the letters", [], `blog.info("x"); dialog.warn("x"); catalog.error("x"); logic.debug("x");`],
  ["a logger's name bound to a number", [], `const logger = 3; logger.info("x");`],
  ["a logger's name bound to one of two numbers", [], `const logger = process.env.CI ? 3 : 4; logger.info("x");`],
  ["a logger's name bound to an array", [], `const log = []; log.info("x");`],
  ["a logger's name bound to a function", [], `function logger() {} logger.info("x");`],
  ["logIn and logOut", [], `import { logIn, logOut } from "./auth.js"; logIn(user); logOut();`],
  ["login of an import", [], `import { login } from "./auth.js"; login(user);`],
  ["a log function among the options", "log onLog", `function serve(options) { const { port, onLog = () => {} } = options; onLog("warn", "refused"); }`],
  ["a list of log lines that is opened", [], `function Row({ onShowAuditLog }) { onShowAuditLog("of the key"); }`],
  ["a log function taken out of what the file makes itself", [], `const { onLog } = makeHooks(); onLog("warn", "refused");`],
  ["a log function that the file does not bind", [], `log("x");`],
  ["a product event", [], `import { logEvent } from "firebase/analytics"; logEvent(analytics, "x");`],
  ["a level's name from a module that makes answers", [], `import { error } from "./answers"; error("x");`],
  ["a parameter called like a level beside the logger's module", [], `import { debug } from "./logger"; function run(error) { error("x"); }`],
  ["a callback called error", [], `function run(error) { error("x"); }`],
  ["an element of a page", [], `toast.error("x"); message.warn("x");`],
];

const CONSOLE: readonly Case[] = [
  ["console.error", "console console.error", `console.error("x");`],
  ["console.log, info, warn, debug", ["console console.log", "console console.info", "console console.warn", "console console.debug"], `console.log(1); console.info(1); console.warn(1); console.debug(1);`],
  ["console in brackets", `console console["error"]`, `console["error"]("x");`],
  ["console as a member of the global object", "console globalThis.console.warn", `globalThis.console.warn("x");`],
  ["a member called console of another object is none", [], `const globalThis = { console: { warn() {} } }; globalThis.console.warn("x"); page.console.warn("x");`],
  ["a console that the file binds is none", [], `import { console } from "./fake.js"; console.error("x");`],
  ["a parameter called console is none", [], `function run(console) { console.error("x"); }`],
  ["console.time and count keep nothing", [], `console.time("x"); console.count("x"); console.clear();`],
  ["one structured line with actor and outcome is an audit event", "audit console.log", `console.log(JSON.stringify({ event: "auth.login", actor: id, outcome: "denied" }));`],
  ["a structured line in a constant too", "audit console.info", `const event = { event: "auth.login", userId, outcome }; console.info(JSON.stringify(event));`],
  ["a structured line without an actor is console", "console console.log", `console.log(JSON.stringify({ event: "start", outcome: "success" }));`],
];

const AUDITS: readonly Case[] = [
  ["the emitter of the settings", "audit securityLog.warn", `import { securityLog } from "@/lib/logging"; securityLog.warn("auth.login", {});`],
  ["the emitter without an import", "audit securityLog.info", `securityLog.info("auth.login", {});`],
  ["logAudit", "audit logAudit", `import { logAudit } from "./audit.js"; logAudit({});`],
  ["recordSecurityEvent", "audit recordSecurityEvent", `import { recordSecurityEvent } from "./audit.js"; recordSecurityEvent("x");`],
  ["a procedure that writes the trail", "audit admin.rpc", `await admin.rpc("log_security_event", { p_action: "ROLE_CHANGE" });`],
  ["createAuditLog", "audit createAuditLog", `import { createAuditLog } from "./audit.js"; await createAuditLog({});`],
  ["logActivity", "audit logActivity", `import { logActivity } from "./db.js"; logActivity(team, user, "SIGN_IN");`],
  ["a log function of the module of audits", "audit logExportAccess", `import { logExportAccess } from "@/lib/audit/export"; await logExportAccess(id);`],
  ["a renamed import is known by its first name", "audit write", `import { logAudit as write } from "./report.js"; write({});`],
  ["an audit logger's method", "audit auditLogger.record", `import { auditLogger } from "./audit.js"; auditLogger.record({});`],
  ["a service in a field", "audit this.auditService.log", `class A { run() { this.auditService.log({}); } }`],
  ["a security log", "audit securityLogger.failure", `import { securityLogger } from "./audit.js"; securityLogger.failure("x");`],
  ["a row of an audit table by Prisma", "audit prisma.auditLog.create", `await prisma.auditLog.create({ data: {} });`],
  ["a row inside a transaction", "audit tx.securityEvent.create", `await tx.securityEvent.create({ data: {} });`],
  ["a row by Drizzle", "audit db.insert", `await db.insert(auditLogs).values({});`],
  ["a row by Supabase", `audit supabase.from("audit_logs").insert`, `await supabase.from("audit_logs").insert({});`],
  ["a table's name in a constant", "audit supabase.from(TABLE).insert", `const TABLE = "login_attempts"; await supabase.from(TABLE).insert({});`],
  ["a row of a table of violations", `audit supabase.from("rate_limit_violations").insert`, `await supabase.from("rate_limit_violations").insert({});`],
  ["a function of the file that keeps refusals", "audit logRateLimitViolation", `async function logRateLimitViolation(by) { try { await db.from("strikes").insert(by); } catch {} } await logRateLimitViolation(ip);`],
  ["a row by SQL", "audit db.query", `await db.query("INSERT INTO audit_log (a) VALUES ($1)", [a]);`],
  ["a row by SQL in a template", "audit env.DB.execute", "await env.DB.execute(`insert into security_events values (${a})`);"],
  ["a logger line with actor, action and outcome", "audit logger.info", `import { logger } from "./log.js"; logger.info({ event: "login", userId, outcome: "denied" }, "x");`],
  ["the same with the message first", "audit logger.warn", `import { logger } from "./log.js"; logger.warn("login", { action: "login", actor: id, success: false });`],
];

const NO_AUDITS: readonly Case[] = [
  ["a logger line whose message is an event's name, with actor and outcome, is one", "audit logger.info", `import { logger } from "./log.js"; logger.info("auth.login", { actor: id, outcome: "success" });`],
  ["a logger line with actor and outcome, whose message is an event's name and comes last", "audit logger.warn", `import { logger } from "./log.js"; logger.warn({ userId, outcome }, "auth.login");`],
  ["a logger line with actor and outcome, and words for people is a line", "log logger.info", `import { logger } from "./log.js"; logger.info("page was shown", { userId, status: 200 });`],
  ["a logger line with an actor alone is a line", "log logger.info", `import { logger } from "./log.js"; logger.info({ event: "seen", userId }, "x");`],
  ["a logger line with an outcome alone is a line", "log logger.info", `import { logger } from "./log.js"; logger.info({ event: "start", outcome: "success" }, "x");`],
  ["a log function of another module is a line", "log logExportAccess", `import { logExportAccess } from "@/lib/auditorium"; await logExportAccess(id);`],
  ["readers of the trail", [], `import { getAuditLogs, listAuditEvents, exportAuditLog } from "./audit.js"; getAuditLogs(); listAuditEvents(); exportAuditLog();`],
  ["procedures that read the trail", [], `await supabase.rpc("get_security_events", {}); await supabase.rpc("log_in_user", {});`],
  ["builders of the trail", [], `import { createAuditLogger, createAuditSchema, formatAuditEvent } from "./audit.js"; createAuditLogger(); createAuditSchema(); formatAuditEvent();`],
  ["a read of an audit table", [], `await prisma.auditLog.findMany({}); await supabase.from("audit_logs").select();`],
  ["a function of the file that only says that it keeps refusals", [], `function logAccessDenied(by) { return { by }; } logAccessDenied(ip);`],
  ["a building's violations", [], `await createViolation({}); await supabase.from("parking_violations").insert({});`],
  ["a row of another table", [], `await prisma.order.create({ data: {} }); await db.insert(orders).values({}); await supabase.from("orders").insert({});`],
  ["SQL that reads", [], `await db.query("SELECT * FROM audit_log");`],
  ["an audit name bound to a number", [], `const audit = 3; audit();`],
  ["an empty function of the file", [], `function logAudit() {} logAudit({});`],
  ["an array called auditLog", [], `const auditLog = []; auditLog.add(1);`],
  ["a method of an audit object that writes nothing", [], `auditLogger.start(); auditLog.findMany();`],
  ["npm audit and accessibility audits by other words", [], `import { runAudit, startAudit } from "./lighthouse.js"; runAudit(page); startAudit(page);`],
];

const REPORTERS: readonly Case[] = [
  ["Sentry.captureException", "reporter Sentry.captureException", `import * as Sentry from "@sentry/node"; Sentry.captureException(err);`],
  ["an imported captureException", "reporter captureException", `import { captureException } from "@sentry/nextjs"; captureException(err);`],
  ["a span's recordException", "reporter span.recordException", `span.recordException(err);`],
  ["Bugsnag.notify", "reporter Bugsnag.notify", `import Bugsnag from "@bugsnag/js"; Bugsnag.notify(err);`],
  ["notify of something else is none", [], `mailer.notify(user);`],
];

const ANALYTICS: readonly Case[] = [
  ["posthog.capture", [], `posthog.capture({ event: "login" });`],
  ["analytics.track", [], `analytics.track("login", { userId });`],
  ["mixpanel.track", [], `mixpanel.track("login");`],
  ["trackEvent of an import", [], `import { trackEvent } from "./analytics.js"; trackEvent("login");`],
  ["analytics under a log method", [], `analytics.log("x"); posthog.info("x");`],
  ["access-log middleware records requests, not events", [], `import morgan from "morgan"; app.use(morgan("combined"));`],
  ["pino-http is no record either", [], `import pinoHttp from "pino-http"; app.use(pinoHttp());`],
  ["hono's logger is no record either", [], `import { logger } from "hono/logger"; app.use(logger());`],
];

const FUNCTIONS: readonly Case[] = [
  ["a function that always logs records for its caller", ["log logger.error", "log fail"], `import { logger } from "./log.js"; function fail(e) { logger.error(e); } fail(err);`],
  ["an arrow too", ["log logger.error", "log fail"], `import { logger } from "./log.js"; const fail = (e) => logger.error(e); fail(err);`],
  ["through two functions", ["log logger.error", "log inner", "log outer"], `import { logger } from "./log.js"; function inner(e) { logger.error(e); } function outer(e) { inner(e); } outer(err);`],
  ["in any order of declaration", ["log outer", "log inner", "log logger.error"], `import { logger } from "./log.js"; outer(err); function outer(e) { inner(e); } function inner(e) { logger.error(e); }`],
  ["one that logs on one branch only is none", ["log logger.error"], `import { logger } from "./log.js"; function fail(e) { if (e) logger.error(e); } fail(err);`],
  ["one that logs on both branches", ["log logger.error", "log logger.info", "log fail"], `import { logger } from "./log.js"; function fail(e) { if (e) logger.error(e); else logger.info("x"); } fail(err);`],
  ["one that returns early is none", ["log logger.error"], `import { logger } from "./log.js"; function fail(e) { if (!e) return; logger.error(e); } fail(err);`],
  ["one that calls itself ends", [], `function again(n) { if (n > 0) again(n - 1); } again(3);`],
  ["one that calls itself and logs", ["log logger.error", "log again", "log again"], `import { logger } from "./log.js"; function again(n) { logger.error(n); if (n > 0) again(n - 1); } again(3);`],
  ["two that call each other end", [], `function a(n) { b(n); } function b(n) { a(n); } a(3);`],
  ["two that call each other and log", ["log b", "log logger.info", "log a", "log a"], `import { logger } from "./log.js"; function a(n) { b(n); } function b(n) { logger.info(n); if (n) a(n); } a(3);`],
  ["an audit name that leaves a line is an emitter", ["console console.log", "audit logAudit"], `function logAudit(e) { console.log(e); } logAudit({});`],
  ["an audit name that writes a row is an emitter", ["audit logAudit"], `function logAudit(e) { return db.insert(events).values(e); } logAudit({});`],
  ["a private method of the class", ["log this.logger.warn", "log this.note"], `class A { note(x) { this.logger.warn(x); } run() { this.note(1); } }`],
  ["a function in a constant object", ["console console.error", "console notes.write"], `const notes = { write(e) { console.error(e); } }; notes.write(err);`],
];

const GROUPS: readonly (readonly [string, readonly Case[]])[] = [
  ["loggers", LOGGERS],
  ["what is no logger", NO_LOGGERS],
  ["console", CONSOLE],
  ["audit events", AUDITS],
  ["what is no audit event", NO_AUDITS],
  ["error reporters", REPORTERS],
  ["analytics and access logs never", ANALYTICS],
  ["functions of the same file", FUNCTIONS],
];

describe.each(PARSERS)("records ($parser)", ({ facts }) => {
  describe.each(GROUPS)("%s", (_group, cases) => {
    test.each(cases)("%s", (_sentence, records, code) => {
      expect(recordsOf(facts(code))).toEqual(typeof records === "string" ? [records] : records);
    });
  });

  test("of a chain of a thousand functions those near its end are known, and asking of the others ends", () => {
    const chain = Array.from({ length: 1000 }, (_, index) => `function f${index}(e) { try { f${index + 1}(e); } finally { done(); } }`);
    const records = recordsOf(facts(`import { logger } from "./log.js"; ${chain.join(" ")} function f1000(e) { logger.error(e); }`));
    expect(records.slice(-3)).toEqual(["log f999", "log f1000", "log logger.error"]);
    expect(records).not.toContain("log f100");
  });

  describe("settings", () => {
    const code = `import { emit } from "./bus.js"; emit({}); bus.send({}); trail.put("x"); report(err);`;

    test("without them, names of the project are no records", () => {
      expect(recordsOf(facts(code))).toEqual([]);
    });

    test("auditFunctions, loggers and errorHandlers name records of the project", () => {
      const settings = { auditFunctions: ["emit", "bus.send"], loggers: ["/^trail$/"], errorHandlers: ["report"] };
      expect(recordsOf(facts(code, undefined, settings))).toEqual(["audit emit", "audit bus.send", "log report"]);
    });

    test("a configured logger writes lines by its level methods", () => {
      expect(recordsOf(facts(`trail.warn("x"); trail.put("y");`, undefined, { loggers: ["trail"] }))).toEqual(["log trail.warn"]);
    });

    test("an emitter that is called, not asked for a method", () => {
      const settings = { emitter: { name: "emitEvent", style: "call" } };
      expect(recordsOf(facts(`import { emitEvent } from "@/lib/logging"; emitEvent("x", {});`, undefined, settings))).toEqual(["audit emitEvent"]);
      expect(recordsOf(facts(`import { emitEvent } from "@/lib/logging"; emitEvent("x", {});`))).toEqual([]);
    });
  });
});
