/** The ways in which real back ends write an audit event, and those in which it is lost. */
import { describe, expect, test } from "vitest";
import { idleEmitters, swallowedAudits, unsentAudits } from "../../src/analysis/audit/swallowed-audits.js";
import { PARSERS } from "../support/parsers.js";
import { coverageOf, express, onlyHandler, route, ROUTE_FILE } from "./ask.js";

const OK = `return new Response("ok");`;

const WRITES: readonly (readonly [sentence: string, statements: string, head?: string])[] = [
  ["a callback in a transaction of Prisma", "await prisma.$transaction(async (tx) => { await tx.user.update({}); await tx.auditLog.create({ data: {} }); });"],
  ["a list in a transaction of Prisma", "await prisma.$transaction([prisma.user.update({}), prisma.auditLog.create({ data: {} })]);"],
  ["a transaction that is traced", `await withSpan("save", {}, () => prisma.$transaction(async (tx) => { await tx.auditLog.create({ data: {} }); }));`],
  ["a function that is tried again", "await withRetry(async () => { await prisma.auditLog.create({ data: {} }); });"],
  ["a table of what administrators did", "await prisma.adminAction.create({ data: describe(request) });"],
  ["a log of administrators", `await supabase.from("admin_logs").insert({});`],
  ["a log of actions", "await prisma.actionLog.create({ data: {} });"],
  ["a function whose name says whose actions it keeps", `await logAdminAction(admin.id, "BAN");`, `import { logAdminAction } from "@/lib/log";`],
  ["a function that is told who did what", `await logAction({ userId: user.id, action: "PET_DELETED", entityId: id });`, `import { logAction } from "@/lib/log";`],
  ["a function that is told what an administrator did", `await recordAdminAction({ adminId, action, targetId });`, `import { recordAdminAction } from "@/lib/admin";`],
  ["a transaction of Drizzle", "await db.transaction(async (tx) => { await tx.insert(auditLogs).values({}); });"],
  ["a table of a schema by Drizzle", "await db.insert(schema.auditLogs).values({});"],
  ["a transaction of Knex", `await knex.transaction(async (trx) => { await trx("audit_log").insert({}); });`],
  ["Knex", `await knex("audit_log").insert({});`],
  ["Knex, the table named last", `await knex.insert({}).into("audit_log");`],
  ["Mongoose", "await AuditLog.create({});"],
  ["several by Mongoose", "await AuditLog.insertMany([{}]);"],
  ["a repository of TypeORM", "await this.auditLogRepository.save({});"],
  ["a manager of TypeORM", "await manager.insert(AuditLog, {});"],
  ["a transaction of TypeORM", "await dataSource.transaction(async (manager) => { await manager.save(AuditLog, {}); });"],
  ["a repository that TypeORM gives", "await dataSource.getRepository(AuditLog).save({});"],
  ["a query builder of TypeORM", "await dataSource.createQueryBuilder().insert().into(AuditLog).values({}).execute();"],
  ["Sequelize", "await AuditLog.create({}, { transaction });"],
  ["several by Sequelize", "await AuditLog.bulkCreate([{}]);"],
  ["Kysely", `await db.insertInto("audit_log").values({}).execute();`],
  ["a transaction of Kysely", `await db.transaction().execute(async (trx) => { await trx.insertInto("audit_log").values({}).execute(); });`],
  ["a template of SQL", "await sql`insert into audit_log (a) values (${a})`;"],
  ["a template in a transaction", "await sql.begin(async (sql) => { await sql`insert into audit_log (a) values (${a})`; });"],
  ["a template that is executed", "await db.execute(sql`insert into audit_log (a) values (${a})`);"],
  ["a raw template of Prisma", "await prisma.$executeRaw`INSERT INTO \"audit_log\" (a) VALUES (${a})`;"],
  ["D1", `await env.DB.prepare("INSERT INTO audit_log (a) VALUES (?)").bind(a).run();`],
  ["a batch of D1", `await env.DB.batch([env.DB.prepare("UPDATE users SET a = 1").bind(), env.DB.prepare("INSERT INTO audit_log (a) VALUES (?)").bind(a)]);`],
  ["a prepared statement", `const keep = db.prepare("INSERT INTO audit_log (a) VALUES (?)"); keep.run(a);`],
  ["pg", `await pool.query("INSERT INTO audit_log (a) VALUES ($1)", [a]);`],
  ["pg by an object", `await client.query({ text: "INSERT INTO public.audit_log (a) VALUES ($1)", values: [a] });`],
  ["libSQL by an object", `await turso.execute({ sql: "INSERT INTO audit_log VALUES (?)", args: [a] });`],
  ["MongoDB", `await db.collection("audit_logs").insertOne({});`],
  ["Firestore", `await db.collection("auditLogs").add({});`],
  ["Firestore by functions", `await addDoc(collection(db, "audit_logs"), {});`],
  ["a queue", `await auditQueue.add("login", {});`],
  ["a queue of Workers", "await env.AUDIT_QUEUE.send({});"],
  ["a message for the trail", `await queue.add("audit-log", {});`],
  ["an event for the trail", `events.emit("audit.login", {});`],
  ["an event of Inngest", `await inngest.send({ name: "audit/login", data: {} });`],
  ["waitUntil of the context", "ctx.waitUntil(logAudit({}));"],
  ["waitUntil by itself", `waitUntil(logAudit({}));`],
  ["after()", "after(() => logAudit({}));"],
  ["after() with an async function", "after(async () => { await logAudit({}); });"],
  ["void", "void logAudit({});"],
  ["Promise.allSettled", "await Promise.allSettled([save(), logAudit({})]);"],
  ["Promise.all", "await Promise.all([save(), logAudit({})]);"],
  ["setImmediate", "setImmediate(() => logAudit({}));"],
];

const NO_WRITES: readonly (readonly [sentence: string, statements: string, head?: string])[] = [
  ["reading the trail", "await prisma.auditLog.findMany({}); await sql`select * from audit_log`;"],
  ["pruning the trail", "await prisma.auditLog.deleteMany({}); await db.delete(auditLogs);"],
  ["another table", "await tx.insert(orders).values({}); await sql`insert into orders values (1)`;"],
  ["a statement that is prepared and never run", `const keep = db.prepare("INSERT INTO audit_log (a) VALUES (?)");`],
  ["actions that are no log", "await prisma.action.create({ data: {} }); await prisma.adminActionType.create({ data: {} }); await prisma.transactionLog.create({ data: {} });"],
  ["a callback that may never run", "onIdle(async () => { await prisma.auditLog.create({ data: {} }); });"],
  ["a queue for mail", `await mailQueue.add("welcome", {});`],
  ["a message about an audience", `await queue.add("audience", {});`],
  ["code that has been put out of use", "if (false) { await logAudit({}); }"],
];

const HEAD = `import { logAudit } from "@/lib/audit";`;

const LOST: readonly (readonly [sentence: string, lost: readonly string[], code: string])[] = [
  ["a failure that an empty function takes", ["swallowed () => {}"], route(`await logAudit({}).catch(() => {}); ${OK}`, HEAD)],
  ["a failure that an empty function takes, of a promise around it", ["swallowed () => {}"], route(`Promise.resolve(logAudit({})).then(() => {}).catch(() => {}); ${OK}`, HEAD)],
  ["the failure of what is done behind it", [], route(`logAudit({}).then(() => notify()).catch(() => {}); ${OK}`, HEAD)],
  ["a failure that console takes", ["swallowed console.error"], route(`await logAudit({}).catch(console.error); ${OK}`, HEAD)],
  ["a failure that an empty catch takes", ["swallowed catch"], route(`try { await logAudit({}); } catch {} ${OK}`, HEAD)],
  ["a failure that a catch hands to console", ["swallowed catch (e)"], route(`try { await prisma.auditLog.create({ data: {} }); } catch (e) { console.error(e); } ${OK}`)],
  ["a builder's failure that an empty catch takes", ["swallowed catch (e)"], route(`try { await db.insert(auditLogs).values({}); } catch (e) { } ${OK}`)],
  ["a failure that a logger takes", [], route(`try { await logAudit({}); } catch (e) { logger.error(e); } ${OK}`, `${HEAD} import { logger } from "@/lib/logger";`)],
  ["a failure that is reported", [], route(`await logAudit({}).catch((e) => Sentry.captureException(e)); ${OK}`, `${HEAD} import * as Sentry from "@sentry/node";`)],
  ["console where it is the platform's log", [], `${HEAD} export default { async fetch(request, env, ctx) { ctx.waitUntil(logAudit({}).catch(console.error)); ${OK} } };`],
  ["a try that does more than to audit", [], route(`try { await save(); await logAudit({}); } catch {} ${OK}`, HEAD)],
  ["a query of Supabase that nothing awaits", [`unsent supabase.from("audit_logs").insert`], route(`supabase.from("audit_logs").insert({}); ${OK}`)],
  ["a query of Prisma that nothing awaits", ["unsent prisma.auditLog.create"], route(`prisma.auditLog.create({ data: {} }); ${OK}`)],
  ["a query of Drizzle that is thrown away", ["unsent db.insert"], route(`void db.insert(auditLogs).values({}); ${OK}`)],
  ["a query that is awaited", [], route(`await supabase.from("audit_logs").insert({}); ${OK}`)],
  ["a query that then() sends", [], route(`supabase.from("audit_logs").insert({}).then(() => {}, report); ${OK}`)],
  ["a query that is handed over", [], route(`ctx.waitUntil(prisma.auditLog.create({ data: {} })); ${OK}`)],
  ["a query that a function gives back", [], route(`await Promise.all(list.map((x) => prisma.auditLog.create({ data: x }))); ${OK}`)],
  ["a model that sends by itself", [], route(`AuditLog.create({}); ${OK}`)],
  ["an emitter that is empty", ["idle logAudit"], route(`await logAudit({}); ${OK}`, "async function logAudit(event) {}")],
  ["an emitter that is commented out", ["idle logAudit"], route(`logAudit({}); ${OK}`, "function logAudit(event) {\n  // await db.insert(event)\n}")],
  ["an emitter behind if (false)", ["idle logAudit"], route(`logAudit({}); ${OK}`, "const logAudit = (event) => { if (false) { db.insert(event); } };")],
  ["an emitter that returns at once", ["idle logAudit"], route(`logAudit({}); ${OK}`, "function logAudit(event) { return; db.insert(event); }")],
  ["an emitter that is an object of empty functions", ["idle securityLog.warn"], route(`securityLog.warn("x", {}); ${OK}`, "const securityLog = { warn() {}, info() {} };")],
  ["an emitter that writes", [], route(`logAudit({}); ${OK}`, "function logAudit(event) { return db.insert(events).values(event); }")],
  ["an emitter that hands on", [], route(`logAudit({}); ${OK}`, "function logAudit(event) { trail.keep(event); }")],
  ["an emitter that fills a list", [], route(`logAudit({}); ${OK}`, "let last; function logAudit(event) { last = event; }")],
];

describe.each(PARSERS)("audit events ($parser)", ({ facts }) => {
  for (const [sentence, statements, head = HEAD] of WRITES) {
    test(`${sentence} is an audit event`, () => expect(coverageOf(facts(route(`${statements} ${OK}`, head), ROUTE_FILE))).toEqual(["200 audit"]));
  }

  for (const [sentence, statements, head = HEAD] of NO_WRITES) {
    test(`${sentence} is none`, () => expect(coverageOf(facts(route(`${statements} ${OK}`, head), ROUTE_FILE))).toEqual(["200 nothing"]));
  }

  for (const [sentence, lost, code] of LOST) {
    test(`${sentence}: ${lost.join(", ") || "nothing is lost"}`, () => {
      const read = facts(code, code.includes("export default") ? "src/worker.ts" : ROUTE_FILE);
      const text = (range: readonly [number, number]): string => read.file.view.text.slice(...range);
      expect([
        ...swallowedAudits(read).map(({ range }) => `swallowed ${text(range)}`),
        ...unsentAudits(read).map(({ range }) => `unsent ${text(range)}`),
        ...idleEmitters(read).map(({ name }) => `idle ${name}`),
      ]).toEqual(lost);
    });
  }

  test.each([`@Audit()`, `@AuditLog("user.delete")`, `@audited.Audit({ event: "x" })`])("the decorator %s audits the handler below it", (decorator) => {
    const code = `import { Request, Response } from "express";\nclass Users {\n${decorator}\nasync remove(req: Request, res: Response) { res.json({}); }\n}\n`;
    expect(coverageOf(facts(code))).toEqual(["200 audit"]);
  });

  test("a decorator of another kind does not", () => {
    const code = `import { Request, Response } from "express";\nclass Users {\n@Cached()\nasync remove(req: Request, res: Response) { res.json({}); }\n}\n`;
    expect(coverageOf(facts(code))).toEqual(["200 nothing"]);
  });
});

const REFUSALS: readonly (readonly [sentence: string, coverage: readonly string[], code: string])[] = [
  ["is an exit of its own", ["401 nothing", "200 nothing", "500 nothing"], express(`try { if (!req.user) throw createError(401, "no"); res.json({}); } catch (err) { res.status(err.status || 500).json({}); }`, `import createError from "http-errors";`)],
  ["is recorded where the catch records", ["401 log", "200 nothing", "500 log"], express(`try { if (!req.user) throw createError(401, "no"); res.json({}); } catch (err) { logger.warn(err.message); res.status(err.status || 500).json({}); }`, `import createError from "http-errors"; import { logger } from "./log.js";`)],
  ["is recorded where it is recorded before", ["401 log", "200 nothing", "500 nothing"], express(`try { if (!req.user) { logger.warn("no"); throw createError(401, "no"); } res.json({}); } catch (err) { res.status(err.status || 500).json({}); }`, `import createError from "http-errors"; import { logger } from "./log.js";`)],
  ["is none where the catch passes it on", ["200 nothing", "pass nothing"], express(`try { if (!req.user) throw createError(401, "no"); res.json({}); } catch (err) { next(err); }`, `import createError from "http-errors";`)],
  ["is none where the catch answers with a status of its own", ["200 nothing", "401 nothing"], express(`try { if (!req.user) throw createError(401, "no"); res.json({}); } catch (err) { res.status(401).json({}); }`, `import createError from "http-errors";`)],
];

describe.each(PARSERS)("a refusal that is thrown to the handler's own catch ($parser)", ({ facts }) => {
  for (const [sentence, coverage, code] of REFUSALS) {
    test(sentence, () => {
      const read = facts(code);
      expect(coverageOf(read, onlyHandler(read))).toEqual(coverage);
    });
  }
});
