/** Failures that somebody hears of all the same, or on which nothing rests, each beside a near one that is lost. */
import { describe, expect, test } from "vitest";
import { PARSERS } from "../support/parsers.js";
import { express, fatesOf, route, ROUTE_FILE } from "./ask.js";
import { edge, EDGE, findingsOf } from "./caught-suite.js";

const LOGGER = `import { logger } from "@/lib/logger";`;
const service = (body: string, head = ""): string => `${head}\nexport async function load(id) {\n${body}\n}\n`;
/** An Express handler that hands its failure to a function of the file. */
const handed = (helper: string): string => express(`try { await save(); res.json({}); } catch (error) { settle(error, res, next); }`, helper);
/** A route whose failures a function of the file answers. */
const challenged = (body: string): string => route(`try { return await open(request); } catch (error) { return challengeFor(error, request); }`, `function challengeFor(failure, request) { ${body} }`);
const asked = `try { await ask(req.body); res.json({ ok: true }); } catch (error) { res.json({ ok: false, error: "not reached" }); }`;
const tested = (path: string, body = asked): string => `import express from "express";\nconst app = express();\napp.post("${path}", async (req, res) => { ${body} });\n`;
/** A flag that only success sets, and what is done about it behind. */
const flagged = (behind: string): string => service(`let ok = false; for (const host of hosts) { try { await send(host, id); ok = true; break; } catch { await pause(9); } } ${behind} return id;`, LOGGER);

type Case = readonly [sentence: string, fate: string | readonly string[], code: string, path?: string];

const ROWS: readonly Case[] = [
  // Handed to next by a function of the file
  ["a function of the file that answers a refusal, and throws any other failure", "carried", challenged(`if (!isDenial(failure)) throw failure; return new Response("", { status: 401 });`), ROUTE_FILE],
  ["a function of the file that throws something of its own", "answered", challenged(`if (!request) throw new Error("no request"); return new Response("", { status: 401 });`), ROUTE_FILE],
  ["a function of the file that tells who listens for failures", "carried", challenged(`onHandlerError?.({ failure, request }); return new Response("", { status: 500 });`), ROUTE_FILE],
  ["a function of the file that calls something else", "answered", challenged(`onHandlerStart?.({ failure, request }); return new Response("", { status: 500 });`), ROUTE_FILE],
  ["a function of the file that answers what it knows, and hands on the rest", "carried", handed(`const settle = (failure, res, next) => { if (failure.status) return res.status(failure.status).json({}); return next(failure); };`)],
  ["a function of the file that answers all of it", "answered", handed(`const settle = (failure, res, next) => { if (failure.status) return res.status(failure.status).json({}); return res.status(500).json({}); };`)],
  ["a function of the file that goes on without it", "answered", handed(`const settle = (failure, res, next) => { if (failure.status) return res.status(failure.status).json({}); return next(); };`)],
  // For developers alone
  ["a stand-in where it is no production, and the failure where it is", "carried", service(`const isDev = process.env.NODE_ENV === "development"; try { return await find(id); } catch (error) { if (!isDev) throw error; return { id: "demo" }; }`)],
  ["nothing where it is no production, and the failure where it is", "carried", service(`try { await save(id); } catch (error) { if (process.env.NODE_ENV === "production") throw error; }`)],
  ["a stand-in in production, and the failure elsewhere", "swallowed", service(`try { return await find(id); } catch (error) { if (process.env.NODE_ENV !== "production") throw error; return { id: "demo" }; }`)],
  ["a stand-in by some other switch", "swallowed", service(`try { return await find(id); } catch (error) { if (!lenient) throw error; return { id: "demo" }; }`)],
  // Asked how it is
  ["a route that tests a connection", "answered (probe)", tested("/shops/test-connection")],
  ["a route that is called a test of something", "answered (probe)", tested("/shops/test")],
  ["a route for debugging", "answered (probe)", tested("/shops/dm-debug")],
  ["a route that tries the database out", "answered (probe)", tested("/shops/test-db")],
  ["a function that tries something out, and answers itself", "answered (probe)", `export class Shops { static async testShop(request) { try { await ask(request); return Response.json({}); } catch (error) { return Response.json({ error: error.message }, { status: 500 }); } } }`],
  ["a function that opens something, and answers itself", "answered", `export class Shops { static async openShop(request) { try { await ask(request); return Response.json({}); } catch (error) { return Response.json({ error: error.message }, { status: 500 }); } } }`],
  ["what is left beside the answer of such a route", "swallowed", tested("/shops/test", `await save(1).catch(() => {}); res.json({});`)],
  ["a route of tests that somebody takes", "answered", tested("/tests/:id/answers")],
  ["a route of drives", "answered", tested("/cars/test-drives")],
  // A flag that is tested behind
  ["a flag that stays unset, and is told", "swallowed (shared)", flagged(`if (!ok) return { error: "no host could be reached" };`)],
  ["a flag that stays unset, and is recorded", "swallowed (shared)", flagged(`if (!id || !ok) { logger.warn("not sent"); }`)],
  ["a flag that stays unset, and changes what comes", "swallowed", flagged(`if (!ok) return null;`)],
  ["a flag of which nobody asks", "swallowed", flagged(`use(ok);`)],
  ["a flag that the catch sets as well", "swallowed", service(`let sent = false; try { await send(id); sent = true; } catch { sent = true; await pause(9); } if (!sent) logger.warn("not sent"); return id;`, LOGGER)],
  ["a flag that stays unset, told to a client", "swallowed", route(`let ok = false; try { await send(1); ok = true; } catch { await pause(9); } if (!ok) return { error: "could not be sent" }; return Response.json({});`), ROUTE_FILE],
  // Listed
  ["a list of issues", "carried", service(`const issues = []; for (const one of id) { try { await open(one); } catch { issues.push("not to be opened: " + one); } } return issues;`)],
  ["a list of issues that nobody reads", "swallowed", service(`const issues = []; for (const one of id) { try { await open(one); } catch { issues.push("not to be opened: " + one); } }`)],
  // Said beside it
  ["a reason behind the brace", "swallowed (comment)", service(`for (const page of id) {\n    try { await readPage(page); } catch { break; } // beyond the last page some hosts fail\n  }`)],
  ["a reason in the line below the brace", "swallowed", service(`for (const page of id) {\n    try { await readPage(page); } catch { break; }\n    // beyond the last page some hosts fail\n    use(page);\n  }`)],
  // The caller's own value
  ["the caller's own title, where a list was sorted out for a better one", "swallowed (detail)", `export async function better(title) { try { const said = await ask(title); return said.parts.filter((part) => part.text).join(""); } catch { return title; } }`],
  ["the caller's own title, where it was to be made safe", "swallowed", `export async function better(title) { try { const said = await ask(title); return filterHtml(said); } catch { return title; } }`],
  // A word about another failure
  ["a message about another failure, in its catch", ["carried", "swallowed"], service(`try { await save(id); } catch (error) { try { const text = "failed: " + error.message; await bot.sendMessage(id, text); } catch {} throw error; }`)],
  ["a message about something else, in a catch", ["carried", "swallowed"], service(`try { await save(id); } catch (error) { try { await bot.sendMessage(id, "hello"); } catch {} throw error; }`)],
  ["what is stored of another failure, in its catch", ["carried", "swallowed"], service(`try { await save(id); } catch (error) { try { await jobs.update(id, { reason: error.message }); } catch {} throw error; }`)],
  // Probes and code that watches
  ["an id that is none", "swallowed (probe)", route(`const ids = [1].map((id) => { try { return new mongoose.Types.ObjectId(id).toString(); } catch (error) { return id; } }); return Response.json(ids);`), ROUTE_FILE],
  ["a file that is taken away, by a path that is made for it", "swallowed (teardown)", service(`await fs.rm(pathOf(id), { force: true }).catch(() => {});`)],
  ["a row that is saved, by an end that is made for it", "swallowed", service(`await db.save(close(id)).catch(() => {});`)],
  ["how a connection is", "swallowed (probe)", `export async function mailConnectionStatus() { let healthy = true; try { await tokenOf(1); } catch { healthy = false; } return { healthy }; }`],
  ["a test that somebody asked for, by the name of the action", "answered (probe)", `"use server";\nexport async function sendTestMail(form) { try { await send(form); } catch { return { error: "could not be sent" }; } return { ok: true }; }`, "app/actions/mail.ts"],
  ["a mail that somebody asked for", "answered", `"use server";\nexport async function sendMail(form) { try { await send(form); } catch { return { error: "could not be sent" }; } return { ok: true }; }`, "app/actions/mail.ts"],
  // Tried again, or otherwise
  ["another try that is put off", "swallowed (shared)", service(`try { await open(id); } catch { scheduleReconnect(id); }`)],
  ["a message that is to come again, for ever", "swallowed", service(`try { await open(id); } catch { id.retry(); }`)],
  ["another thing that is put off", "swallowed", service(`try { await open(id); } catch { scheduleReport(id); }`)],
  ["what is looked up and looked at, else made behind", "swallowed (probe)", service(`let found = true; try { const row = await shop.customers.retrieve(id); if (row.gone) found = false; } catch { found = false; } if (!found) { const made = await shop.customers.create({}); use(made); } return id;`)],
  ["what is looked up if it is known, else made behind", "swallowed (probe)", service(`let found = id.found; if (found) { try { const row = await shop.customers.retrieve(id); if (row.gone) found = null; } catch { found = null; } } if (!found) { const made = await shop.customers.create({}); use(made); } return id;`)],
  ["what is looked up, else made elsewhere", "swallowed", service(`let found = true; try { const row = await shop.customers.retrieve(id); if (row.gone) found = false; } catch { found = false; } if (!found) { const made = await shop.orders.create({}); use(made); } return id;`)],
  ["settled work of which some is none", ["recorded log"], service(`await Promise.allSettled([id ? tellShop(id) : Promise.resolve()]);`, `${LOGGER}\nasync function tellShop(id) { try { await send(id); } catch (error) { logger.error(error); } }`)],
  // A value that stands for the failure
  ["a value of its own that is asked for behind", "carried", service(`const row = await find(id).catch(() => READ_FAILED); return { row, failed: row === READ_FAILED };`, `const READ_FAILED = Symbol("failed");`)],
  ["a value of its own of which nobody asks", "swallowed", service(`const row = await find(id).catch(() => NO_ROW); return { row };`, `const NO_ROW = {};`)],
  // In other tongues
  ["a reason in a script without blanks", "swallowed (comment)", service(`try { await save(id); } catch { /* 通知の失敗は無視してよい */ }`)],
  ["two words in such a script", "swallowed", service(`try { await save(id); } catch { /* 忽略错误 */ }`)],
  // Told in other ways
  ["a stream that is told", "carried", route(`return new Response(new ReadableStream({ async start(controller) { try { await fill(controller); } catch (error) { controller.error(error); } } }));`), ROUTE_FILE],
  ["a stream that is told nothing", "swallowed", route(`return new Response(new ReadableStream({ async start(controller) { try { await fill(controller); } catch (error) { controller.error(); } } }));`), ROUTE_FILE],
  ["a report of an error of its own", "recorded reporter", service(`try { await send(id); } catch { await reportServerError("send", new Error("not sent")); }`, `import { reportServerError } from "@/lib/errors";`)],
  ["a report that is fetched", "swallowed", service(`try { await send(id); } catch { await reportSales("send"); }`, `import { reportSales } from "@/lib/sales";`)],
  ["a body of which a number is looked at", "swallowed (probe)", route(`let size = 0; try { const body = await request.json().catch(() => ({})); if (Number.isFinite(body.size)) { size = body.size; } } catch {} return Response.json({ size });`).replace(".catch(() => ({}))", ""), ROUTE_FILE],
  ["a state that says that it is not to be had", "carried", service(`try { return { available: true, row: await find(id) }; } catch { return { available: false, row: null }; }`)],
  ["a state that says that it is open", "swallowed", service(`try { return { open: true, row: await find(id) }; } catch { return { open: false, row: null }; }`)],
  ["a reason with braces in it", "swallowed (comment)", service(`try { await save(id); } catch { /* Some set-ups throw here instead of returning { user: null }. */ }`)],
  ["code that is commented out, in several words", "swallowed", service(`try { await save(id); } catch { /* const row = { user: null }; return row */ }`)],
  ["a reason in Korean", "swallowed (comment)", service(`try { await save(id); } catch { /* 실패 시 중복률 0 */ }`)],
  ["the same by another query", "swallowed (shared)", service("const [row] = await this.db.$queryRaw`select nextval('a')`.catch(() => this.db.$queryRaw`select 1`); return row;")],
  ["something else by another call", "swallowed", service("const [row] = await this.db.$queryRaw`select nextval('a')`.catch(() => this.names.first(id)); return row;")],
  // Not to be taken for less than they are
  ["pieces of a stream that are turned to text", "swallowed", service(`try { for await (const token of model.answer(id)) { out.push(JSON.stringify(token)); } } catch { done(); }`)],
  ["a note of what was done", "swallowed (telemetry)", service(`logActivity({ action: "PAGE_OPENED", id }).catch(() => {});`)],
  ["a note of a login that failed", "swallowed", service(`logActivity({ action: "ADMIN_LOGIN_FAILED", id }).catch(() => {});`)],
  ["records of people's health", "swallowed", service(`try { return await db.find(id); } catch { return null; }`), "src/lib/health/records.ts"],
];

describe.each(PARSERS)("failures that somebody hears of ($parser)", ({ facts }) => {
  test.each(ROWS.map(([sentence, ...row]) => ({ sentence, row })))("$sentence", ({ row: [fate, code, path = "src/services/orders.ts"] }) => {
    expect(fatesOf(facts(code, path))).toEqual(typeof fate === "string" ? [fate] : fate);
  });
});

const RESULTS: readonly (readonly [sentence: string, found: readonly string[], code: string])[] = [
  ["a row that is made where single() finds none", [], edge(`const { data: seat } = await supabase.from("seats").select().single(); if (!seat) { await makeSeat(1); } return new Response("");`)],
  ["a row that is made where maybeSingle() finds none", ["unreadError: { data: seat }"], edge(`const { data: seat } = await supabase.from("seats").select().maybeSingle(); if (!seat) { await makeSeat(1); } return new Response("");`)],
  ["a row that is not found where single() finds none", [], edge(`const { data: seat } = await supabase.from("seats").select().single(); if (!seat) return new Response("", { status: 404 }); return new Response("");`)],
  ["a row of single(), or an empty list", [], edge(`const { data: seat } = await supabase.from("seats").select().single(); const rows = seat ? listOf(seat.rows) : []; return Response.json({ rows });`)],
  ["a row of single(), or another one", ["unreadError: { data: seat }"], edge(`const { data: seat } = await supabase.from("seats").select().single(); const rows = seat ? listOf(seat.rows) : listOf(spare); return Response.json({ rows });`)],
  ["nothing found, which is recorded behind what leaves with it", [], edge(`const { data: seats } = await supabase.from("seats").select(); if (seats && seats.length > 0) { return Response.json(seats); } console.warn("no seats"); return new Response("");`)],
  ["something else that is recorded behind what does not leave", ["unreadError: { data: seats }"], edge(`const { data: seats } = await supabase.from("seats").select(); if (seats && seats.length > 0) { use(seats); } console.warn("done"); return new Response("");`)],
  ["a row that is taken away again where another failure is recorded", [], edge(`const { error } = await supabase.from("seats").insert({ id: 1 }); if (error) { console.error(error); await supabase.from("rooms").delete().eq("id", 1); return new Response("", { status: 500 }); } return new Response("");`)],
  ["rows that the reason in an empty catch is for, however many there are", [], edge(`if (request.url) { try { const { data: seat } = await supabase.from("seats").select().eq("id", 1); const rows = listOf(seat); const all = [...rows, 1]; await supabase.from("seats").update({ all }).eq("id", 1); } catch { /* best effort only */ } } return new Response("");`)],
  ["rows in a catch that does more than give a reason", ["unreadError: { data: seat }", "unreadError: supabase"], edge(`try { const { data: seat } = await supabase.from("seats").select().eq("id", 1); const rows = listOf(seat); const all = [...rows, 1]; await supabase.from("seats").update({ all }).eq("id", 1); } catch { /* best effort only */ close(request); } return new Response("");`)],
  ["a row that is changed where another failure is recorded", ["unreadError: supabase"], edge(`const { error } = await supabase.from("seats").insert({ id: 1 }); if (error) { console.error(error); await supabase.from("rooms").update({ open: true }).eq("id", 1); return new Response("", { status: 500 }); } return new Response("");`)],
];

describe.each(PARSERS)("results that may be missing ($parser)", ({ facts }) => {
  test.each(RESULTS.map(([sentence, found, code]) => ({ sentence, found, code })))("$sentence", ({ found, code }) => {
    expect(findingsOf(facts(code, EDGE))).toEqual(found);
  });
});
