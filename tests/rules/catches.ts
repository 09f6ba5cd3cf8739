/** Catches that keep nothing of what went wrong, and catches that are fine, written from what rules.md says of each. */

export interface Catch {
  readonly sentence: string;
  readonly code: string;
  readonly path: string;
}

export interface SilentCatch extends Catch {
  readonly messageId: "answered" | "swallowed" | "failedOpen";
}

const SERVICE = "src/services/orders.js";
const ROUTE = "app/api/orders/route.js";
const LOGIN = "app/api/auth/login/route.js";
const SERVER = "src/server.js";

const inService = (body: string, head = ""): string => `${head}\nexport async function loadOrder(id) {\n${body}\n}\n`;
const inRoute = (body: string, head = ""): string => `${head}\nexport async function POST(request) {\n${body}\n}\n`;
const inExpress = (body: string, head = ""): string => `import express from "express";\n${head}\nconst app = express();\napp.post("/orders", async (req, res, next) => {\n${body}\n});\n`;
const guard = (name: string, body: string): string => `export async function ${name}(user) {\n${body}\n}\n`;

const LOGGER = `import { logger } from "../logger.js";`;

type Row = readonly [messageId: SilentCatch["messageId"], sentence: string, code: string, path?: string];

const SILENT_ROWS: readonly Row[] = [
  // Swallowed: try/catch
  ["swallowed", "an empty catch", inService(`try { await save(id); } catch {}`)],
  ["swallowed", "a value that is written to a file, in a function that waits for nobody", `export function keep(value) { try { return fs.writeFileSync("x", value); } catch { return null; } }`],
  ["swallowed", "a value that is waited for", `export async function toNumber(value) { try { return await value.findNumber(); } catch { return null; } }`],
  ["swallowed", "one kind that is recorded, beside all others that are not", inService(`const out = []; try { await invite(id); } catch (error) { if (error.code === 1) { logger.error(error); } else { out.push(null); } } return out;`, LOGGER)],
  ["swallowed", "a kind that is known and one that is recorded, beside all others that are not", inService(`try { await invite(id); } catch (error) { if (error.code === 1) again(); else if (error.code === 2) logger.error(error); }`, LOGGER)],
  ["swallowed", "a route that shows a shop's analytics", inRoute(`let rows = []; try { rows = await db.visits.list(); } catch {} return Response.json(rows);`), "app/api/analytics/route.js"],
  ["swallowed", "a server's store in a folder of features", inService(`try { return await db.count(id); } catch { return 0; }`), "src/lib/features/events/event-store.js"],
  ["swallowed", "a server's code in a folder of that name", inService(`try { await refresh(id); } catch {}`, `const limit = process.env.LIMIT;`), "apps/client/src/server.js"],
  ["swallowed", "a folder with a dot that is part of an address", inRoute(`let rows = []; try { rows = await db.keys.list(); } catch {} return Response.json(rows);`), "app/.well-known/keys/route.js"],
  ["swallowed", "an empty catch with a name", inService(`try { await save(id); } catch (error) {}`)],
  ["swallowed", "a catch that holds only a return", inService(`try { await save(id); } catch { return; }`)],
  ["swallowed", "a null for the failure", inService(`try { return await find(id); } catch { return null; }`)],
  ["swallowed", "undefined for the failure", inService(`try { return await find(id); } catch (error) { return undefined; }`)],
  ["swallowed", "an empty list for the failure", inService(`try { return await find(id); } catch (error) { return []; }`)],
  ["swallowed", "an empty object for the failure", inService(`try { return await find(id); } catch (error) { return {}; }`)],
  ["swallowed", "false for the failure", inService(`try { await save(id); return true; } catch (error) { return false; }`)],
  ["swallowed", "a zero for the failure", inService(`try { return await count(id); } catch { return 0; }`)],
  ["swallowed", "a default assigned", inService(`let order; try { order = await find(id); } catch { order = defaults; } return order;`)],
  ["swallowed", "a continue in a loop", inService(`for (const one of id) { try { await save(one); } catch { continue; } }`)],
  ["swallowed", "a continue on one way and no record on the other", inService(`for (const one of id) { try { await save(one); } catch (error) { if (error.code === 1) continue; refresh(); } }`)],
  ["swallowed", "a break in a loop", inService(`while (more()) { try { await save(id); } catch { break; } }`)],
  ["swallowed", "a fixed text returned in place of the failure", inService(`try { return await find(id); } catch (error) { return { status: "unknown" }; }`)],
  ["swallowed", "work that says nothing of the failure", inService(`try { await save(id); } catch (error) { await refresh(id); }`)],
  ["swallowed", "a message that is made and dropped", inService(`try { await save(id); } catch (error) { const text = String(error); }`)],
  ["swallowed", "a failure that is turned into text for nobody", inService(`try { await save(id); } catch (error) { JSON.stringify(error); }`)],
  ["swallowed", "a record on one way only", inService(`try { await save(id); } catch (error) { if (verbose) logger.error(error); }`, LOGGER)],
  ["swallowed", "a rethrow on one way only", inService(`try { await save(id); } catch (error) { if (strict) throw error; }`)],
  ["swallowed", "a rethrow inside a nested function alone", inService(`try { await save(id); } catch (error) { later(function again() { throw new Error("x"); }); }`)],
  ["swallowed", "a comment that is too short", inService(`try { await save(id); } catch { /* ignore */ }`)],
  ["swallowed", "a comment that is code", inService(`try { await save(id); } catch (error) { // logger.error(error, "could not save");\n }`, LOGGER)],
  ["swallowed", "a comment that is a to-do", inService(`try { await save(id); } catch (error) { // TODO handle this error\n }`)],
  ["swallowed", "a comment for a linter", inService(`try { await save(id); } catch (error) { // prettier-ignore this block of code\n }`)],
  ["swallowed", "product analytics in place of a record", inService(`try { await save(id); } catch (error) { analytics.track("save failed"); }`)],
  ["swallowed", "a record of the file that records on one way only", inService(`try { await save(id); } catch (error) { note(); }`, `${LOGGER}\nfunction note() { if (process.env.DEBUG) logger.warn("x"); }`)],
  ["swallowed", "a logger's name that the file binds to something else", inService(`const logger = []; try { await save(id); } catch (error) { logger.error("x"); }`)],
  ["swallowed", "a console that the file binds itself", inService(`try { await save(id); } catch (error) { console.error("x"); }`, `import { console } from "./quiet.js";`)],
  ["swallowed", "a parse with a call to another system in the same try", inService(`try { const order = JSON.parse(await redis.get(id)); await save(order); } catch { return null; }`)],
  ["swallowed", "a parse of the database's answer in a larger try", inService(`try { await connect(); return JSON.parse(id); } catch { return null; }`)],
  ["swallowed", "a close beside the work itself", inService(`try { await save(id); await pool.close(); } catch {}`)],
  ["swallowed", "an inner catch that is silent below an outer one that is not", inService(`try { try { await save(id); } catch {} } catch (error) { throw error; }`)],
  // Swallowed: promises
  ["swallowed", "an attempt that waits for others, in a function whose name says that it tries", inService(`async function tryFind() { try { return await find(id); } catch { return null; } }\nreturn tryFind();`)],
  ["swallowed", "a look into a cache before the work itself", inService(`try { return await redis.get(cacheKeyOf(id)); } catch {} return find(id);`)],
  ["swallowed", "a stamp of the last use", inService(`await prisma.apiKey.update({ where: { id }, data: { lastUsedAt: new Date() } }).catch(() => {});`)],
  ["swallowed", "the work of a function whose comment on top says that it gives null on any failure", inService(`return nameOf(id);`, `/** Null on any failure. */\nasync function nameOf(id) { try { return await find(id); } catch { return null; } }`)],
  ["swallowed", "an empty rejection handler", inService(`await save(id).catch(() => {});`)],
  ["swallowed", "a rejection handler that gives null", inService(`return find(id).catch(() => null);`)],
  ["swallowed", "a rejection handler that gives an empty list", inService(`return find(id).catch(() => []);`)],
  ["swallowed", "a rejection handler that gives undefined", inService(`return find(id).catch(() => undefined);`)],
  ["swallowed", "a rejection handler by the name noop", inService(`await save(id).catch(noop);`, `const noop = () => {};`)],
  ["swallowed", "an imported noop", inService(`await save(id).catch(noop);`, `import noop from "lodash/noop.js";`)],
  ["swallowed", "lodash's noop", inService(`await save(id).catch(_.noop);`, `import _ from "lodash";`)],
  ["swallowed", "an empty function expression", inService(`await save(id).catch(function () {});`)],
  ["swallowed", "a second function of then", inService(`await save(id).then((order) => order.id, () => null);`)],
  ["swallowed", "a noop as second of then", inService(`await save(id).then(use, noop);`, `function noop() {}`)],
  ["swallowed", "a local function that keeps nothing", inService(`await save(id).catch(ignoreIt);`, `function ignoreIt() { return null; }`)],
  ["swallowed", "a promise that is not waited for", inService(`void save(id).catch(() => {});`)],
  ["swallowed", "a promise in a list", inService(`await Promise.all([save(id).catch(() => null), other(id)]);`)],
  // Answered
  ["answered", "a 500 and nothing else", inRoute(`try { await save(); return Response.json({}); } catch { return Response.json({ error: "failed" }, { status: 500 }); }`), ROUTE],
  ["answered", "the failure's text goes to the client alone", inRoute(`try { await save(); return Response.json({}); } catch (error) { return Response.json({ error: error.message }, { status: 500 }); }`), ROUTE],
  ["answered", "a constant made of the failure goes to the client alone", inRoute(`try { await save(); return Response.json({}); } catch (error) { const message = error instanceof Error ? error.message : "x"; return Response.json({ message }, { status: 500 }); }`), ROUTE],
  ["answered", "a helper of the file answers", inRoute(`try { await save(); return Response.json({}); } catch { return failed(); }`, `const failed = () => new Response("failed", { status: 500 });`), ROUTE],
  ["answered", "a query by the name of an array's method", inExpress(`try { res.json(await Order.find()); } catch (error) { res.status(500).json({ error: error.message }); }`), SERVER],
  ["swallowed", "a parse of what another system gives", inService(`try { return JSON.parse(await redis.get(id)); } catch { return null; }`)],
  ["answered", "res answers", inExpress(`try { await save(); res.json({}); } catch (error) { res.status(500).json({ error: "failed" }); }`), SERVER],
  ["answered", "res answers with the failure's text", inExpress(`try { await save(); res.json({}); } catch (error) { return res.status(500).send(error.message); }`), SERVER],
  ["answered", "a helper that is handed res answers", inExpress(`try { await save(); res.json({}); } catch (error) { fail(res); }`, `function fail(res) { res.status(500).end(); }`), SERVER],
  ["answered", "a rejection handler answers", inExpress(`save().then(() => res.json({})).catch((error) => res.status(500).json({ error: "failed" }));`), SERVER],
  ["answered", "a rejection handler with a block answers", inExpress(`save().then(() => res.json({})).catch((error) => { res.sendStatus(500); });`), SERVER],
  ["answered", "a redirect to an error page", inExpress(`try { await save(); res.json({}); } catch { return res.redirect("/error"); }`), SERVER],
  ["answered", "an answer on each way, a record on one", inRoute(`try { await save(); return Response.json({}); } catch (error) { if (error.fatal) { logger.error(error); return new Response("", { status: 500 }); } return new Response("", { status: 502 }); }`, LOGGER), ROUTE],
  ["answered", "a token that cannot be verified in a handler", inRoute(`let user; try { user = jwt.verify(token, KEY); } catch { return new Response("", { status: 401 }); } return Response.json(user);`, `import jwt from "jsonwebtoken";`), LOGIN],
  ["answered", "a clean 200 of a handler that guards nothing", inRoute(`try { await save(); return Response.json({ saved: true }); } catch { return Response.json({ saved: true }); }`), ROUTE],
  // Failed open
  ["failedOpen", "a guard that says yes when it breaks", guard("isAllowed", `try { return await ask(user); } catch { return true; }`)],
  ["failedOpen", "a check that says yes when it breaks", guard("verifyCaptcha", `try { return await ask(user); } catch (error) { return true; }`)],
  ["failedOpen", "a permission that says yes when it breaks", guard("hasAccess", `try { return await ask(user); } catch (error) { return true; }`)],
  ["failedOpen", "a guard whose comment gives a reason", guard("canEdit", `try { return await ask(user); } catch { // the service is often down at night\n return true; }`)],
  ["failedOpen", "a guard's rejection handler that says yes", `export const checkQuota = (user) => ask(user).catch(() => true);\n`],
  ["failedOpen", "middleware that goes on when the check breaks", `export async function requireUser(req, res, next) {\n  try {\n    req.user = await ask(req);\n    next();\n  } catch (error) {\n    next();\n  }\n}\n`, "src/middleware/user.js"],
  ["failedOpen", "a clean 200 of a sensitive handler", inRoute(`try { await check(); return Response.json({ user: 1 }); } catch { return Response.json({ user: 1 }); }`), LOGIN],
  ["failedOpen", "a clean answer by res of a sensitive handler", `import express from "express";\nconst app = express();\napp.post("/login", async (req, res) => {\n  try { await check(); res.json({ user: 1 }); } catch { res.status(200).json({ user: 1 }); }\n});\n`, SERVER],
  ["answered", "error middleware of the app that answers every error and keeps none", "import express from \"express\";\nconst app = express();\napp.use(\"/users\", users);\napp.use((err, req, res, next) => { res.status(err.status || 500).json({ message: err.message }); });", SERVER],
  ["answered", "the same by its name", "import express from \"express\";\nconst app = express();\napp.use(\"/users\", users);\nfunction onError(err, req, res, next) { if (err.status === 404) return res.status(404).end(); res.status(500).json({}); }\napp.use(onError);", SERVER],
];

type FineRow = readonly [sentence: string, code: string, path?: string];

const FINE_ROWS: readonly FineRow[] = [
  // Recorded
  ["a logger line", inService(`try { await save(id); } catch (error) { logger.error(error); }`, LOGGER)],
  ["a logger line without the failure", inService(`try { await save(id); } catch { logger.warn("not saved"); return null; }`, LOGGER)],
  ["a console line", inService(`try { await save(id); } catch (error) { console.error("not saved", error); }`)],
  ["an error report", inService(`try { await save(id); } catch (error) { Sentry.captureException(error); return null; }`, `import * as Sentry from "@sentry/node";`)],
  ["an audit event", inRoute(`try { await save(); return Response.json({}); } catch (error) { securityLog.error("order.save", { error }); return new Response("", { status: 500 }); }`, `import { securityLog } from "@/lib/logging";`), ROUTE],
  ["a function of the file that always records", inService(`try { await save(id); } catch (error) { note(); return null; }`, `${LOGGER}\nfunction note() { logger.warn("not saved"); }`)],
  ["a record on each way", inService(`try { await save(id); } catch (error) { if (error.code === "x") logger.warn("x"); else logger.error(error); return null; }`, LOGGER)],
  ["a record before the answer", inRoute(`try { await save(); return Response.json({}); } catch (error) { logger.error(error); return Response.json({}, { status: 500 }); }`, LOGGER), ROUTE],
  ["a record after the answer", inExpress(`try { await save(); res.json({}); } catch (error) { res.status(500).end(); logger.error(error); }`, LOGGER), SERVER],
  ["a record in a nested finally", inService(`try { await save(id); } catch (error) { try { await undo(id); } finally { logger.error(error); } }`, LOGGER)],
  ["a record that is not waited for", inService(`try { await save(id); } catch (error) { void logger.error(error); return null; }`, LOGGER)],
  ["the request's own logger", inExpress(`try { await save(); res.json({}); } catch (error) { req.log.error(error); res.sendStatus(500); }`), SERVER],
  ["a rejection handler that records", inService(`await save(id).catch((error) => logger.error(error));`, LOGGER)],
  ["a rejection handler with a block that records", inService(`await save(id).catch((error) => { logger.error(error); return null; });`, LOGGER)],
  ["console.error as the rejection handler", inService(`await save(id).catch(console.error);`)],
  ["a logger's method as the rejection handler", inService(`await save(id).catch(logger.error);`, LOGGER)],
  ["captureException as the rejection handler", inService(`await save(id).catch(Sentry.captureException);`, `import * as Sentry from "@sentry/node";`)],
  ["a local function that records as the rejection handler", inService(`await save(id).catch(note);`, `${LOGGER}\nfunction note(error) { logger.warn(error); }`)],
  ["a counter of failures", inService(`try { await save(id); } catch { failures.increment("save"); }`)],
  // Carried
  ["a rethrow", inService(`try { await save(id); } catch (error) { throw error; }`)],
  ["another failure thrown in its place", inService(`try { await save(id); } catch { throw new Error("not saved"); }`)],
  ["a failure with its cause", inService(`try { await save(id); } catch (error) { throw new Error("not saved", { cause: error }); }`)],
  ["a rethrow of what is not expected", inService(`try { await save(id); } catch (error) { if (error.code === "P2025") return null; throw error; }`)],
  ["a rethrow unless it is expected", inService(`try { await save(id); } catch (error) { if (!isNotFound(error)) throw error; return null; }`)],
  ["a continue for what is expected and a record of all else", inService(`for (const one of id) { try { await save(one); } catch (error) { if (error.code === 1) continue; logger.error(error); } }`, LOGGER)],
  ["a record before a continue", inService(`for (const one of id) { try { await save(one); } catch (error) { logger.error(error); continue; } }`, LOGGER)],
  ["a rethrow on every way of a switch", inService(`try { await save(id); } catch (error) { switch (error.code) { case 1: throw new Error("a"); default: throw error; } }`)],
  ["next with the failure", inExpress(`try { await save(); res.json({}); } catch (error) { next(error); }`), SERVER],
  ["next with another failure", inExpress(`try { await save(); res.json({}); } catch { next(new Error("not saved")); }`), SERVER],
  ["next as the rejection handler", inExpress(`save().then(() => res.json({})).catch(next);`), SERVER],
  ["reject with the failure", inService(`return new Promise((resolve, reject) => { try { resolve(work(id)); } catch (error) { reject(error); } });`)],
  ["reject as the rejection handler", inService(`return new Promise((resolve, reject) => { save(id).then(resolve).catch(reject); });`)],
  ["a node-style callback", inService(`try { work(id); } catch (error) { callback(error); }`)],
  ["an error handler of another file", inService(`try { await save(id); } catch (error) { handleFailure(error); }`, `import { handleFailure } from "./failures.js";`)],
  ["an error handler of another file that answers", inRoute(`try { await save(); return Response.json({}); } catch (error) { return handleApiError(error); }`, `import { handleApiError } from "./failures.js";`), ROUTE],
  ["an imported function as the rejection handler", inService(`await save(id).catch(handleFailure);`, `import { handleFailure } from "./failures.js";`)],
  ["stored in a variable outside", inService(`let failure; try { await save(id); } catch (error) { failure = error; } return failure;`)],
  ["stored in a list", inService(`const errors = []; try { await save(id); } catch (error) { errors.push(error); } return errors;`)],
  ["stored in a field", inService(`const job = {}; try { await save(id); } catch (error) { job.error = error.message; } return job;`)],
  ["returned to a caller in the program", inService(`try { return await find(id); } catch (error) { return { ok: false, error }; }`)],
  ["returned as a text to a caller in the program", inService(`try { return await find(id); } catch (error) { return { ok: false, error: error.message }; }`)],
  ["a rejection handler that returns the failure", inService(`return find(id).catch((error) => ({ error }));`)],
  ["a rejection handler that rethrows", inService(`return find(id).catch((error) => { throw new Error("x", { cause: error }); });`)],
  ["emitted to listeners", inService(`try { await save(id); } catch (error) { bus.emit("error", error); }`)],
  ["a job that is marked as failed with its failure", inService(`try { await save(id); } catch (error) { await markFailed(id, error); }`)],
  // Probes
  ["a probe of JSON", inService(`try { return JSON.parse(id); } catch { return null; }`)],
  ["a probe of JSON with a check of it", inService(`try { const order = JSON.parse(id); return order.items.map((item) => item.id); } catch { return []; }`)],
  ["a probe of JSON that answers 400", inRoute(`let order; try { order = JSON.parse(text); } catch { return new Response("bad", { status: 400 }); } return Response.json(order);`), ROUTE],
  ["a probe that answers by res when it went well", inExpress(`try { res.status(200).json(JSON.parse(req.body)); } catch { res.status(400).json({ error: "bad" }); }`), SERVER],
  ["a value that becomes another one, or none", `export function toNumber(value) { try { return value.toNumber(); } catch { return null; } }`],
  ["a value that is shown, or shown as it is", `export const shown = (value) => { try { const text = display(value); if (typeof text === "string") return text; return String(text); } catch { return String(value); } };`],
  ["one kind of failure that is known, beside all others that are recorded", inService(`const out = []; try { await invite(id); } catch (error) { if (error.message.includes("Already")) { out.push(id); } else { logger.error(error); out.push(null); } } return out;`, LOGGER)],
  ["two kinds that are known, beside all others that are recorded", inService(`try { await invite(id); } catch (error) { if (error.code === 1) again(); else if (error.code === 2) later(); else logger.error(error); }`, LOGGER)],
  ["an account that tests make", `export async function createUserForTesting(email) { try { return await create(email); } catch { return null; } }`],
  ["a program for the terminal", inService(`try { await poll(id); } catch {}`, `import ora from "ora";`)],
  ["a browser's code that calls its answers req", inService(`const req = await api.post(id); try { await refresh(req.data); } catch {}`), "apps/client/src/features/mfa/mfa-service.js"],
  ["a probe of a URL", inService(`try { return new URL(id).hostname; } catch { return undefined; }`)],
  ["a probe of an encoding", inService(`try { return decodeURIComponent(id); } catch { return id; }`)],
  ["a probe of base64", inService(`try { return atob(id); } catch { return ""; }`)],
  ["a probe of a number", inService(`try { return BigInt(id); } catch { return 0n; }`)],
  ["a probe by a schema", inRoute(`let order; try { order = orderSchema.parse(body); } catch { return new Response("bad", { status: 400 }); } return Response.json(order);`), ROUTE],
  ["a probe of an optional package", inService(`try { return require("fast-thing"); } catch { return null; }`)],
  ["a probe of an optional package by import", inService(`try { return await import("fast-thing"); } catch { return null; }`)],
  ["a probe of a file's being there", inService(`try { await fs.access(id); return true; } catch { return false; }`)],
  ["a probe of a token outside a handler", inService(`try { return jwt.verify(id, KEY); } catch { return null; }`, `import jwt from "jsonwebtoken";`)],
  ["a function whose name says that it tries, and that waits for nobody", `export function tryShape(id) {\n  try { return shape(id); } catch { return null; }\n}\n`],
  // Teardown, body reads, telemetry
  ["a close", inService(`try { await pool.close(); } catch {}`)],
  ["an abort and a close", inService(`try { controller.abort(); socket.destroy(); } catch {}`)],
  ["a rejected close", inService(`await browser.close().catch(() => {});`)],
  ["a rejected rollback", inService(`await tx.rollback().catch(() => {});`)],
  ["a file that is taken away", inService(`await fs.unlink(id).catch(() => {});`)],
  ["a body that may not be there", inRoute(`const body = await request.json().catch(() => ({})); return Response.json(body);`), ROUTE],
  ["a fetched body that may not be there", inService(`const answer = await fetch(id); return answer.json().catch(() => null);`)],
  ["an answer's text that may not be there", inService(`const answer = await fetch(id); const text = await answer.text().catch(() => ""); return text;`)],
  ["a body read in a try", inRoute(`let body; try { body = await request.json(); } catch { return new Response("bad", { status: 400 }); } return Response.json(body);`), ROUTE],
  ["analytics that may be lost", inService(`await posthog.capture({ event: "x" }).catch(() => {});`)],
  // A comment that says why
  ["a comment with a reason", inService(`try { await cache.set(id, 1); } catch { // the cache is only an optimisation\n }`)],
  ["a block comment with a reason", inService(`try { await cache.set(id, 1); } catch { /* best effort, the next request warms it */ }`)],
  ["a comment beside a return", inService(`try { return await cache.get(id); } catch { // a miss is as good as a failure\n return null; }`)],
  ["a comment above a rejection handler", inService(`// Best effort: the cache may be down\n await cache.set(id, 1).catch(() => {});`)],
  // Elsewhere
  ["a test", inService(`try { await save(id); } catch {}`), "src/services/orders.test.js"],
  ["a test's helper in a folder of tests", inService(`try { await save(id); } catch {}`), "tests/helpers/orders.js"],
  ["a hook of a coding agent", inService(`try { await save(id); } catch {}`, `const input = process.env.INPUT;`), ".claude/helpers/hook.cjs"],
  ["a script", inService(`try { await save(id); } catch {}`), "scripts/import.js"],
  ["a file of the browser", `"use client";\n${inService(`try { await save(id); } catch {}`)}`],
  ["a component", `export function Orders() {\n  async function load() { try { await save(1); } catch {} }\n  return <button onClick={load} />;\n}\n`, "src/orders.jsx"],
  ["a file that speaks to the browser", inService(`try { await save(window.location.href); } catch {}`), "lib/orders.js"],
  ["a schema's own catch", `import { z } from "zod";\nexport const orders = z.array(z.string()).catch(() => []);\n`],
  ["a promise that someone else waits for", inService(`const task = save(id); task.then(use, () => {}); return task;`)],
  ["a then with one function", inService(`return save(id).then((order) => order.id);`)],
  ["a try with a finally alone", inService(`try { await save(id); } finally { await close(); }`)],
  ["a lock that says yes when it breaks refuses", guard("isBlocked", `try { return await ask(user); } catch (error) { logger.warn("x"); return true; }`)],
  ["error middleware that records", "import express from \"express\";\nconst app = express();\napp.use(\"/users\", users);\napp.use((err, req, res, next) => { logger.error(err); res.status(500).json({}); });", SERVER],
  ["error middleware that records what deserves it", "import express from \"express\";\nconst app = express();\napp.use(\"/users\", users);\napp.use((err, req, res, next) => { if (!err.status) logger.error(err); res.status(err.status || 500).json({}); });", SERVER],
  ["error middleware that passes on", "import express from \"express\";\nconst app = express();\napp.use(\"/users\", users);\napp.use((err, req, res, next) => { if (res.headersSent) return next(err); err.seen = true; next(err); });", SERVER],
  ["error middleware behind one that may have recorded", "import express from \"express\";\nconst app = express();\napp.use(\"/users\", users);\napp.use(errorLogger);\napp.use((err, req, res, next) => { res.status(500).json({}); });", SERVER],
  ["error middleware behind an error reporter", "import * as Sentry from \"@sentry/node\";\nimport express from \"express\";\nconst app = express();\napp.use(\"/users\", users);\nSentry.setupExpressErrorHandler(app);\napp.use((err, req, res, next) => { res.status(500).json({}); });", SERVER],
  ["error middleware of its own file, as nobody here knows what stands before it", "export const errorHandler = (err, req, res, next) => { res.status(500).json({}); };", SERVER],
  ["error middleware of one path, whose errors are expected", "import express from \"express\";\nconst app = express();\napp.use(\"/users\", users);\napp.use(\"/upload\", (err, req, res, next) => { res.status(413).json({}); });", SERVER],
];

export const SILENT: readonly SilentCatch[] = SILENT_ROWS.map(([messageId, sentence, code, path = SERVICE]) => {
  return { messageId, sentence, code, path };
});
export const FINE: readonly Catch[] = FINE_ROWS.map(([sentence, code, path = SERVICE]) => ({ sentence, code, path }));
