/** Failures that may be silent, each beside a near one that may not: what follows them, what was tried, and for whom. */
import { describe, expect, test } from "vitest";
import { PARSERS } from "../support/parsers.js";
import { express, fatesOf, route, ROUTE_FILE } from "./ask.js";

const HEAD = `import { logger } from "@/lib/logger";`;
const service = (body: string, more = ""): string => `${HEAD}\n${more}\nexport async function load(id) {\n${body}\n}\n`;

/** A class whose base answers for it. */
const vault = (attempt: string): string =>
  `export class Vault extends Base {\n  static toBytes(text) { return new Uint8Array(atob(text).length); }\n  static keepBytes(text) { return disk.write(text); }\n  static async open(request, text) {\n    let salt;\n    try {\n      ${attempt}\n      if (salt.length === 0) return this.createErrorResponse("bad salt", 400);\n    } catch {\n      return this.createErrorResponse("bad salt", 400);\n    }\n    return save(salt);\n  }\n}`;

type Case = readonly [sentence: string, fate: string | readonly string[], code: string, path?: string];

const ROWS: readonly Case[] = [
  // Tried again
  ["one kind that is made good, any other thrown on", "carried", service(`let row; try { row = await create(id); } catch (error) { if (isDuplicate(error)) { row = await update(id); } else { throw error; } } return row;`)],
  ["two kinds that are made good, any other thrown on", "carried", service(`try { await create(id); } catch (error) { if (isDuplicate(error)) await update(id); else if (isGone(error)) await restore(id); else throw error; }`)],
  ["a failure that is thrown on if there is one, as there always is", "carried", service(`try { await create(id); } catch (error) { if (error) { note(error); throw error; } }`, `const note = (error) => { error.seen = true; };`)],
  ["a failure that is thrown on if something else is there", "swallowed", service(`try { await create(id); } catch (error) { if (id) { throw error; } }`)],
  ["two kinds that are made good, a third dropped", "swallowed", service(`try { await create(id); } catch (error) { if (isDuplicate(error)) await update(id); else if (isGone(error)) await restore(id); }`)],
  ["what is thrown on by a switch that the failure has no part in", "swallowed", service(`try { await create(id); } catch (error) { if (lenient) await update(id); else throw error; }`)],
  ["the last attempt's failure, thrown", "carried", service(`for (let attempt = 1; attempt <= 3; attempt++) { try { return await send(id); } catch (error) { if (attempt === 3) throw error; await sleep(100); } }`)],
  ["the last attempt's failure, returned", "carried", service(`for (let n = 0; n < most; n++) { try { return await send(id); } catch (error) { if (n < most - 1) { await sleep(100); } else { return { ok: false, error: error.message }; } } }`)],
  ["a continue before the last attempt's failure is thrown", "carried", service(`let left = 3; while (true) { try { return await send(id); } catch (error) { left -= 1; if (left > 0) continue; throw error; } }`)],
  ["the last attempt's failure, recorded", "carried", service(`for (let n = 0; n < 3; n++) { try { return await send(id); } catch (error) { if (n === 2) logger.error(error); } } return null;`)],
  ["attempts whose last failure goes nowhere", "swallowed", service(`for (let n = 0; n < 3; n++) { try { return await send(id); } catch (error) { if (n === 2) return null; await sleep(100); } }`)],
  ["a loop over rows, of which the first one's failure is thrown", "swallowed", service(`for (const row of id) { try { await send(row); } catch (error) { if (row.first) throw error; } }`)],
  ["a function that calls itself until it has tried enough", "carried", `export async function send(id, attempts = 3) { try { return await post(id); } catch (error) { if (attempts > 0) return send(id, attempts - 1); throw error; } }`],
  ["the same, by a number of any name that it counts down", "carried", `export async function send(id, left = 3) { try { return await post(id); } catch (error) { if (left === 0) throw error; return send(id, left - 1); } }`],
  ["a function that calls itself with something else", "swallowed", `export async function send(id, left = 3) { try { return await post(id); } catch (error) { if (left === 0) throw error; return send(id, left); } }`],
  // Seen to right after
  ["nothing, which is recorded right after", "swallowed (shared)", service(`let adapter; try { adapter = await adapters.open(id); } catch { adapter = undefined; } if (!adapter) { logger.warn("no adapter"); return null; } return adapter.send();`)],
  ["nothing, which is thrown right after", "swallowed (shared)", service(`let adapter = null; try { adapter = await adapters.open(id); } catch {} if (!adapter) throw new Error("no adapter"); return adapter.send();`)],
  ["nothing of a promise, which is recorded right after", "swallowed (shared)", service(`const adapter = await adapters.open(id).catch(() => null); if (!adapter) { logger.warn("no adapter"); return null; } return adapter.send();`)],
  ["nothing, which is thrown as a refusal", "swallowed", service(`let user = null; try { user = await users.find(id); } catch {} if (!user) throw new Unauthorized("no user"); return user;`)],
  ["something else of a promise, and a record of none", "swallowed", service(`const adapter = await adapters.open(id).catch(() => spare); if (!adapter) { logger.warn("no adapter"); return null; } return adapter.send();`)],
  ["nothing, of which nobody hears", "swallowed", service(`let adapter; try { adapter = await adapters.open(id); } catch { adapter = undefined; } if (!adapter) return null; return adapter.send();`)],
  ["nothing, where something else is recorded", "swallowed", service(`let adapter; try { adapter = await adapters.open(id); } catch { adapter = undefined; } if (id > 3) logger.warn("many"); return adapter;`)],
  ["more than nothing", "swallowed", service(`let adapter; try { adapter = await adapters.open(id); } catch { adapter = spare(); } if (!adapter) { logger.warn("no adapter"); return null; } return adapter;`)],
  ["an index that is not there, made right after", "swallowed (probe)", service(`let exists = true; try { await search.getIndex(id); } catch { exists = false; } if (!exists) await search.createIndex(id);`)],
  ["an index that is not there, and nothing made", "swallowed", service(`let exists = true; try { await search.getIndex(id); } catch { exists = false; } if (!exists) return 0; return 1;`)],
  // A detail
  ["a detail of a promise, if there is one", "swallowed", service(`const meta = await pdf.getMetadata().catch(() => null); return { pages: id, title: meta?.title ?? "untitled" };`)],
  ["what a promise gives, and the code decides by", "swallowed", service(`const plan = await plans.find(id).catch(() => null); if (plan?.active) return 1; return 0;`)],
  ["what a promise gives, handed out", "swallowed", service(`const plan = await plans.find(id).catch(() => null); return plan;`)],
  // What was tried
  ["nothing that is tried", [], service(`try { // await save(id);\n } catch (error) {}`)],
  ["teardown of what is still open", "swallowed (teardown)", service(`try { if (browser && browser.isConnected()) { await browser.close(); } } catch {}`)],
  ["work on what is still open", "swallowed", service(`try { if (browser.isConnected()) { await browser.open(id); } } catch {}`)],
  ["expired rows that are swept", "swallowed (teardown)", service(`deleteExpiredCodes(id).catch(() => undefined);`)],
  ["a queue that is drained", "swallowed (teardown)", service(`await queue.drain().catch(() => undefined);`)],
  ["a queue that is filled", "swallowed", service(`await queue.fill(id).catch(() => undefined);`)],
  ["rows that are deleted", "swallowed", service(`deleteUserCodes(id).catch(() => undefined);`)],
  ["a copy of the request whose body is read", "swallowed (probe)", service(`try { return await id.clone().json(); } catch { return undefined; }`)],
  ["a token that is decoded outside a handler", "swallowed (probe)", service(`const token = await decode({ token: id, secret: secretOf() }).catch(() => null); return isToken(token) ? token : null;`)],
  ["a token that is decoded in a handler", "swallowed", route(`const token = await decode({ token: request.url, secret }).catch(() => null); return Response.json({ token });`), ROUTE_FILE],
  ["a head of a stored object, asked whether it exists", "swallowed (probe)", `export async function fileExists(path) { try { await s3.send(new HeadObjectCommand({ Key: path })); return true; } catch { return false; } }`],
  ["a row, asked whether it exists", "swallowed", `export async function userExists(id) { try { await db.user.findOrThrow(id); return true; } catch { return false; } }`],
  ["a schema's own question", "swallowed (probe)", `import { z } from "zod";\nexport const link = z.string().refine(async (text) => { try { return await isKnownSite(text); } catch { return false; } });`],
  ["a question that no schema asks", "swallowed", `export const links = list.some(async (text) => { try { return await isKnownSite(text); } catch { return false; } });`],
  ["a pattern that is compiled in a check", "swallowed (probe)", `export class Matcher { validate(payload, path) { try { return this.search(payload, path); } catch { return { ok: false, message: "bad path" }; } } }`],
  ["a check that waits for others", "swallowed", `export class Matcher { async validate(payload, path) { try { return await this.search(payload, path); } catch { return { ok: false, message: "bad path" }; } } }`],
  ["another engine's pattern", "swallowed (probe)", service(`try { return new RE2(id).test("x"); } catch { return false; }`)],
  ["what a schema is told", "carried", `const refinePattern = (body, ctx) => { try { compile(body); } catch { ctx.addIssue({ code: "custom", message: "bad pattern" }); } };`],
  ["a cache that cannot be read", "swallowed", service(`const known = await redis.get(linkCache.keyOf(id)).catch(() => null); return known ?? (await find(id));`)],
  ["a cache that cannot be read, in a try", "swallowed", service(`try { const known = await cache.get(id); if (known) return known; } catch {} return find(id);`)],
  ["a cache that cannot be written", "swallowed", service(`await cache.set(id, 1).catch(() => null);`)],
  ["a store that cannot be read", "swallowed", service(`const known = await redis.get(id).catch(() => null); return known ?? 1;`)],
  ["a body that is no JSON or of the wrong shape, refused by a helper of another file", "answered (probe)", route(`let order; try { const json = await request.json(); const parsed = orderSchema.safeParse(json); if (!parsed.success) { return createErrorResponse("INVALID", "wrong shape", 400, { issues: parsed.error.issues.map((issue) => issue.message) }); } order = parsed.data; } catch (error) { return createErrorResponse("INVALID", "no JSON", 400); } return Response.json(order);`, `import { createErrorResponse } from "@/lib/answers";`), ROUTE_FILE],
  ["a body that is looked up in the same try", "answered", route(`let order; try { const json = await request.json(); order = await lookUp(json); } catch (error) { return createErrorResponse("INVALID", "no JSON", 400); } return Response.json(order);`, `import { createErrorResponse } from "@/lib/answers";`), ROUTE_FILE],
  ["a body of the wrong shape, refused by a response that is made on the spot", "answered (probe)", route(`let order; try { const parsed = orderSchema.safeParse(await request.json()); if (!parsed.success) { return new Response(JSON.stringify({ error: describe(parsed.error) }), { status: 400 }); } order = parsed.data; } catch { return new Response("no JSON", { status: 400 }); } return Response.json(order);`), ROUTE_FILE],
  ["a body that fails with a response for a failure of the server's own", "answered", route(`let order; try { const parsed = orderSchema.safeParse(await request.json()); if (!parsed.success) { return new Response(JSON.stringify({ error: describe(parsed.error) }), { status: 500 }); } order = parsed.data; } catch { return new Response("no JSON", { status: 400 }); } return Response.json(order);`), ROUTE_FILE],
  ["a body that is read beside an id that is made up", "answered (probe)", route(`let key; try { const body = await request.json(); key = body.key || crypto.randomUUID(); } catch { return new Response("no JSON", { status: 400 }); } return Response.json({ key });`), ROUTE_FILE],
  ["a body that is read beside an id that is asked for", "answered", route(`let key; try { const body = await request.json(); key = body.key || keys.reserve(); } catch { return new Response("no JSON", { status: 400 }); } return Response.json({ key });`), ROUTE_FILE],
  ["bytes that a method of the class makes of a text", "answered (probe)", vault(`salt = this.toBytes(text);`)],
  ["bytes that another method of the class writes down", "answered", vault(`salt = this.keepBytes(text);`)],
  ["messages that a library checks by their shape", "answered (probe)", route(`let messages; try { messages = await validateUIMessages({ messages: request.messages }); } catch (error) { return Response.json({ error: error.message }, { status: 400 }); } return Response.json(messages);`), ROUTE_FILE],
  ["a coupon that is checked elsewhere", "answered", route(`let coupon; try { coupon = await validateCoupon(request.coupon); } catch (error) { return Response.json({ error: error.message }, { status: 400 }); } return Response.json(coupon);`), ROUTE_FILE],
  ["an address that throws to say no", "answered (probe)", route(`try { assertSafeUrlSync(request.url); } catch (error) { return Response.json({ error: error.message }, { status: 400 }); } return Response.json({});`), ROUTE_FILE],
  // Made anew, taken away, loaded beforehand
  ["what is of no use any more, dropped and made anew", "swallowed (probe)", service(`const known = boxes.get(id); if (known) { try { await known.touch(9); return known; } catch { boxes.delete(id); } } return await Box.create({ id });`)],
  ["what is of no use any more, dropped and not made", "swallowed", service(`const known = boxes.get(id); if (known) { try { await known.touch(9); return known; } catch { boxes.delete(id); } } return null;`)],
  ["what is made anew behind a write", "swallowed", service(`try { await save(id); return id; } catch { await boxes.clear(id); } return await Box.create({ id });`)],
  ["a file that is removed by a command", "swallowed (teardown)", service("await box.commands.run(`rm -f /tmp/${id}`).catch(() => {});")],
  ["a file that is sent by a command", "swallowed", service("await box.commands.run(`send -f /tmp/${id}`).catch(() => {});")],
  ["a module that is loaded to be warm", "swallowed (telemetry)", service(`try { const [view, marks] = await Promise.all([import("view"), import("marks")]); await marks.preloadMarks(id); return true; } catch { return null; }`)],
  ["a module that is loaded to save by it", "swallowed", service(`try { const [view, marks] = await Promise.all([import("view"), import("marks")]); await marks.saveMarks(id); return true; } catch { return null; }`)],
  ["a record that does not reach the service for records", "swallowed (telemetry)", service(`logToSink({ type: "error", message: "refund failed" }).catch(() => null);`)],
  ["a record for an audit that does not get there", "swallowed", service(`logToAudit({ type: "error", message: "refund failed" }).catch(() => null);`)],
  // A note of what is on record
  ["a row that is marked as failed, beside the record of that", ["recorded log", "swallowed"], service(`try { await work(id); } catch (error) { logger.error(error); await db.from("jobs").update({ status: "failed", seen: 1 }).eq("id", id).then(() => {}, () => {}); }`)],
  ["a row that is marked as done, beside the record of a failure", ["recorded log", "swallowed"], service(`try { await work(id); } catch (error) { logger.error(error); await db.from("jobs").update({ status: "done", seen: 1 }).eq("id", id).then(() => {}, () => {}); }`)],
  ["the failure in a row of a chain, beside its record", ["recorded log", "swallowed"], service(`try { await work(id); } catch (error) { logger.error(error); await db.from("jobs").update({ said: error.message }).eq("id", id).catch(() => {}); }`)],
  ["what is done for its own sake before another failure is thrown", "swallowed", service(`if (id.failed) { await refund(id).catch(() => {}); throw new Error("order failed"); } return id;`)],
  ["what is read for a failure that is thrown", "swallowed (detail)", service(`if (id.failed) { const said = await reasonOf(id).catch(() => ""); throw new Error(said); } return id;`)],
  ["a time that is made of the failure", ["recorded log", "swallowed"], service(`try { await work(id); } catch (error) { logger.error(error); await db.from("jobs").update({ retry_at: timeIn(error) }).eq("id", id).catch(() => {}); }`)],
  // Another way is taken, and its failure heard
  ["what another call fills", "swallowed (shared)", service(`let page; try { page = await fetchBy(proxy, id); } catch { page = await fetchPlain(id); } return page;`)],
  ["what a value fills", "swallowed", service(`let page; try { page = await fetchBy(proxy, id); } catch { page = plain(id); } return page;`)],
  ["something else that another call fills", "swallowed", service(`let page, spare; try { page = await fetchBy(proxy, id); } catch { spare = await fetchPlain(id); } return page ?? spare;`)],
  ["the same call in another manner", "swallowed (shared)", service(`try { await runTool(["-c", "copy", id]); } catch { await runTool(["-c", "slow", id]); }`)],
  ["another call", "swallowed", service(`try { await runTool(["-c", "copy", id]); } catch { await runOther(["-c", "slow", id]); }`)],
  ["each by itself where not all at once, with what fails of them", ["swallowed (shared)", "carried"], service(`try { return await saveAll(id); } catch { const done = []; for (const one of id) { try { done.push(await save(one)); } catch (error) { done.push({ error }); } } return done; }`)],
  ["each by itself where not all at once, and nothing of what fails", ["swallowed", "swallowed"], service(`try { return await saveAll(id); } catch { const done = []; for (const one of id) { try { done.push(await save(one)); } catch (error) { refresh(one); } } return done; }`)],
  // Begun by somebody else
  ["each of what the object has begun", "swallowed (shared)", `export class Jobs { async clear() { for (const job of this.running.values()) await job.catch(() => {}); } }`],
  ["each of what is begun here", "swallowed", `export class Jobs { async clear() { for (const job of this.rows.map((row) => save(row))) await job.catch(() => {}); } }`],
  ["a stream that is given back, and fails with the pipeline", "swallowed (shared)", service(`const open = unpack(id); void pipeline([id.body, open]).catch(() => {}); return { stream: open };`)],
  ["a pipeline into a file", "swallowed", service(`const file = create(id); void pipeline([id.body, file]).catch(() => {}); return { id };`)],
  ["a private method that records what it fails of", ["swallowed (shared)", "recorded log"], `${HEAD}\nexport class Bot { constructor() { this.#start().catch(() => {}); } async #start() { try { await connect(); } catch (error) { logger.error(error); throw error; } } }`],
  ["a private method that records nothing", "swallowed", `${HEAD}\nexport class Bot { constructor() { this.#start().catch(() => {}); } async #start() { await connect(); } }`],
  ["what was under way already", "swallowed (shared)", `export class Store { async save() { if (this.saving) { await this.saving.catch(() => undefined); } return this.begin(); } }`],
  ["what is begun here and waited for", "swallowed", `export class Store { async save() { this.saving = db.write(this.rows); await this.saving.catch(() => undefined); } }`],
  ["what is begun anew where something was under way", "swallowed", `export class Store { async save() { if (this.saving) { this.saving = db.write(this.rows); await this.saving.catch(() => undefined); } } }`],
  ["what is begun where nothing was under way", "swallowed", `export class Store { async save() { if (!this.saving) { await this.begin().catch(() => undefined); } } }`],
  // Asked of the machine
  ["a folder that can be written to, or not", "swallowed (probe)", `export async function ensureWritable(dir) { try { await fse.mkdirp(dir); await fse.writeFile(dir + "/x", ""); return true; } catch { return false; } }`],
  ["a folder that is written to", "swallowed", `export async function ensureStored(dir) { try { await fse.mkdirp(dir); await fse.writeFile(dir + "/x", ""); return true; } catch { return false; } }`],
  ["a path that may not be there, by promises of another make", "swallowed (probe)", service(`return fs.realpathAsync(id).catch(() => null);`)],
  ["a path of which it is asked whether it is there", "swallowed (probe)", service(`return fse.pathExists(id).catch(() => false);`)],
  ["a column that may be there, of a table that is not known yet", "swallowed (probe)", service("await db.exec(`ALTER TABLE ${quoted(id)} ADD COLUMN place INTEGER`).catch(() => null);")],
  ["rows of a table that is not known yet", "swallowed", service("await db.exec(`UPDATE ${quoted(id)} SET place = 1`).catch(() => null);")],
  ["the context that a request may have", "swallowed (probe)", service(`const context = await getCurrentAuthContext().catch(() => null); return context;`)],
  ["the account that a request has", "swallowed", service(`const account = await getCurrentAccount().catch(() => null); return account;`)],
  ["a cache that is looked into by a function of its own", "swallowed", service(`try { const found = await getFromCacheByKey(envOf(id), id); if (found) return found; } catch (error) {} return ask(id);`)],
  ["whether a process is gone", "failed-open (probe)", `export function isGone(pid) { try { process.kill(pid, 0); return false; } catch (error) { if (error.code === "ESRCH") return true; return false; } }`],
  ["whether a process could be ended", "failed-open", `export function isGone(pid) { try { process.kill(pid, 15); return false; } catch (error) { if (error.code === "ESRCH") return true; return false; } }`],
  ["the first bytes of a file that is opened for it", "failed-open (probe)", `export function isSealed(path) { try { return begins(openSync(path, "r")); } catch { return true; } }`],
  ["a file that is written for it", "failed-open", `export function isSealed(path) { try { return begins(writeSync(path, "r")); } catch { return true; } }`],
  ["a file that middleware looks for", "failed-open (probe)", `export async function files(req, res, next) { try { const found = await fs.stat(pathOf(req)); if (found.isFile()) return sendFile(req, res, next); throw new Error("none"); } catch { next(); } }`],
  ["a list that middleware decides by", "failed-open", `export async function files(req, res, next) { try { const known = await fs.readFile("known.json"); if (known.includes(req.ip)) return next(); res.status(403).end(); } catch { next(); } }`],
  ["a file that is looked at, and removed if it is old", ["swallowed (teardown)", "swallowed (probe)"], service(`try { const found = await fs.stat(id); if (found.mtimeMs < 9) { await fs.unlink(id).catch(() => {}); } return found; } catch { return null; }`)],
  ["a file of another machine that a handler looks for", "swallowed (probe)", express(`const found = await new Promise((resolve) => { sftp.stat(req.body.name, (err, stats) => { if (err) { resolve(null); } else { resolve(stats); } }); }); res.json({ found });`)],
  ["a file of another machine that a handler reads", "swallowed", express(`const found = await new Promise((resolve) => { sftp.readFile(req.body.name, (err, text) => { if (err) { resolve(null); } else { resolve(text); } }); }); res.json({ found });`)],
  ["a file that is looked at, and moved", "swallowed", service(`try { const found = await fs.stat(id); if (found.mtimeMs < 9) { await fs.rename(id, "old"); } return found; } catch { return null; }`)],
  // Nobody is there any more
  ["what is told to the job, unless that was called off", "carried", service(`try { await work(id); } catch (error) { if (!signal.aborted) { const message = textOf(error); jobs.setError(message); } }`)],
  ["what is told to the job, unless nobody cares", "swallowed", service(`try { await work(id); } catch (error) { if (!quiet) { const message = textOf(error); jobs.setError(message); } }`)],
  ["what has nothing of the failure, unless the job was called off", "swallowed", service(`try { await work(id); } catch (error) { if (!signal.aborted) { jobs.refresh(); } }`)],
  // What is hardly ever thrown
  ["an error that is thrown on, if it is one", "carried", service(`try { await save(id); } catch (error) { if (error instanceof Error) { throw new Error(error.message); } }`)],
  ["one kind of error that is thrown on", "swallowed", service(`try { await save(id); } catch (error) { if (error instanceof SaveError) { throw new Error(error.message); } }`)],
  ["an error that is looked at, if it is one", "swallowed", service(`try { await save(id); } catch (error) { if (error instanceof Error) { refresh(); } }`)],
  // What is there to end or to try
  ["a queue that is worked off, item by item", "swallowed", `export async function drainJobs() { for (;;) { try { await handle(await jobs.next()); } catch {} } }`],
  ["all sessions of somebody, ended", "swallowed", service(`await sessions.destroy(id).catch(() => {});`)],
  ["a session with another service, ended", "swallowed (teardown)", service(`await client.destroy(id).catch(() => {});`)],
  ["a subscription that is ended, and paid for on", "swallowed", service(`await stripe.subscriptions.cancel(id).catch(() => {});`)],
  ["a key that still opens", "swallowed", service(`await this.apiKeys.revoke(id).catch(() => {});`)],
  ["the address of a picture that is shown no more", "swallowed (teardown)", service(`await blob.revoke(id).catch(() => {});`)],
  ["a stream that is called off", "swallowed (teardown)", service(`await reader.cancel(id).catch(() => {});`)],
  ["a payment that is taken", "swallowed", service(`try { await payments.capture(id); } catch {}`)],
  ["what analytics are told", "swallowed (telemetry)", service(`try { await posthog.capture(id); } catch {}`)],
  ["a clean-up that is all there is to do", "swallowed", `export default { async scheduled(event, env) { try { await cleanup(env); } catch {} } };`, "src/worker.ts"],
  ["a clean-up behind what there was to do", "swallowed (teardown)", `export default { async scheduled(event, env) { await send(env); try { await cleanup(env); } catch {} } };`, "src/worker.ts"],
  ["a file that is taken away", "swallowed (teardown)", service(`await fse.remove(id).catch(() => undefined);`)],
  ["a member that is taken away", "swallowed", service(`await members.remove(id).catch(() => undefined);`)],
  ["an event for a client who may have gone", "swallowed (teardown)", service(`try { await stream.writeSSE({ data: id }); } catch {}`)],
  ["a stream that is drained", "swallowed (teardown)", `export async function drainStream(stream) { try { for (;;) { if ((await stream.read()).done) return; } } catch {} }`],
  ["a stream that is read", "swallowed", `export async function collectStream(stream) { try { for (;;) { if ((await stream.read()).done) return; } } catch {} }`],
  ["stale files that are swept", "swallowed (teardown)", `export async function cleanupStaleTempFiles(path) { try { if ((await stat(path)).mtimeMs < 9) await rm(path); } catch {} }`],
  ["a set-up that is tried out", "swallowed (probe)", `export class Login { static async testSetup(config) { try { return await ask(config); } catch { return { error: "check your credentials" }; } } }`],
  ["a set-up that is saved", "swallowed", `export class Login { static async saveSetup(config) { try { return await ask(config); } catch { return { error: "check your credentials" }; } } }`],
  ["a list of what is amiss", "carried", service(`try { return await grade(id); } catch { return { score: 0, issues: ["The grade could not be worked out"] }; }`)],
  ["a list of what is not amiss", "swallowed", service(`try { return await grade(id); } catch { return { score: 0, issues: [] }; }`)],
  // Handed to next where there is one
  ["the failure for next, if that is given", "carried", express(`try { await save(); } catch (error) { return next ? next(error) : res.status(500).json(error); }`)],
  ["next without the failure, if that is given", "failed-open", express(`try { await save(); } catch (error) { return next ? next() : res.status(500).json(error); }`)],
  // Told by the name of what is called
  ["a run that is told to have failed", "carried", route(`const { done, cronFailed } = watch("hourly"); try { await work(); await done(); } catch (error) { await cronFailed(); } return Response.json({});`, `import { watch } from "./watch";`), ROUTE_FILE],
  ["a run that is told to be done", "swallowed", route(`const { done, cronDone } = watch("hourly"); try { await work(); await done(); } catch (error) { await cronDone(); } return Response.json({});`, `import { watch } from "./watch";`), ROUTE_FILE],
  ["a question whether it has failed", "swallowed", route(`try { await work(); } catch (error) { await hasFailed(); } return Response.json({});`, `import { hasFailed } from "./watch";`), ROUTE_FILE],
  ["a function of the file that does nothing with it", "swallowed", route(`try { await work(); } catch (error) { workFailed(); } return Response.json({});`, `function workFailed() { let seen = 1; }`), ROUTE_FILE],
  // A yes that gives nobody a right
  ["whether something has changed", "swallowed", `export async function hasChanges(id) { try { return await orders.compare(id); } catch { return true; } }`],
  ["whether somebody has a right", "failed-open", `export async function hasAccess(id) { try { return await orders.compare(id); } catch { return true; } }`],
  // What a comment says of an answer
  ["an answer so that nothing escapes", "answered (comment)", route(`try { return await work(); } catch (error) { // A failure of the preview must not escape as an exception.\n return new Response("no preview", { status: 503 }); }`), ROUTE_FILE],
  ["an answer that a comment describes", "answered", route(`try { return await work(); } catch (error) { // The page shows that there is no preview at all.\n return new Response("no preview", { status: 503 }); }`), ROUTE_FILE],
  // Made into an error that is thrown
  ["a function of another file that makes an error of it, and whose result nobody takes", "carried", service(`try { await save(id); } catch (error) { toApiError(error); }`, `import { toApiError } from "./errors";`)],
  ["a function of the file that makes an error of it and throws that", "carried", service(`try { await save(id); } catch (error) { toApiError(error); }`, `function toApiError(error) { throw new ApiError("x", { cause: error }); }`)],
  ["a function of the file that makes an error of it, and no more", "swallowed", service(`try { await save(id); } catch (error) { toApiError(error); }`, `function toApiError(error) { return new ApiError("x", { cause: error }); }`)],
  ["an error that is made and left in a variable", "swallowed", service(`try { await save(id); } catch (error) { const made = toApiError(error); return null; }`, `import { toApiError } from "./errors";`)],
  ["a check of a handler that throws to say no", "answered (probe)", route(`try { assertRolesValid(request.url); } catch (error) { return Response.json({ error: error.message }, { status: 400 }); } return Response.json({});`), ROUTE_FILE],
  ["an assertion of a handler about what is stored", "answered", route(`try { await assertOwner(request.url); } catch (error) { return Response.json({ error: error.message }, { status: 400 }); } return Response.json({});`), ROUTE_FILE],
  // Recorded where it deserves it
  ["a status of 500 or more that is recorded and answered by itself", "recorded log", route(`try { await save(); return Response.json({}); } catch (error) { const status = error.statusCode ?? 500; if (status >= 500) { logger.error(error); return Response.json({}, { status }); } return Response.json({ error: "x" }, { status }); }`, HEAD), ROUTE_FILE],
  ["some other number that is recorded and answered by itself", "answered", route(`try { await save(); return Response.json({}); } catch (error) { const size = error.size; if (size >= 5) { logger.error(error); return Response.json({}, { status: 500 }); } return Response.json({ error: "x" }, { status: 500 }); }`, HEAD), ROUTE_FILE],
  // Code that watches
  ["a class that carries messages", "swallowed", `import Transport from "./transport";\nexport class Lines extends Transport { send(info) { redis.publish("lines", info).catch(() => {}); } }`],
  ["diagnostics", "swallowed", service(`try { return await db.stats(id); } catch { return null; }`), "src/domain/diagnostics/diagnostic-service.ts"],
  ["a diagnosis that a doctor makes", "swallowed", service(`try { return await db.find(id); } catch { return null; }`), "src/services/diagnosis.ts"],
  // Stamps
  ["a stamp of the last use, by the field that it writes", "swallowed", service(`await prisma.apiKey.update({ where: { id }, data: { lastUsedAt: new Date() } }).catch(() => undefined);`)],
  ["a count of views, by the field that it writes", "swallowed", service(`try { await db.update(links).set({ viewCount: sql }).where(id); } catch {}`)],
  ["the reason of the last failure", "swallowed", service(`hooks.update(id, { lastFailureReason: "down" }).catch(() => {});`)],
  ["a stamp beside a state", "swallowed", service(`await prisma.apiKey.update({ where: { id }, data: { lastUsedAt: new Date(), revoked: true } }).catch(() => undefined);`)],
  ["a count that others go by, by the field that it writes", "swallowed", service(`await prisma.item.update({ where: { id }, data: { stockCount: 1 } }).catch(() => undefined);`)],
  // Asked whether it is well
  ["whether a provider can be reached", "swallowed (probe)", `export async function isProviderAvailable(name) { try { await ask(name); return true; } catch { return false; } }`],
  ["a probe by its name", "swallowed (probe)", `export async function probeProvider(name) { try { await ask(name); return true; } catch { return false; } }`],
  ["a part of a report on health", "swallowed (probe)", `export class Brain { async getHealthStatus() { let known = 0; try { known = await this.db.count(); } catch { known = 0; } return { known }; } }`],
  ["a route that tells how it is", "answered (probe)", route(`try { await db.ping(); return Response.json({ ok: true }); } catch (error) { return Response.json({ ok: false }, { status: 503 }); }`), "app/api/health/route.ts"],
  ["an Express route that tells how it is", "answered (probe)", `import express from "express";\nconst app = express();\napp.get("/healthz", async (req, res) => { try { await db.ping(); res.json({}); } catch { res.status(503).end(); } });`, "src/server.ts"],
  ["a function that tells a database's status", "swallowed (probe)", `export async function getDatabaseStatus() { try { await db.connect(); return "connected"; } catch { return "disconnected"; } }`],
  ["a function that tells an order's status", "swallowed", `export async function getOrderStatus(id) { try { return await db.find(id); } catch { return "unknown"; } }`],
  ["a route that tells the status of all", "answered (probe)", route(`try { await db.ping(); return Response.json({ ok: true }); } catch (error) { return Response.json({ ok: false }, { status: 503 }); }`), "app/api/status/route.ts"],
  ["a route that tells the status of one order", "answered", route(`try { await db.find(1); return Response.json({ ok: true }); } catch (error) { return Response.json({ ok: false }, { status: 503 }); }`), "app/api/orders/status/route.ts"],
  ["a route of people's health", "answered", route(`try { await db.save(); return Response.json({ ok: true }); } catch (error) { return Response.json({ ok: false }, { status: 503 }); }`), "app/api/health-records/route.ts"],
  ["whether an order is ready", "swallowed", `export async function isOrderPaid(id) { try { return await ask(id); } catch { return false; } }`],
  ["non-fatal, and no more", "swallowed", service(`try { await save(id); } catch { /* non-fatal */ }`)],
  ["another word with a hyphen", "swallowed", service(`try { await save(id); } catch { /* re-try */ }`)],
  // In handlers
  ["a body that is read and taken apart by functions of one's own", "swallowed (probe)", route(`let order; try { const value = await request.json(); order = { id: parseId(value.id), day: parseDay(value.day) }; } catch { order = null; } return Response.json({ order });`), ROUTE_FILE],
  ["a body that is read and saved", "swallowed", route(`let order; try { const value = await request.json(); order = await saveOrder(value.id); } catch { order = null; } return Response.json({ order });`), ROUTE_FILE],
  ["a file that is not there, answered with a 404", "answered (probe)", express(`try { res.send(fs.readFileSync(path.join("x", req.params.name))); } catch (error) { res.status(404).send("none"); }`)],
  ["a form that is none", "answered (probe)", route(`let form; try { form = await request.formData(); } catch { return Response.json({ error: "no form" }, { status: 400 }); } return Response.json({ form });`), ROUTE_FILE],
  ["a file that is not there, by the helper of another router", "answered (probe)", `app.get("/ui/:name", async (c) => { try { await access(join("ui", c.name)); return new Response(await readFile(join("ui", c.name))); } catch (error) { return notFound(error.code); } });\nfunction notFound(code) { return new Response(code, { status: 404 }); }`],
  ["a file that cannot be read, answered with a 500", "answered", express(`try { res.send(fs.readFileSync(path.join("x", req.params.name))); } catch (error) { res.status(500).send("none"); }`)],
  ["an upload that is refused", "answered (probe)", express(`uploadCsv(req, res, (err) => { if (err) { res.status(400).json({ error: err.message }); return; } next(); });`)],
  ["an upload that broke", "answered", express(`uploadCsv(req, res, (err) => { if (err) { res.status(500).json({ error: err.message }); return; } next(); });`)],
  ["an order that is refused", "answered", express(`placeOrder(req, res, (err) => { if (err) { res.status(400).json({ error: err.message }); return; } next(); });`)],
  ["a known kind that is answered, any other handed on", "carried", express(`try { await save(); res.json({}); } catch (error) { if (error.status && error.validationErrors) { res.status(400).json({}); } else { next(error); } }`)],
  ["a known kind that is answered, any other let through", "failed-open", express(`try { await save(); res.json({}); } catch (error) { if (error.status && error.validationErrors) { res.status(400).json({}); } else { next(); } }`)],
  ["a part of a route of figures for operators", "swallowed (probe)", `import express from "express";\nconst app = express();\napp.get("/metrics", async (req, res) => { let rows = {}; try { rows = await db.counts(); } catch { rows = {}; } res.json({ rows }); });`],
  ["a part of another route", "swallowed", `import express from "express";\nconst app = express();\napp.get("/orders", async (req, res) => { let rows = {}; try { rows = await db.counts(); } catch { rows = {}; } res.json({ rows }); });`],
  // Counted
  ["a list of what failed, by a text of its own", "carried", service(`const errors = []; for (const one of id) { try { await save(one); } catch (error) { errors.push("not saved: " + one); } } return errors;`)],
  ["a count of what failed, in another tongue", "carried", service(`let totalErros = 0; for (const one of id) { try { await save(one); } catch (error) { totalErros++; } } return totalErros;`)],
  ["a count of all there is, in another tongue", "swallowed", service(`let totalLinhas = 0; for (const one of id) { try { await save(one); } catch (error) { totalLinhas++; } } return totalLinhas;`)],
  ["a list of what failed that nobody reads", "swallowed", service(`const errors = []; for (const one of id) { try { await save(one); } catch (error) { errors.push("not saved: " + one); } }`)],
  ["a list of results", "swallowed", service(`const rows = []; for (const one of id) { try { await save(one); } catch (error) { rows.push("not saved"); } } return rows;`)],
];

describe.each(PARSERS)("excuses of caught failures ($parser)", ({ facts }) => {
  test.each(ROWS.map(([sentence, ...row]) => ({ sentence, row })))("$sentence", ({ row: [fate, code, path = "src/services/orders.ts"] }) => {
    expect(fatesOf(facts(code, path))).toEqual(typeof fate === "string" ? [fate] : fate);
  });
});

describe("an answer of an Express handler", () => {
  test("keeps its finding where the route tells nobody's health", () => {
    const { facts } = PARSERS[0]!;
    expect(fatesOf(facts(express(`try { await save(); res.json({}); } catch { res.status(500).end(); }`)))).toEqual(["answered"]);
  });
});
