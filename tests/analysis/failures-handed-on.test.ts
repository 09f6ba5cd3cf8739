/** Failures that are handed on, kept or told, by whom they are given to. Each beside a near one that goes nowhere. */
import { describe, expect, test } from "vitest";
import { PARSERS } from "../support/parsers.js";
import { express, fatesOf, route, ROUTE_FILE } from "./ask.js";

const LOGGER = `import { logger } from "@/lib/logger";`;
const SERVICE = "src/services/orders.ts";
const service = (body: string, head = LOGGER): string => `${head}\nexport async function load(id) {\n${body}\n}\n`;
/** A catch of a failed save. */
const caught = (body: string, head = LOGGER): string => service(`try { await save(id); } catch (error) { ${body} }`, head);
/** The same in a handler that has not answered yet. */
const handled = (body: string, head = ""): string => express(`try { await save(); } catch (error) { ${body} }`, head);
const kept = (declared: string, handling: string, behind: string, head = LOGGER): string => service(`${declared} try { await save(id); } catch (error) { ${handling} } ${behind}`, head);

type Case = readonly [sentence: string, fate: string | readonly string[], code: string, path?: string];

const ROWS: readonly Case[] = [
  // By what is called
  ["a method that only the class knows", "carried", "export class Orders { async load() { try { await this.ask(); } catch (error) { this.#note(\"not asked\", error); } } }"],
  ["a text that such a method makes, for nobody", "swallowed", "export class Orders { async load() { try { await this.ask(); } catch (error) { const text = this.#textOf(error); } } }"],
  ["one of several functions, by the kind of order", "carried", caught("handlers[id](error);")],
  ["what one of several functions makes of it, for nobody", "swallowed", caught("const text = handlers[id](error);")],
  ["a refusal in words of its own", "carried", service(`return new Promise((resolve, reject) => { try { use(id); } catch { reject("not used"); } });`)],
  ["a promise that is kept in words of its own", "swallowed", service(`return new Promise((resolve, reject) => { try { use(id); } catch { resolve("not used"); } });`)],
  ["words for the router, by another name", "carried", `import express from "express";\nconst app = express();\napp.post("/items", async (req, res, nextUp) => { try { await save(); } catch { nextUp("not saved"); } });`],
  ["words for somebody else", "swallowed", `import express from "express";\nconst app = express();\napp.post("/items", async (req, res, nextUp) => { try { await save(); } catch { await restore("not saved"); } });`],
  ["a logger that is given to who refuses", "carried", handled(`refuse({ log, text: "no" });`, `import { refuse } from "./refuse.js";`)],
  ["a clock that is given to who refuses", "swallowed", handled(`refuse({ clock, text: "no" });`, `import { refuse } from "./refuse.js";`)],
  ["a response that is broken off with the failure", "carried", handled("res.destroy(error);")],
  ["a response that ends with the failure", "answered", handled("res.end(error);")],
  ["a failure that is made and thrown by one call", "carried", handled("toApiError(error);", `import { toApiError } from "./api.js";`)],
  ["a failure that is made by it, for nobody", "swallowed", handled("const text = toApiError(error);", `import { toApiError } from "./api.js";`)],
  ["a text that is made of it by a function of one's own", "swallowed", handled("safeStringify(error);", `import { safeStringify } from "./texts.js";`)],
  ["a line in a project's own manner", "carried", caught(`helpers.log("could not be saved");`)],
  ["a line that is made for nobody", "swallowed", caught(`const line = helpers.log("could not be saved");`)],
  ["a letter that is waited for", "carried", handled("await letters.send({ reason: error.message });")],
  ["a word that is sent to the client of another framework", "swallowed", handled("await ctx.send({ reason: error.message });")],
  ["who owns it, told a part", "carried", handled("tellOwner({ reason: error.message });")],
  ["a page that shows a part", "swallowed", handled("renderPage({ page, reason: error.message });")],
  ["a page that is given the whole", "carried", handled("renderPage({ reason: 1, error });")],
  ["a page that somebody is sent to with a part", "swallowed", handled("redirectTo({ reason: error.message });")],
  ["a body that is made of a part", "swallowed", handled("jsonOf({ reason: error.message });")],
  ["a response that is made of a part", "swallowed", handled("responseWith({ reason: error.message });")],
  ["an error page of a part", "swallowed", handled("showError({ reason: error.message });")],
  ["a text of it in what is sent", "answered", handled("res.send(JSON.stringify(shape(error)));", `import { shape } from "./shape.js";`)],
  ["a text of it in what is kept", "carried", handled("note(JSON.stringify(shape(error)));", `import { note, shape } from "./shape.js";`)],
  // By functions of the file
  ["a function that throws what it does not know", "carried", handled("refuse(res, error);", "function refuse(res, problem) { if (!problem.known) throw problem; res.status(400).end(); }")],
  ["a function that throws something else", "answered", handled("refuse(res, error);", "function refuse(res, problem) { if (!res.open) throw stop; res.status(400).end(); }")],
  ["a function that only calls itself", "swallowed", handled("note(error);", "function note(problem) { if (problem.cause) note(problem.cause); }")],
  ["a function that gives it to one that stores it", "carried", handled("note(error);", "const last = { problem: null }; function note(problem) { keep(problem); } function keep(one) { last.problem = one; }")],
  ["a function that gives something else to one that stores it", "swallowed", handled("note(error);", "const last = { problem: null }; function note(problem) { keep(1); } function keep(one) { last.problem = one; }")],
  ["functions that give it on further than one can see", "carried", handled("one(error);", "function one(a) { two(a); } function two(a) { three(a); } function three(a) { four(a); } function four(a) { a.seen; }")],
  ["functions that give it on, to none", "swallowed", handled("one(error);", "function one(a) { two(a); } function two(a) { three(a); } function three(a) { a.seen; }")],
  // Stored
  ["a state of another file", "carried", caught("state.error = error;", `import { state } from "./state.js";`)],
  ["a variable of the function that is never filled", "swallowed", kept("let job;", "job.error = error;", "return id;")],
  ["an object that somebody else has made", "carried", kept("const job = await next();", "job.error = error;", "return id;")],
  ["an object that a class has made", "carried", kept("const job = new Job(id);", "job.error = error;", "return id;")],
  ["an object that is made here, for nobody", "swallowed", kept("const job = {};", "job.error = error;", "return id;")],
  ["a failure that is used if something else is there", "carried", kept("let failure;", "failure = error;", "if (id) { use(failure); }")],
  ["a failure that is asked for, and thrown otherwise", "carried", kept("let failure;", "failure = error;", `if (!failure) use(id); else throw new Error("not saved");`)],
  ["a failure that is asked for, and nothing thrown", "swallowed", kept("let failure;", "failure = error;", "if (failure) return null; return id;")],
  ["a failure that is asked for, and nothing thrown otherwise", "swallowed", kept("let failure;", "failure = error;", "if (failure) return null; else use(id);")],
  ["a failure in a response", "swallowed", kept("let failure;", "failure = error;", "return new Response(failure.message);")],
  ["a failure in a report", "carried", kept("let failure;", "failure = error;", "return new Report(failure.message);")],
  ["a failure that is given a shorter name, and recorded", "carried", kept("let failure;", "failure = error;", "const text = failure.message; logger.warn(text);")],
  ["a failure that is given a shorter name, for nobody", "swallowed", kept("let failure;", "failure = error;", "const text = failure; return id;")],
  ["failures of a set that is emptied", "carried", kept("const failures = new Set();", "failures.add(error);", "failures.clear();")],
  ["failures of a set that is filled again", "swallowed", kept("const failures = new Set();", "failures.add(error);", "failures.add(id);")],
  ["a failure that is returned to the client", "swallowed", route("let failure; try { await save(1); } catch (error) { failure = error; } return failure;"), ROUTE_FILE],
  ["a failure that is given to the router", "carried", express("let failure; try { await save(); } catch (error) { failure = error; } return next(failure);")],
  ["a failure that is returned inside of a handler", "carried", route("const read = async () => { let failure; try { await save(1); } catch (error) { failure = error; } return failure; }; return Response.json(await read());"), ROUTE_FILE],
  // Told
  ["one of two texts that say it", "carried", service(`return save(id).catch(() => (late ? { error: "too late" } : { error: "not saved" }));`)],
  ["a text that says it, or nothing", "swallowed", service(`return save(id).catch(() => (late ? { error: "too late" } : null));`)],
  ["nothing, or a text that says it", "swallowed", service(`return save(id).catch(() => (late ? null : { error: "not saved" }));`)],
  ["who is not to be reached", "carried", caught("return { reachable: false };")],
  ["who is to be reached all the same", "swallowed", caught("return { reachable: true };")],
  ["a constant that is asked for", "carried", service("return save(id).catch(() => SAVE_LOST);", `import { SAVE_LOST } from "./marks.js";\nexport const isLost = (mark) => mark === SAVE_LOST;`)],
  ["a constant that is asked for, in a catch", "carried", caught("return SAVE_LOST;", `import { SAVE_LOST } from "./marks.js";\nexport const isLost = (mark) => mark === SAVE_LOST;`)],
  ["a constant that is counted with", "swallowed", service("return save(id).catch(() => SAVE_LOST);", `import { SAVE_LOST } from "./marks.js";\nexport const isLost = (mark) => mark > SAVE_LOST;`)],
  ["a result that is made for it", "carried", caught(`return errorResult("not saved");`)],
  ["a response that is made for it", "swallowed", caught(`return errorResponse("not saved");`)],
  ["a list of codes that say it", "carried", caught(`return wrong(["id", "SAVE_FAILED"]);`)],
  ["a list of codes that do not", "swallowed", caught(`return wrong(["id", "SAVE_DONE"]);`)],
  ["an end with a number that says it", "carried", caught("process.exit(1);")],
  ["an end as if it were well", "swallowed", caught("process.exit(0);")],
  ["an end that says nothing", "swallowed", caught("process.exit();")],
  ["an end of another runtime that says it", "carried", caught("Deno.exit(2);")],
  ["a state that says it", "carried", caught(`setStatus("failed");`)],
  ["a state that does not", "swallowed", caught(`setStatus("ready");`)],
  ["a row that is written with it, further in", "carried", caught(`await jobs.update({ data: { status: "failed" } });`)],
  ["a row that is written without it", "swallowed", caught(`await jobs.update({ data: { status: "ready" } });`)],
];

describe.each(PARSERS)("failures that are handed on, kept or told ($parser)", ({ facts }) => {
  test.each(ROWS.map(([sentence, ...row]) => ({ sentence, row })))("$sentence", ({ row: [fate, code, path = SERVICE] }) => {
    expect(fatesOf(facts(code, path))).toEqual(typeof fate === "string" ? [fate] : fate);
  });

  test("a function that the settings name records it", () => {
    const code = handled(`report.lost({ text: "not saved" });`);
    expect(fatesOf(facts(code, SERVICE, { errorHandlers: ["report.lost"] }))).toEqual(["recorded log"]);
    expect(fatesOf(facts(code, SERVICE))).toEqual(["swallowed"]);
  });
});
