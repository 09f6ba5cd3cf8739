import { describe, expect, test } from "vitest";
import { PARSERS } from "../support/parsers.js";
import { coverageOf, express, route, ROUTE_FILE } from "./ask.js";

type Case = readonly [sentence: string, coverage: string | readonly string[], code: string];

const HEAD = `import { logger } from "@/lib/logger";\nimport { securityLog } from "@/lib/logging";\nimport * as Sentry from "@sentry/nextjs";`;
const r = (statements: string, more = ""): string => route(statements, `${HEAD}\n${more}`);
const e = (statements: string, more = ""): string => express(statements, `${HEAD}\n${more}`);
const DENY = `return new Response("no", { status: 401 });`;
const OK = `return new Response("ok");`;

const OWN_BRANCH: readonly Case[] = [
  ["a record in the exit's own branch", ["401 log", "200 nothing"], r(`if (!user) { logger.warn("denied"); ${DENY} } ${OK}`)],
  ["an audit event in the exit's own branch", ["401 audit", "200 nothing"], r(`if (!user) { securityLog.warn("auth.login", {}); ${DENY} } ${OK}`)],
  ["the stronger of two counts", "401 audit", r(`logger.warn("x"); securityLog.warn("auth.login", {}); ${DENY}`)],
  ["a logger's method as a tag", "401 log", r(`logger.warn\`denied to \${user.id}\`; ${DENY}`)],
  ["a tag that is no logger's method", "401 nothing", r(`html.warn\`denied to \${user.id}\`; ${DENY}`)],
  ["console is the weakest", "401 console", r(`console.warn("x"); ${DENY}`)],
  ["an error report", "401 reporter", r(`Sentry.captureMessage("x"); ${DENY}`)],
  ["nothing at all", "401 nothing", r(DENY)],
  ["analytics", "401 nothing", r(`posthog.capture({}); ${DENY}`)],
  ["a record of another branch", ["401 nothing", "403 log"], r(`if (!user) { ${DENY} } logger.warn("x"); return new Response("", { status: 403 });`)],
  ["a record on some way only", "401 nothing", r(`if (verbose) logger.warn("x"); ${DENY}`)],
  ["a record on each of two ways", "401 log", r(`if (!user) logger.warn("no user"); else logger.warn("bad password"); ${DENY}`)],
  ["a weak record on one way and a strong one on the other", "401 console", r(`if (!user) console.warn("x"); else securityLog.warn("auth.login", {}); ${DENY}`)],
  ["a record on each of three ways", "401 log", r(`if (a) logger.warn("a"); else if (b) logger.warn("b"); else logger.warn("c"); ${DENY}`)],
  ["a line at the top covers no denial", ["401 nothing", "200 nothing"], r(`logger.info("login"); if (!user) { ${DENY} } ${OK}`)],
  ["a line at the top in either of two forms covers no denial", ["401 nothing", "200 nothing"], r(`if (a) logger.info("a"); else logger.info("b"); if (!user) { ${DENY} } ${OK}`)],
  ["an audit event at the top covers the success alone", ["401 nothing", "200 audit"], r(`securityLog.info("auth.login", {}); if (!user) { ${DENY} } ${OK}`)],
  ["a line at the top of a handler that only refuses", ["401 log", "403 log"], r(`logger.info("x"); if (!user) { ${DENY} } return new Response("", { status: 403 });`)],
  ["an audit event on every way to a success", ["200 audit", "201 audit"], r(`await securityLog.info("x", {}); if (a) { ${OK} } return new Response("", { status: 201 });`)],
  ["an audit event on one way to a success only", "200 nothing", r(`if (a) securityLog.info("x", {}); ${OK}`)],
];

const OUTCOME_GIVEN: readonly Case[] = [
  ["a record that is handed the outcome as a value", ["401 audit", "200 audit"], r(`const outcome = user ? "success" : "denied"; securityLog.info("auth.login", { outcome }); if (!user) { ${DENY} } ${OK}`)],
  ["a record that is handed a field called success", ["401 log", "200 log"], r(`logger.info("login", { success: ok }); if (!ok) { ${DENY} } ${OK}`)],
  ["a record that is handed the response's status", ["401 log", "200 log"], r(`const result = check(); logger.info("login", result.status); if (!result.ok) { ${DENY} } ${OK}`)],
  ["a record that is handed another answer's statusCode", ["401 log", "200 log"], e(`logger.info("login", reply.statusCode); if (!ok) { return res.status(401).end(); } res.send("ok");`)],
  ["a record that is told the outcome by its place", ["500 audit", "200 audit"], r(`const { error } = await db.remove(id); await auditLog("user.delete", id, !error); if (error) return new Response("no", { status: 500 }); ${OK}`)],
  ["a record that is told it in words", ["500 audit", "200 audit"], r(`const { error } = await db.remove(id); await auditLog("user.delete", id, error ? "failure" : "success"); if (error) return new Response("no", { status: 500 }); ${OK}`)],
  ["a record that is handed something else", ["500 nothing", "200 audit"], r(`const { error } = await db.remove(id); await auditLog("user.delete", id, error); if (error) return new Response("no", { status: 500 }); ${OK}`)],
  ["a fixed outcome is no value", ["401 nothing", "200 nothing"], r(`logger.info("login", { outcome: "attempt" }); if (!ok) { ${DENY} } ${OK}`)],
];

const AFTER_AND_AROUND: readonly Case[] = [
  ["a record after the answer", "401 log", e(`res.status(401).end(); logger.warn("denied");`)],
  ["a record after the answer on one way only", "401 nothing", e(`res.status(401).end(); if (verbose) logger.warn("denied");`)],
  ["a record after the answer on each of two ways", "401 log", e(`res.status(401).end(); if (a) logger.warn("a"); else logger.warn("b");`)],
  ["a record that follows answers of two outcomes", ["401 nothing", "200 nothing"], e(`if (!user) res.status(401).end(); else res.send("ok"); logger.info("done");`)],
  ["a return between answer and record", ["401 nothing", "200 log"], e(`if (!user) { res.status(401).end(); return; } res.send("ok"); logger.info("done");`)],
  ["a finally around the exit", ["401 log", "200 log"], r(`try { if (!user) { ${DENY} } ${OK} } finally { logger.info("done", { ms }); }`)],
  ["a finally around the exit in the catch", ["200 audit", "500 audit"], r(`try { await work(); ${OK} } catch { return new Response("", { status: 500 }); } finally { securityLog.info("x", {}); }`)],
  ["a finally before the exit covers it as any record", "401 log", r(`try { await work(); } finally { logger.info("done"); } ${DENY}`)],
  ["a finally that records on one way only", "401 nothing", r(`try { ${DENY} } finally { if (verbose) logger.info("done"); }`)],
  ["a listener for the end of the answer", ["401 log", "200 log"], e(`res.on("finish", () => { logger.info("done", { status: res.statusCode }); }); if (!user) { return res.status(401).end(); } res.send("ok");`)],
];

const HELPERS: readonly Case[] = [
  ["a helper that records and answers", "401 log", r(`return deny();`, `function deny() { logger.warn("denied"); return new Response("no", { status: 401 }); }`)],
  ["a helper that answers without a record", "401 nothing", r(`return deny();`, `function deny() { return new Response("no", { status: 401 }); }`)],
  ["a helper that records on one way only", "401 nothing", r(`return deny(user);`, `function deny(user) { if (user) logger.warn("denied"); return new Response("no", { status: 401 }); }`)],
  ["a helper that is handed res", "401 log", e(`deny(res);`, `function deny(res) { logger.warn("denied"); res.status(401).end(); }`)],
  ["a helper that records, called in the branch", ["401 log", "200 nothing"], r(`if (!user) { note(); ${DENY} } ${OK}`, `function note() { logger.warn("denied"); }`)],
  ["a helper that throws, or records before it comes back", ["500 nothing", "200 audit"], r(`try { await remove(id); } catch { return new Response("", { status: 500 }); } ${OK}`, `async function remove(id) { if (!id) throw new Error("no id"); await db.drop(id); securityLog.info("user.delete", {}); }`)],
  ["a helper that comes back early, throws or records", "200 nothing", r(`await remove(id); ${OK}`, `async function remove(id) { if (!known) return; if (!id) throw new Error("no id"); securityLog.info("user.delete", {}); }`)],
  ["a helper that records and throws on every way", ["return log", "200 nothing"], r(`if (!user) return check(); ${OK}`, `function check() { logger.warn("denied"); throw new Error("denied"); }`)],
  ["a helper of a helper", "401 log", r(`note(); ${DENY}`, `function write() { logger.warn("denied"); }\nfunction note() { write(); }`)],
];

const NOT_AWAITED: readonly Case[] = [
  ["void", "401 audit", r(`void securityLog.warn("x", {}); ${DENY}`)],
  ["waitUntil with a call", "401 audit", r(`ctx.waitUntil(securityLog.warn("x", {})); ${DENY}`)],
  ["after() with a callback", "401 audit", r(`after(() => { securityLog.warn("x", {}); }); ${DENY}`)],
  ["after() with an async callback", "401 audit", r(`after(async () => { await securityLog.warn("x", {}); }); ${DENY}`)],
  ["after() with a concise callback", "401 audit", r(`after(() => securityLog.warn("x", {})); ${DENY}`)],
  ["a callback that returns early on one way", "401 nothing", r(`after(() => { if (quiet) return; securityLog.warn("x", {}); }); ${DENY}`)],
  ["a transaction that returns what it made", "200 audit", r(`const row = await prisma.$transaction(async (tx) => { await tx.auditLog.create({}); return tx.order.create({}); }); ${OK}`)],
  ["waitUntil with a function that is called at once", "401 audit", r(`ctx.waitUntil((async () => { await securityLog.warn("x", {}); })()); ${DENY}`)],
  ["Promise.allSettled", "401 audit", r(`await Promise.allSettled([notify(), securityLog.warn("x", {})]); ${DENY}`)],
  ["Promise.all", "401 audit", r(`await Promise.all([securityLog.warn("x", {}), notify()]); ${DENY}`)],
  ["a promise chain that is not awaited", "401 audit", r(`securityLog.warn("x", {}).catch(() => {}); ${DENY}`)],
  ["a transaction's callback", "200 audit", r(`await prisma.$transaction(async (tx) => { await tx.auditLog.create({}); }); ${OK}`)],
  ["an immediately called function", "401 audit", r(`(async () => { await securityLog.warn("x", {}); })(); ${DENY}`)],
  ["a timer may never run", "401 nothing", r(`setTimeout(() => { securityLog.warn("x", {}); }, 1000); ${DENY}`)],
  ["a callback of another function may never run", "401 nothing", r(`users.forEach((user) => { securityLog.warn("x", {}); }); ${DENY}`)],
  ["a function that is only declared does not run", "401 nothing", r(`function note() { securityLog.warn("x", {}); } ${DENY}`)],
];

const CONTROL_FLOW: readonly Case[] = [
  ["both branches of an if", ["401 log", "403 log"], r(`if (a) { logger.warn("a"); ${DENY} } else { logger.warn("b"); return new Response("", { status: 403 }); }`)],
  ["a case of a switch", ["401 log", "403 nothing", "200 nothing"], r(`switch (kind) { case "a": logger.warn("x"); ${DENY} case "b": return new Response("", { status: 403 }); default: ${OK} }`)],
  ["a case that falls into the next", ["401 nothing", "200 nothing"], r(`switch (kind) { case "a": logger.warn("x"); case "b": ${DENY} default: ${OK} }`)],
  ["every case of a switch with a default", "401 log", r(`switch (kind) { case "a": logger.warn("a"); break; default: logger.warn("b"); } ${DENY}`)],
  ["every case of a switch without a default", "401 nothing", r(`switch (kind) { case "a": logger.warn("a"); break; case "b": logger.warn("b"); break; } ${DENY}`)],
  ["a loop may run no time", "401 nothing", r(`for (const item of items) { logger.warn("x"); } ${DENY}`)],
  ["a while loop may run no time", "401 nothing", r(`while (more()) { logger.warn("x"); } ${DENY}`)],
  ["a do-while runs once", "401 log", r(`do { logger.warn("x"); } while (more()); ${DENY}`)],
  ["an exit inside a loop, with its record", ["401 log", "200 nothing"], r(`for (const item of items) { if (!item.ok) { logger.warn("x"); ${DENY} } } ${OK}`)],
  ["an endless loop ends by its break alone", "401 log", r(`while (true) { if (stop()) { logger.warn("x"); break; } } ${DENY}`)],
  ["a labelled break", "401 nothing", r(`outer: for (const a of as) { for (const b of bs) { logger.warn("x"); break outer; } } ${DENY}`)],
  ["a ternary with a record on one arm", "401 nothing", r(`a ? logger.warn("x") : null; ${DENY}`)],
  ["a ternary with a record on each arm", "401 log", r(`a ? logger.warn("x") : logger.warn("y"); ${DENY}`)],
  ["a returned ternary keeps its arms apart", ["401 nothing", "200 nothing"], r(`return ok ? new Response("", { status: 401 }) : new Response("ok");`)],
  ["the right side of && may not run", "401 nothing", r(`a && logger.warn("x"); ${DENY}`)],
  ["the left side of && does", "401 log", r(`logger.warn("x") && a; ${DENY}`)],
  ["a comma runs both", "401 log", r(`return logger.warn("x"), new Response("no", { status: 401 });`)],
  ["a record inside the try may not have run in the catch", ["200 log", "500 nothing"], r(`try { logger.info("x"); await work(); ${OK} } catch { return new Response("", { status: 500 }); }`)],
  ["a record in the catch", ["200 nothing", "500 log"], r(`try { await work(); ${OK} } catch (error) { logger.error(error); return new Response("", { status: 500 }); }`)],
  ["a record in the catch and an exit after it", "500 nothing", r(`try { await work(); } catch (error) { logger.error(error); } return new Response("", { status: 500 });`)],
  ["a nested try inside a catch", "500 log", r(`try { await work(); } catch (error) { try { logger.error(error); } finally { await close(); } return new Response("", { status: 500 }); }`)],
  ["an exit in a promise's callback", ["500 log"], e(`work().then(() => next()).catch((err) => { logger.error(err); res.status(500).end(); });`)],
  ["an exit in a callback does not take the record after the call", ["401 nothing"], e(`verify(token, (err) => { if (err) return res.status(401).end(); next(); }); logger.info("x");`)],
  ["a throw that is caught by the handler itself", ["500 log"], r(`try { throw new Error("x"); } catch (error) { logger.error(error); return new Response("", { status: 500 }); }`)],
];

const WRAPPERS: readonly Case[] = [
  ["a wrapper of the file that records", "401 log", `${HEAD}\nconst logged = (handler) => async (request) => { logger.info("x"); return handler(request); };\nexport const POST = logged(async (request) => { ${DENY} });`],
  ["a wrapper of the file that does not", "401 nothing", `${HEAD}\nconst timed = (handler) => async (request) => handler(request);\nexport const POST = timed(async (request) => { ${DENY} });`],
  ["an imported wrapper whose name says that it audits", "401 audit", `import { withAuditLog } from "@/lib/audit";\nexport const POST = withAuditLog(async (request) => { ${DENY} });`],
  ["an imported wrapper of another name", "401 nothing", `import { withAuth } from "@/lib/auth";\nexport const POST = withAuth(async (request) => { ${DENY} });`],
  ["a wrapper that a constant keeps", "401 audit", `import { makeAudit } from "@/lib/audit";\nconst audited = withAudit("auth.login");\nfunction withAudit(event) { return (handler) => async (request) => { securityLog.info(event, {}); return handler(request); }; }\nexport const POST = audited(async (request) => { ${DENY} });`],
  ["a name that is given another wrapper", "401 nothing", `let audited = withAudit("auth.login");\naudited = plain;\nfunction withAudit(event) { return (handler) => async (request) => { securityLog.info(event, {}); return handler(request); }; }\nexport const POST = audited(async (request) => { ${DENY} });`],
  ["a wrapper inside another", "401 audit", `import { withAuth } from "@/lib/auth"; import { withAudit } from "@/lib/audit";\nexport const POST = withAuth(withAudit(async (request) => { ${DENY} }));`],
];

const OPTIONS: readonly Case[] = [
  ["an answer of the handler among a wrapper's options", ["return nothing", "401 nothing", "200 nothing"], r(`return client({ request, handler: async ({ user }) => { if (!user) { ${DENY} } ${OK} } });`)],
  ["a record on the way to it", ["return nothing", "401 log", "200 nothing"], r(`return client({ request, handler: async ({ user }) => { if (!user) { logger.warn("no user"); ${DENY} } ${OK} } });`)],
  ["a record behind the call that it is handed to is not on its way", ["401 nothing", "return log"], r(`const answer = client({ request, handler: async () => { ${DENY} } }); logger.info("asked"); return answer;`)],
  ["a function among the options that is no handler", "return nothing", r(`return client({ request, format: (body) => { ${DENY} } });`)],
  ["a handler by its name", "return nothing", r(`return client({ request, handler });`)],
];

const HANDED_EVENTS: readonly Case[] = [
  ["an event that the handler is handed and fills in", ["return audit", "401 audit", "200 audit"], r(`return client({ handler: async ({ user, auditLog }) => { auditLog.targetId = user?.id; if (!user) { ${DENY} } ${OK} } });`)],
  ["one that hangs on what it is handed", ["401 audit", "200 audit"], `${HEAD}\nexport const POST = client(async ({ user, ctx }) => { if (!user) { ${DENY} } ctx.auditContext.target = user.id; ${OK} });`],
  ["one that is put there for whoever comes after", "401 audit", e(`res.locals.audit = { action: "user.delete" }; res.status(401).end();`)],
  ["one of the handler's own", "401 nothing", r(`const auditLog = {}; auditLog.targetId = "1"; ${DENY}`)],
  ["one that is only read", ["return nothing", "401 nothing"], r(`return client({ handler: async ({ auditLog }) => { target = auditLog.targetId; ${DENY} } });`)],
  ["something else that the handler is handed", ["return nothing", "401 nothing"], r(`return client({ handler: async ({ ctx }) => { ctx.auditorium = 1; ctx.log.target = 2; ${DENY} } });`)],
];

const MIDDLEWARE: readonly Case[] = [
  ["middleware whose name says that it audits", "401 audit", `import express from "express"; import { auditLog } from "./audit.js";\nconst app = express();\napp.post("/x", auditLog("x"), (req, res) => { res.status(401).end(); });`],
  ["middleware of another name", "401 nothing", `import express from "express"; import { requireAuth } from "./auth.js";\nconst app = express();\napp.post("/x", requireAuth, (req, res) => { res.status(401).end(); });`],
  ["an access log for the whole app", "401 nothing", `import express from "express"; import morgan from "morgan";\nconst app = express();\napp.use(morgan("combined"));\napp.post("/x", (req, res) => { res.status(401).end(); });`],
];

const GROUPS: readonly (readonly [string, readonly Case[], string])[] = [
  ["the exit's own branch", OWN_BRANCH, ROUTE_FILE],
  ["the outcome given as a value", OUTCOME_GIVEN, ROUTE_FILE],
  ["after the answer and in finally", AFTER_AND_AROUND, ROUTE_FILE],
  ["helpers", HELPERS, ROUTE_FILE],
  ["records that nobody waits for", NOT_AWAITED, ROUTE_FILE],
  ["control flow", CONTROL_FLOW, ROUTE_FILE],
  ["wrappers", WRAPPERS, ROUTE_FILE],
  ["a wrapper's options", OPTIONS, ROUTE_FILE],
  ["events that are handed over to be filled in", HANDED_EVENTS, ROUTE_FILE],
  ["middleware", MIDDLEWARE, "src/server.ts"],
];

describe.each(PARSERS)("coverage ($parser)", ({ facts }) => {
  describe.each(GROUPS)("%s", (_group, cases, path) => {
    test.each(cases)("%s", (_sentence, coverage, code) => {
      const file = code.includes(`from "express"`) ? "src/server.ts" : path;
      expect(coverageOf(facts(code, file))).toEqual(typeof coverage === "string" ? [coverage] : coverage);
    });
  });

  test("auditMiddleware of the settings names wrappers that audit", () => {
    const code = `import { tracked } from "@/lib/track";\nexport const POST = tracked(async (request) => { ${DENY} });`;
    expect(coverageOf(facts(code, ROUTE_FILE))).toEqual(["401 nothing"]);
    expect(coverageOf(facts(code, ROUTE_FILE, { auditMiddleware: ["tracked"] }))).toEqual(["401 audit"]);
  });

  test("what an inner handler of the file answers is its own exit", () => {
    const code = `export async function GET(request) { return POST(request); }\nexport async function POST(request) { ${DENY} }`;
    const found = facts(code, ROUTE_FILE);
    expect(found.handlers.map((handler) => coverageOf(found, handler))).toEqual([["return nothing"], ["401 nothing"]]);
  });
});
