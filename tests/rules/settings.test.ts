/** What a person says in the settings counts wherever a name of the vocabulary would: as a function, as a method, on a field. */
import { describe, expect, test } from "vitest";
import { lint } from "./lint.js";

type Case = readonly [sentence: string, rule: string, settings: object, code: string, path?: string];

/** The call is not given the failure: an unknown function that takes it may keep it. */
const caught = (call: string): string => `app.post("/orders", async (req, res) => { try { await db.order.create({ data: req.body.item }); } catch (error) { ${call}; } res.end(); });`;
const audited = (call: string): string => `app.delete("/admin/users/:id", requireAdmin, async (req, res) => { await db.user.delete({ where: { id: req.params.id } }); ${call}; res.json({ ok: true }); });`;
const around = (route: string): string => `app.delete("/admin/users/:id", ${route}, async (req, res) => { await db.user.delete({ where: { id: req.params.id } }); res.json({ ok: true }); });`;
const denied = (call: string): string => `app.post("/orders", (req, res) => { if (!req.user) { ${call}; return res.status(401).end(); } res.end(); });`;

/** Reported as it stands; with the setting it is left alone. */
const SPARED: readonly Case[] = [
  ["an error handler that is a function", "no-silent-catch", { errorHandlers: ["tellOps"] }, caught('tellOps("order")')],
  ["an error handler that is a method, by the method", "no-silent-catch", { errorHandlers: ["tellOps"] }, caught('monitor.tellOps("order")')],
  ["an error handler that is a method, by its whole path", "no-silent-catch", { errorHandlers: ["monitor.tellOps"] }, caught('monitor.tellOps("order")')],
  ["an error handler that is a method of this", "no-silent-catch", { errorHandlers: ["tellOps"] }, `class Orders { async create(req, res) { try { await db.order.create({ data: req.body.item }); } catch (error) { this.monitor.tellOps("order"); } res.json({}); } }`],
  ["an error handler by a pattern", "no-silent-catch", { errorHandlers: ["/^tell/"] }, caught('tellOps("order")')],
  ["a logger of the project", "no-silent-catch", { loggers: ["scribe"] }, caught('scribe.error("order")')],
  ["a logger that is a field", "no-silent-catch", { loggers: ["scribe"] }, caught('req.app.scribe.error("order")')],
  ["a logger by its whole path", "no-silent-catch", { loggers: ["svc.out"] }, caught('svc.out.error("order")')],
  ["a logger in a refusal", "log-on-4xx", { loggers: ["scribe"] }, denied('scribe.warn("no user")')],
  ["an audit function in a refusal", "log-on-4xx", { auditFunctions: ["note"] }, denied('note("order.denied")')],
  ["an audit function", "require-audit-on-sensitive-route", { auditFunctions: ["note"] }, audited('note("user.delete", { id: req.params.id })')],
  ["an audit function that is a method", "require-audit-on-sensitive-route", { auditFunctions: ["note"] }, audited('await trail.note("user.delete", { id: req.params.id })')],
  ["an audit function that is a method, by its whole path", "require-audit-on-sensitive-route", { auditFunctions: ["history.note"] }, audited('history.note("user.delete")')],
  ["an audit function around the handler", "require-audit-on-sensitive-route", { auditFunctions: ["kept"] }, 'app.delete("/admin/users/:id", requireAdmin, kept("user.delete", async (req, res) => { await db.user.delete({ where: { id: req.params.id } }); res.json({ ok: true }); }));'],
  ["audit middleware before the handler", "require-audit-on-sensitive-route", { auditMiddleware: ["kept"] }, around("kept")],
  ["audit middleware that is made for the handler", "require-audit-on-sensitive-route", { auditMiddleware: ["kept"] }, around('kept("user.delete")')],
  ["audit middleware that is a method", "require-audit-on-sensitive-route", { auditMiddleware: ["kept"] }, around('trail.kept("user.delete")')],
  ["audit middleware above the handler", "require-audit-on-sensitive-route", { auditMiddleware: ["kept"] }, `app.use(kept);\n${around("requireAdmin")}`],
  ["an emitter of another name", "require-audit-on-sensitive-route", { emitter: { name: "events" } }, audited('events.info("user.delete", { actor: req.user.id })')],
  ["a redactor", "no-secret-in-log", { redactors: ["veil"] }, 'const veil = (body) => ({ ...body });\napp.post("/a", (req) => { console.log(veil(req.body)); });'],
  ["a redactor that is a method", "no-secret-in-log", { redactors: ["veil"] }, 'const privacy = { veil: (body) => ({ ...body }) };\napp.post("/a", (req) => { console.log(privacy.veil(req.body)); });'],
  ["a word that clears a name", "no-secret-in-log", { safeWords: ["demo"] }, 'console.log("using", demoPassword);'],
  ["a route that is not sensitive", "require-audit-on-sensitive-route", { ignoredRoutes: ["/admin/users/*"] }, around("requireAdmin")],
];

/** Left alone as it stands; reported with the setting. */
const REPORTED: readonly Case[] = [
  ["a secret in the line of a logger of the project", "no-secret-in-log", { loggers: ["scribe"] }, 'scribe.info("login", { password: req.body.password });'],
  ["a secret in an audit function", "no-secret-in-log", { auditFunctions: ["note"] }, 'note("login", { password: req.body.password });'],
  ["a secret in an error handler", "no-secret-in-log", { errorHandlers: ["tellOps"] }, 'tellOps(error, { password: req.body.password });'],
  ["a secret in an error handler that is a method", "no-secret-in-log", { errorHandlers: ["monitor.tellOps"] }, 'monitor.tellOps(error, { password: req.body.password });'],
  ["a secret by a word of the project", "no-secret-in-log", { secretWords: ["launchword"] }, 'console.log("login", launchword);'],
  ["a route that is sensitive", "require-audit-on-sensitive-route", { sensitiveRoutes: ["/vault/*"] }, 'app.post("/vault/:id", async (req, res) => { await seal(req.params.id); res.json({ ok: true }); });'],
  ["a handler of a file that no model knows", "log-on-4xx", { handlers: { files: ["src/rpc/**"] } }, 'export async function open(request) { if (!request.user) return new Response("no", { status: 401 }); return new Response("ok"); }', "src/rpc/open.js"],
  ["a handler of a call that no model knows", "log-on-4xx", { handlers: { calls: ["defineHandler"] } }, 'export default defineHandler(async (request) => { if (!request.user) return new Response("no", { status: 401 }); return new Response("ok"); });', "src/rpc/open.js"],
];

const EXPRESS = 'import express from "express";\nconst app = express();\n';
const reports = ([, rule, , code, path = "src/server.js"]: Case, settings?: object): number =>
  lint(rule, path.startsWith("src/rpc") ? code : EXPRESS + code, { path, ...(settings && { settings }) }).length;

describe("with the setting it is left alone:", () => {
  test.each(SPARED.map((one) => [one[0], one] as const))("%s", (_, one) => {
    expect([reports(one), reports(one, one[2])]).toEqual([1, 0]);
  });
});

describe("with the setting it is reported:", () => {
  test.each(REPORTED.map((one) => [one[0], one] as const))("%s", (_, one) => {
    expect([reports(one), reports(one, one[2])]).toEqual([0, 1]);
  });
});
