/** Failures that careful code keeps, expects or asks for in a way of its own, each beside a near one that is lost. */
import { describe, expect, test } from "vitest";
import { PARSERS } from "../support/parsers.js";
import { express, fatesOf, route, ROUTE_FILE } from "./ask.js";

const LOGGER = `import { logger } from "@/lib/logger";`;
const service = (body: string, head = ""): string => `${head}\nexport async function load(id, ids) {\n${body}\n}\n`;
const caught = (handling: string): string => express(`try { await save(req.body); res.json({}); } catch (error) { ${handling} res.redirect("/orders"); }`);
/** Several hosts are asked at once, and what each says of its failure stands in its own task. */
const raced = (seen: string, how = "any"): string => service(`const tasks = ids.map((host) => ask(host).catch((error) => { ${seen} throw error; }));\n  try { return await Promise.${how}(tasks); } catch { return null; }`, LOGGER);
const page = (attempt: string, last: string): string => express(`let found; try { ${attempt} } catch { return next(); } ${last}`);
const ready = (body: string): string => `export class Line {\n  #ready = open();\n  constructor() { ${body} }\n  untilReady() { return this.#ready; }\n}\n`;
const listed = (given: string, instead: string): string => service(`return Promise.all(ids.map(async (key) => { try { return ${given}; } catch { return ${instead}; } }));`);
const warned = (body: string): string => service(`try { await send(id); } catch (error) { if (!warned) { ${body} } }`, `${LOGGER}\nlet warned = false;`);

type Case = readonly [sentence: string, fate: string | readonly string[], code: string, path?: string];

const ROWS: readonly Case[] = [
  // Kept in a manner of its own
  ["an event that is called an error, given the failure", "carried", caught(`Events.error("orders", error, { user: req.user });`)],
  ["an event that is called an error, without the failure", "answered", caught(`Events.error("orders");`)],
  ["an answer that is called an error, given the response", "answered", caught(`Answers.error(res, error);`)],
  ["a text of the failure that is made and given away", "answered", caught(`const text = Texts.error(error); res.set("x-reason", text);`)],
  ["a line in the project's own manner", "carried", caught("helpers.log(`the order of ${req.user} was not kept`);")],
  ["a line for analytics", "answered", caught(`analytics.log("order not kept");`)],
  ["a number that is worked out by a function called log", "answered", caught(`Math.log(2);`)],
  ["each of several tasks, which has recorded its own failure", ["recorded log", "swallowed (shared)"], raced(`logger.warn("no answer", error);`)],
  ["each of several tasks, all of which are waited for", ["recorded log", "swallowed (shared)"], raced(`logger.warn("no answer", error);`, "all")],
  ["each of several tasks, which only throws again", ["carried", "swallowed"], raced(`tidy();`)],
  ["a failure of which the first is recorded", "carried", warned(`logger.warn("not sent", error); warned = true;`)],
  ["a failure that is recorded by a switch which stays as it is", "swallowed", warned(`logger.warn("not sent", error);`)],
  ["one kind that is let go, in a test that may itself fail", ["carried", "carried"], service(`return reopen(id).catch((error) => { try { if (!/not found/.test(error.message)) { throw error; } } catch { throw error; } });`)],
  ["one kind that is let go, where a failing test keeps nothing", ["swallowed", "swallowed"], service(`return reopen(id).catch((error) => { try { if (!/not found/.test(error.message)) { report(id); } } catch { tidy(); } });`)],
  ["a reason inside of what a tool gives", "carried", service(`try { return { output: await ask(id), done: true }; } catch { return { output: { error: "could not be asked" }, done: false }; }`)],
  ["nothing inside of what a tool gives", "swallowed", service(`try { return { output: await ask(id), done: true }; } catch { return { output: { rows: [] }, done: false }; }`)],
  ["a promise that the class gives to whoever waits for it", "swallowed (shared)", ready(`this.#ready.catch(() => {});`)],
  ["a promise that the class begins there", "swallowed", ready(`this.open().catch(() => {});`)],
  ["a promise of the class that nobody else is given", "swallowed", `export class Line {\n  #ready = open();\n  constructor() { this.#ready.catch(() => {}); }\n}\n`],
  ["a text of the failure that is put into its row, by a function of the file", "carried", service(`try { await send(id); } catch (error) { await failJob(id, error); }`, `async function failJob(job, error) { const text = String(error); await db.job.update({ where: { id: job }, data: { state: "open", text } }); }`)],
  ["a row that is changed without it", "swallowed", service(`try { await send(id); } catch (error) { await failJob(id, error); }`, `async function failJob(job, error) { const text = String(error); use(text); await db.job.update({ where: { id: job }, data: { state: "open" } }); }`)],
  ["a text that is answered, by a function of the file", "answered", express(`try { await save(req.body); } catch (error) { failWith(res, error); }`, `function failWith(response, error) { const text = String(error); response.set({ text }); response.json({ text }); }`)],
  ["a text for the client, by a function of the file that records what it does not know", "carried", route(`try { await save(1); } catch (error) { return Response.json({ text: messageFor(error) }, { status: 500 }); } return Response.json({});`, `function messageFor(error) { if (error instanceof Refusal) return error.message; console.error(error); return "try again"; }`), ROUTE_FILE],
  ["a text for the client, by a function of the file that records nothing", "answered", route(`try { await save(1); } catch (error) { return Response.json({ text: messageFor(error) }, { status: 500 }); } return Response.json({});`, `function messageFor(error) { if (error instanceof Refusal) return error.message; return "try again"; }`), ROUTE_FILE],
  ["an error that is handed on, and nothing else that may be thrown", "carried", service(`try { await send(id); } catch (error) { if (error instanceof Error) { tell(error.message); } }`)],
  ["one kind of error that is handed on", "swallowed", service(`try { await send(id); } catch (error) { if (error instanceof Refusal) { tell(error.message); } }`)],
  ["the text of an error, and a word for anything else that may be thrown", "carried", service(`try { await send(id); return true; } catch (error) { return error instanceof Error ? error.message : "unknown"; }`)],
  ["the text of one kind of error, and a word for the others", "swallowed", service(`try { await send(id); return true; } catch (error) { return error instanceof Refusal ? error.message : "unknown"; }`)],
  ["a failure that is recorded unless the caller wants to hear nothing", "carried", service(`try { await send(id); } catch (error) { if (!id.silent) { logger.warn("not sent", error); } }`, LOGGER)],
  ["a failure that is recorded where debugging is on", "swallowed", service(`try { await send(id); } catch (error) { if (id.debug) { logger.warn("not sent", error); } }`, LOGGER)],
  ["a failure that the caller has switched off", "carried", service(`try { return await find(id); } catch (error) { if (id.disableErrors) return null; throw error; }`)],
  ["a list of what is missing", "carried", service(`const missing = []; for (const one of ids) { try { await open(one); } catch { missing.push(one); } } return missing;`)],
  ["a list of what is at hand", "swallowed", service(`const taken = []; for (const one of ids) { try { await open(one); } catch { taken.push(one); } } return taken;`)],
  ["one kind that is made good, and any other that is given back", "carried", service(`try { await open(id); } catch (error) { if (error.kind === "none") { await make(id); } else { return { done: false, error: error.message }; } } return { done: true };`)],
  ["one kind that is made good, and any other that is not", "swallowed", service(`try { await open(id); } catch (error) { if (error.kind === "none") { await make(id); } else { return { done: false }; } } return { done: true };`)],
  // Asked for
  ["a flag that the last line sets, and a throw where it is not set", "carried", service(`let mayRead = false; let mayWrite = false; try { await read(id); mayRead = true; await write(id); mayWrite = true; } catch { if (!mayRead || !mayWrite) throw new Refusal("locked out"); }`)],
  ["a flag that is set before the last line", "swallowed", service(`let mayRead = false; try { await read(id); mayRead = true; await write(id); } catch { if (!mayRead) throw new Refusal("locked out"); }`)],
  ["what it means that an exception is thrown, said above it", "swallowed (comment)", service(`// if an exception is thrown, this is no repository\n  try { return (await heads(id)).length > 0; } catch { return false; }`)],
  ["a check of each that throws to say no", "swallowed (probe)", service(`return Promise.all(ids.map(async (one) => { try { await messaging.canReach(id, one); return { one, valid: true }; } catch { return { one, valid: false }; } }));`)],
  ["work on each that says no where it fails", "swallowed", service(`return Promise.all(ids.map(async (one) => { try { await messaging.send(id, one); return { one, sent: true }; } catch { return { one, sent: false }; } }));`)],
  ["a check of each, where the answer says something else too", "swallowed", service(`return Promise.all(ids.map(async (one) => { try { await messaging.canReach(id, one); return { one, valid: true }; } catch { return { one: null, valid: false }; } }));`)],
  ["how a connection is, as it was told", "swallowed (probe)", service(`try { const well = await this.ask(id); this.lines[id].connected = !!well; } catch { this.lines[id].connected = false; }`)],
  ["a connection that was to be made", "swallowed", service(`try { await this.open(id); this.lines[id].connected = true; } catch { this.lines[id].connected = false; }`)],
  ["how another connection is", "swallowed", service(`try { const well = await this.ask(id); this.lines[id].connected = !!well; } catch { this.others[id].connected = false; }`)],
  ["a method of the class's own that asks whether somebody is there", "swallowed (probe)", `export class Pool { async #isAlive(id) { try { return (await this.open(id)).ok; } catch { return false; } } }`],
  ["a method of the class's own that opens something", "swallowed", `export class Pool { async #open(id) { try { return (await this.make(id)).ok; } catch { return false; } } }`],
  ["each of a list, without the detail that was looked up for it", "swallowed (detail)", listed(`{ key, issue: await issues.find(key) }`, `{ key, issue: null }`)],
  ["each of a list, with a detail that says something else", "swallowed", listed(`{ key, open: await issues.count(key) }`, `{ key, open: 0 }`)],
  ["nothing for each of a list", "swallowed", listed(`{ issue: await issues.find(key) }`, `{ issue: null }`)],
  ["each of a list, where something was to be changed", "swallowed", listed(`{ key, issue: await issues.create(key) }`, `{ key, issue: null }`)],
  // Answered, and no guard
  ["no address, left to the page that is not there", "failed-open (probe)", page(`found = new URL(req.query.url);`, `res.render("outgoing", { url: found.href });`)],
  ["no order, left to the page that is not there", "failed-open", page(`found = await orders.find(req.params.id);`, `res.json(found);`)],
  ["no token, left to the page that is not there", "failed-open", page(`found = jwt.verify(req.query.token, secret);`, `res.render("outgoing", { url: found.href });`)],
  ["no address in a guard", "failed-open", page(`found = new URL(req.query.url);`, `if (found.host === "here") return next(); res.status(403).end();`)],
  ["a guard that breaks, and lets go on", "failed-open", express(`try { await limits.take(req.ip); next(); } catch { next(); }`)],
  // Ended, or said why
  ["a turn that is interrupted", "swallowed (teardown)", route(`await agent.interrupt().catch(() => {}); return Response.json({});`), ROUTE_FILE],
  ["a turn that is interpreted", "swallowed", route(`await agent.interpret().catch(() => {}); return Response.json({});`), ROUTE_FILE],
  ["a call that fails by design, as is said above it", "swallowed (comment)", service(`// the end of the agent rejects this call by design\n  await agent.reopen(id).catch(() => {});`)],
  ["a call of which something else is said", "swallowed", service(`// the agent rejects all that comes after it\n  await agent.reopen(id).catch(() => {});`)],
  ["a body that is read to its end for nobody", "swallowed (teardown)", service(`const found = await ask(id); await found.body.dump().catch(() => {}); return found.status;`)],
  ["a database that is written to a file", "swallowed", service(`await orders.dump().catch(() => {});`)],
  ["a reason at the function that is named", "swallowed (comment)", service(`// a line that cannot be read is left out, and falls back to the default\n  const skip = (error) => { return null; };\n  return ask(id).catch(skip);`)],
  ["something else at the function that is named", "swallowed", service(`// this is what stands for an empty line\n  const skip = (error) => { return null; };\n  return ask(id).catch(skip);`)],
  ["the line to the client, which breaks", [], express(`req.on("error", (error) => { if (error.code === "ECONNRESET") res.end(); }); follow(res);`)],
  ["another line, which breaks", "answered", express(`source.on("error", (error) => { if (error.code === "ECONNRESET") res.end(); }); source.pipe(res);`)],
  ["files that are looked for below a folder", "swallowed (probe)", route(`const urls = await Promise.all(names.map(async (name) => { try { const url = new URL(name, base); await access(path.resolve(base, url.pathname)); return url; } catch { return null; } })); return Response.json(urls);`), ROUTE_FILE],
];

describe.each(PARSERS)("failures in well-kept code ($parser)", ({ facts }) => {
  test.each(ROWS.map(([sentence, fate, code, path]) => ({ sentence, fate, code, path })))("$sentence", ({ fate, code, path }) => {
    expect(fatesOf(facts(code, path ?? "src/services/orders.ts"))).toEqual([fate].flat());
  });
});
