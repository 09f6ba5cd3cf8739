/** Failures that a test sorts out, by kind, by who is still there or by which attempt it was: each beside one that is lost. */
import { describe, expect, test } from "vitest";
import { PARSERS } from "../support/parsers.js";
import { express, fatesOf, route, ROUTE_FILE } from "./ask.js";

const LOGGER = `import { logger } from "@/lib/logger";`;
const SERVICE = "src/services/orders.ts";
const LOGIN = "app/api/auth/login/route.ts";
const service = (body: string, head = LOGGER): string => `${head}\nexport async function load(id) {\n${body}\n}\n`;
/** A catch of a failed save. */
const caught = (body: string, attempt = "await save(id);"): string => service(`try { ${attempt} } catch (error) { ${body} }`);
/** A callback in Node's manner. */
const called = (body: string, params = "err, data"): string => service(`ask(id, (${params}) => { ${body} });`);
const inRoute = (handling: string): string => route(`try { await save(1); } catch (error) { ${handling} } return Response.json({ ok: true });`);
/** Middleware that registers itself as the last of an app. */
const middleware = (fn: string): string => `import express from "express";\n${LOGGER}\nconst app = express();\nconst onError = ${fn};\napp.use(onError);\n`;

type Case = readonly [sentence: string, fate: string | readonly string[], code: string, path?: string];

const ROWS: readonly Case[] = [
  // Callbacks that ask for their error
  ["an error that is asked for last in a row of reasons", [], called("if (!data || err) return; use(data);")],
  ["an error that is asked for first in a row of reasons", "swallowed", called("if (err || !data) return; use(data);")],
  ["an error that is compared with null", "recorded log", called("if (err === null) { use(data); } else { logger.warn(err); }")],
  ["an error that is compared with null, which stands first", "swallowed", called("if (null != err) return; use(data);")],
  ["an error that is compared with one that is known", [], called("if (err === STOP) return; use(data);")],
  ["an error of a certain kind alone", [], called("if (err && err.code === 1) return; use(data);")],
  ["an error of all kinds but one", "swallowed", called("if (err && err.code !== 1) return; use(data);")],
  ["an error of all kinds but one, by a function", "swallowed", called("if (err && !isMissing(err)) return; use(data);")],
  ["an error beside something else", [], called("if (err && verbose) return; use(data);")],
  ["no error, or one of a kind that is known", [], called("if (!err || err.code !== 1) { use(data); }")],
  ["a value that is chosen by the error", [], called("const text = err ? 1 : data; use(text);")],
  ["an error that is the one of two values", [], service("ask(id, (err, data) => (data ? err : id));")],
  ["an error that is looked at where there is none", [], called("if (!err) { use(err); } else { done = true; }")],
  ["a callback of four parameters", [], called("if (err) return; use(a, b, c);", "err, a, b, c")],
  ["a callback of three", "swallowed", called("if (err) return; use(a, b);", "err, a, b")],
  ["an error that a function inside is given too", [], called("if (err) return; data.map((row) => report(err, row));")],
  ["an error of the same name inside", "swallowed", called("if (err) return; data.map((err) => use(err));")],
  ["a field of that name", "swallowed", express("db.all('x', (err, row) => { res.json(row.err); });")],
  ["a callback in a handler that takes no data", [], express("db.all('x', (err) => { res.end(); });")],
  ["a callback in a handler that does not look at its data", [], express("db.all('x', (err, row) => { res.end(); });")],
  ["a listener to something else that answers", [], express(`stream.on("close", (err) => { res.status(500).end(); });`)],
  ["a listener to errors that answers", "answered", express(`stream.on("error", (err) => { res.status(500).end(); });`)],
  // Error middleware
  ["middleware that answers every error", "answered", middleware("(err, req, res, next) => { res.status(500).end(); }")],
  ["middleware that keeps some", [], middleware("(err, req, res, next) => { if (verbose) logger.error(err); res.status(500).end(); }")],
  ["middleware of two apps, of which one has a logger before it", [], middleware("(err, req, res, next) => { res.status(500).end(); }").replace("app.use(onError);", "const shop = express();\nshop.use(errorLogger);\nshop.use(onError);\napp.use(onError);")],
  ["middleware of two apps", "answered", middleware("(err, req, res, next) => { res.status(500).end(); }").replace("app.use(onError);", "const shop = express();\nshop.use(onError);\napp.use(onError);")],
  // By kind
  ["a switch over something else", "swallowed", caught("switch (mode) { case 1: return null; default: throw error; }")],
  ["a switch over the failure's code", "carried", caught("switch (error.code) { case 1: return null; default: throw error; }")],
  ["a record unless it was aborted, without the failure", "carried", caught(`if (!id.aborted) logger.error("not saved");`)],
  ["a record unless it is open, without the failure", "swallowed", caught(`if (!id.open) logger.error("not saved");`)],
  ["a record of what is an error, as everything is", "carried", caught(`if (error instanceof Error) { logger.error("not saved"); }`)],
  ["a record where something else is an error", "swallowed", caught(`if (id instanceof Error) { logger.error("not saved"); }`)],
  ["a record the first time", "carried", caught("if (!warned) { warned = true; logger.warn(error); }")],
  ["a record where another flag is set", "swallowed", caught("if (!warned) { ready = true; logger.warn(error); }")],
  ["a record where the flag is taken back", "swallowed", caught("if (!warned) { warned = false; logger.warn(error); }")],
  ["a kind that is known, a wish, and what is left thrown", "swallowed", caught("if (isDuplicate(error)) await again(id); else if (lenient) await restore(id); else throw error;")],
  ["two kinds that are known, and what is left made good like them", "swallowed", caught("if (isDuplicate(error)) await again(id); else if (isGone(error)) await restore(id); else await drop(id);")],
  ["another row that is there, and a throw for another reason", "swallowed", caught("const other = await find(id); if (id) throw error; return other;")],
  ["another row that is there, and a throw where there is none", "carried", caught("const other = await find(id); if (!other) throw error; return other;")],
  ["another row that is there, another try where there is none, and a throw when strict", "swallowed", caught("const other = await find(id); if (!other) again(id); if (strict) throw error; return other;")],
  ["a record of a server's own failures, by the last refusal", "recorded log", caught("const { status } = error; if (status > 499) { logger.error(error); return null; } return id;")],
  ["a record of large orders", "swallowed", caught("if (id >= 500) logger.error(error);")],
  ["a record out of tests", "carried", caught("if (!isTest) logger.error(error);")],
  ["a record out of tries", "swallowed", caught("if (!isTry) logger.error(error);")],
  ["a line by a logger if there is one", "carried", caught(`if (logger) logger.warn("not saved");`)],
  ["a row that is marked, if it is there", "carried", caught("if (job) await jobs.fail(job, error.message);")],
  ["another's row that is marked", "swallowed", caught("if (job) await jobs.fail(queue.job, error.message);")],
  // By attempts
  ["attempts of a loop that counts something else", "swallowed", service("let n = 0; let i = 0; while (more()) { try { await send(id); } catch (error) { i++; if (n === most) throw error; } }")],
  ["attempts of a loop that sets what it asks for", "swallowed", service("let n = 9; while (more()) { try { await send(id); } catch (error) { n = fewer(n); if (n > 0) continue; throw error; } }")],
  // The end of a catch
  ["a throw if it is one that is known", "swallowed", caught("if (error == stop) throw error;")],
  ["a throw if something else is an error", "swallowed", caught("if (id instanceof Error) throw error;")],
  ["a throw unless it is done, as it never is here", "carried", caught("if (!done) throw error;", "await save(id); done = true;")],
  ["a throw unless something else is", "swallowed", caught("if (!ready) throw error;", "await save(id); done = true;")],
  ["a throw unless it is done, of what is set to nothing", "swallowed", caught("if (!done) throw error;", "await save(id); done = null;")],
  ["a throw unless it is done, and only when strict", "swallowed", caught("if (!done && strict) throw error;", "await save(id); done = true;")],
  ["a throw unless it is read or done", "carried", caught("if (!read || !done) throw error;", "await save(id); done = true;")],
  ["the failure's text, or a fixed one for what is no error", "carried", caught(`return error instanceof Error ? error.message : "unknown";`)],
  ["what a record gives, and no more", "swallowed", caught("const line = verbose && logger.error(error); return line;")],
  ["a record on the one way, and on the other a word to who waits", "carried", service("return new Promise((resolve, reject) => { try { save(id); } catch (error) { if (id) logger.warn(error); else reject(error); } });")],
  ["a result with the failure for its cause, and a status of its own", "carried", route("const read = async () => { try { return await save(1); } catch (error) { return err(new HttpError(500, error)); } }; return Response.json(await read());"), ROUTE_FILE],
  // Counted
  ["more of what failed", "carried", service("let failed = 0; for (const one of id) { try { await save(one); } catch (error) { failed += many; } } return failed;")],
  ["what failed, set to what it was", "swallowed", service("let failed = 0; for (const one of id) { try { await save(one); } catch (error) { failed = before; } } return failed;")],
  ["what failed, put into a set", "carried", service(`const errors = new Set(); for (const one of id) { try { await save(one); } catch (error) { errors.add("not saved"); } } return errors;`)],
  ["a promise's failure that is kept for later", "carried", service("let failure; await save(id).catch((error) => (failure = error)); if (failure) throw failure;")],
  ["a promise's failure that nobody looks at", "swallowed", service("let failure; await save(id).catch((error) => (failure = error)); return id;")],
  ["a mark in the place of a promise's failure", "swallowed", service("let failure; await save(id).catch((error) => (failure = 1)); return failure;")],
  // Answered, or let through
  ["a status that is taken from the failure", "answered", express("try { await save(); } catch (error) { res.statusCode = error.status; res.end(); }")],
  ["a field of the response that others read", "carried", express("try { await save(); } catch (error) { res.failure = error; res.end(); }")],
  ["a way that goes by the same name as the router's", "carried", express("try { await save(); res.json({}); } catch (error) { return next ? next(error) : res.status(500).json(error); }")],
  ["a way that goes by another name", "answered", express("try { await save(); res.json({}); } catch (error) { return ready ? note(error) : res.status(500).end(); }", "const ready = 1; const note = (error) => {};")],
  ["another page in the place of a login", "answered", inRoute(`return Response.redirect("https://shop.example/start");`), LOGIN],
  ["a login that goes on", "failed-open", inRoute("return Response.json({ user: 1 });"), LOGIN],
  ["a login that goes on, and says why", "answered", inRoute("return Response.json({ reason: 7 });"), LOGIN],
  ["a promise that lets a guard's request through", "failed-open", `import { NextResponse } from "next/server";\nexport async function middleware(request) { return ask(request).catch(() => NextResponse.next()); }`, "middleware.ts"],
  ["a promise that sends a guard's request away", "answered", `import { NextResponse } from "next/server";\nexport async function middleware(request) { return ask(request).catch(() => NextResponse.json({}, { status: 500 })); }`, "middleware.ts"],
  ["a look at a cookie, before a page of one's own", "failed-open (probe)", express("try { req.seen = JSON.parse(req.cookies.seen); } catch { return next(); } res.json({});")],
  ["a look at a cookie, before a failure of one's own", "failed-open", express("try { req.seen = JSON.parse(req.cookies.seen); } catch { return next(); } res.status(500).end();")],
  ["what each of a list is asked inside of a check", "swallowed", "export function isAllowed(list) { return list.map(async (one) => { try { return await ask(one); } catch { return true; } }); }"],
];

describe.each(PARSERS)("failures that a test sorts out ($parser)", ({ facts }) => {
  test.each(ROWS.map(([sentence, ...row]) => ({ sentence, row })))("$sentence", ({ row: [fate, code, path = SERVICE] }) => {
    expect(fatesOf(facts(code, path))).toEqual(typeof fate === "string" ? [fate] : fate);
  });
});
