import { describe, expect, test } from "vitest";
import { PARSERS } from "../support/parsers.js";
import { express, fatesOf, route, ROUTE_FILE } from "./ask.js";

const HEAD = `import { logger } from "@/lib/logger"; import { securityLog } from "@/lib/logging"; import * as Sentry from "@sentry/node";`;
const service = (body: string, more = ""): string => `${HEAD}\n${more}\nexport async function load(id) {\n${body}\n}\n`;
const attempt = (handler: string, more = ""): string => service(`try { await save(id); } catch (error) { ${handler} }`, more);

/** What makes a response of whatever it is given. */
const JSON_HELPER = `const json = (body, status = 200) => new Response(JSON.stringify(body), { status });`;
const LOGIN_FILE = "app/api/auth/login/route.ts";

type Case = readonly [sentence: string, fate: string | readonly string[], code: string, path?: string];

const FATES: readonly Case[] = [
  ["a failure that a generator gives to who goes through it", "carried", `export async function* load(ids) { for (const id of ids) { try { yield await save(id); } catch (error) { yield { id, error }; } } }`],
  ["a generator that gives something else", "swallowed", `export async function* load(ids) { for (const id of ids) { try { yield await save(id); } catch (error) { yield { id, row: null }; } } }`],
  ["a choice that records one kind and drops the others", "swallowed", service(`await save(id).catch((error) => (error.code === "E1" ? logger.warn(error) : null));`)],
  ["a choice that drops one kind and records the others", "recorded log", service(`await save(id).catch((error) => (error.code === "E1" ? null : logger.warn(error)));`)],
  ["a choice that records if somebody asked for it", "swallowed", service(`await save(id).catch((error) => (id.verbose ? logger.warn(error) : null));`)],
  ["a choice that records where there is a logger", "recorded log", `export async function load(id, log) { await save(id).catch((error) => (log ? log.warn(error) : null)); }`],
  ["a count that nobody reads", "swallowed", service(`let failures = 0; for (const one of id) { try { await save(one); } catch { failures++; } } return id.length;`)],
  ["a count that is asked for behind", "carried", service(`let failures = 0; for (const one of id) { try { await save(one); } catch { failures++; } } return id.length - failures;`)],
  // Recorded, with the strength of the weakest way
  ["recorded by a logger", "recorded log", attempt(`logger.error(error);`)],
  ["recorded by a logger's method as a tag", "recorded log", attempt("logger.error`not done: ${error}`;")],
  ["handed to another tag", "swallowed", attempt("html.error`not done`;")],
  ["recorded by console", "recorded console", attempt(`console.error(error);`)],
  ["recorded by an error reporter", "recorded reporter", attempt(`Sentry.captureException(error);`)],
  ["recorded by an audit event", "recorded audit", attempt(`securityLog.error("x", { error });`)],
  ["recorded by the stronger of two", "recorded log", attempt(`console.error(error); logger.error(error);`)],
  ["recorded by console on one of two ways", "recorded console", attempt(`if (error.fatal) { logger.error(error); return 1; } console.error(error); return 2;`)],
  ["recorded on each branch", "recorded log", attempt(`if (error.fatal) logger.error(error); else logger.warn("x");`)],
  ["recorded in every case of a switch", "recorded log", attempt(`switch (error.code) { case 1: logger.warn("x"); break; default: logger.error(error); }`)],
  ["recorded by a function of the file", "recorded log", attempt(`note(error);`, `function note(e) { logger.error(e); }`)],
  ["recorded on one way, carried on the other", "recorded log", attempt(`if (error.fatal) throw error; logger.warn("x");`)],
  // Carried on
  ["carried by a throw", "carried", attempt(`throw error;`)],
  ["carried by a function of the file that throws, by its name too", "carried", attempt(`fail(error);`, `function fail(e) { throw new Problem(e); }`)],
  ["carried to the caller by a function of the file that is named for failures", "carried", attempt(`return fail(error);`, `const fail = (error) => ({ ok: false, error });`)],
  ["answered by a function of the file, whatever its name says", "answered", route(`try { await save(request); } catch (error) { return handleError(error); }`, `function handleError(e) { return Response.json({ text: e.message }, { status: 500 }); }`), ROUTE_FILE],
  ["answered by a function of the file that is handed the response", "answered", express(`try { await save(req); res.end(); } catch (error) { fail(res, error); }`, `function fail(res, e) { res.status(500).json({ text: e.message }); }`)],
  ["recorded by a function of the file that answers", "recorded log", route(`try { await save(request); } catch (error) { return handleError(error); }`, `import { logger } from "@/lib/logger"; function handleError(e) { logger.error(e); return Response.json({}, { status: 500 }); }`), ROUTE_FILE],
  ["carried by a throw of another failure", "carried", attempt(`throw new Error("x");`)],
  ["carried to a function of another file", "carried", attempt(`handleIt(error);`)],
  ["carried to a function by a constant made of it", "carried", attempt(`const text = error.message; notify(text);`)],
  ["carried into a variable", "carried", attempt(`failure = error;`)],
  ["carried into a field by its message", "carried", attempt(`job.error = error.message;`)],
  ["carried to the caller", "carried", attempt(`return { error };`)],
  ["carried as a rejection", "carried", attempt(`return Promise.reject(error);`)],
  ["carried into a state", "carried", attempt(`setError(error);`)],
  ["carried by a loop's list", "carried", attempt(`failures.push(error);`)],
  ["carried wherever there is a place for it", "carried", attempt(`const text = error.message; if (jobId) await jobs.update({ state: "bad", text }).eq("id", jobId); return null;`)],
  ["carried wherever someone is there to take it", "carried", attempt(`if (journal) { journal.add(error); }`)],
  // Swallowed
  ["swallowed by an empty catch", "swallowed", service(`try { await save(id); } catch {}`)],
  ["swallowed by a catch that makes text of it", "swallowed", attempt(`String(error); JSON.stringify(error);`)],
  ["swallowed by a comparison", "swallowed", attempt(`isNotFound(error);`)],
  ["swallowed on one way", "swallowed", attempt(`if (verbose) logger.error(error);`)],
  ["swallowed where a switch decides whether it goes on", "swallowed", attempt(`if (verbose) await jobs.update({ error });`)],
  ["swallowed although a nested function would rethrow", "swallowed", attempt(`register(() => { throw new Error("x"); });`)],
  ["swallowed by a continue", "swallowed", service(`for (const one of id) { try { await save(one); } catch { continue; } }`)],
  // A branch for what is expected
  ["one expected failure, the rest rethrown", "carried", attempt(`if (error.code === "P2025") return null; throw error;`)],
  ["one expected failure, the rest recorded", "recorded log", attempt(`if (error.code === "P2025") return null; logger.error(error);`)],
  ["the rest sent away first", "carried", attempt(`if (!isNotFound(error)) throw error; return null;`)],
  ["one known kind recorded, and nothing of the rest", "swallowed", attempt(`if (error instanceof KnownError) logger.error(error); return null;`)],
  ["one known code recorded, and nothing of the rest", "swallowed", attempt(`if (error.code === "P2002") { logger.warn(error); } return null;`)],
  ["all but one kind recorded", "carried", attempt(`if (!(error instanceof KnownError)) logger.error(error); return null;`)],
  ["one expected failure and nothing of the rest", "swallowed", attempt(`if (error.code === "P2025") return null; return undefined;`)],
  // Excuses
  ["a line that may not be written", "swallowed (telemetry)", service(`try { logger.debug("x", { id }); console.log(id); } catch {}`)],
  ["a line behind what was tried", "swallowed", service(`try { await save(id); logger.debug("saved"); } catch {}`)],
  ["an audit event that may not be written", "swallowed", service(`try { securityLog.info("order.save", { id }); } catch {}`)],
  ["a parse with a line about it", "swallowed (probe)", service(`try { const order = JSON.parse(id); logger.debug("parsed"); return order; } catch { return null; }`)],
  ["a probe", "swallowed (probe)", service(`try { return JSON.parse(id); } catch { return null; }`)],
  ["an attempt that waits for another, in a function that says it tries", "swallowed", `export async function tryLoad(id) { try { return await find(id); } catch { return null; } }`],
  ["a teardown", "swallowed (teardown)", service(`try { await pool.end(); } catch {}`)],
  ["a client that is let go under the name that Prisma gives it", "swallowed (teardown)", service(`try { await prisma.$disconnect(); } catch {}`)],
  ["a client that is to be reached under the name that Prisma gives it", "swallowed", service(`try { await prisma.$connect(); } catch {}`)],
  ["a body read", "swallowed (body-read)", service(`return response.json().catch(() => null);`)],
  ["a body read under a project's own name", "swallowed (probe)", service(`try { return await parseJsonBodyWithLimit(id); } catch { return null; }`)],
  ["a reader of something else than a body", "swallowed", service(`try { return await readStock(id); } catch { return null; }`)],
  [
    "a function of the file that has recorded before it throws",
    ["swallowed (shared)", "recorded log"],
    `export function start() { void work().catch(() => undefined); }
async function work() { const jobs = await connect(); if (!jobs) { try { check(); } catch (error) { logger.error(error); throw error; } } }`,
  ],
  [
    "a function of the file that records nothing",
    "swallowed",
    "export function start() { void work().catch(() => undefined); }\nasync function work() { await connect(); }",
  ],
  ["a function of the file that parses an address", "swallowed (probe)", service(`try { return originOf(id); } catch { return null; }`, `const originOf = (text) => { if (!text) throw new TypeError("x"); return new URL(text).origin; };`)],
  ["a function of the file that parses and asks", "swallowed", service(`try { return originOf(id); } catch { return null; }`, `const originOf = (text) => { remember(text); return new URL(text).origin; };`)],
  ["work that is put off until after the answer", "swallowed (probe)", service(`try { after(async () => { await send(id); }); } catch { await send(id); }`)],
  ["the end of a stream of events", "swallowed (probe)", service(`for (const line of id) { if (line.startsWith("data: ")) { try { const event = JSON.parse(line.slice(6)); await write(event); } catch {} } }`)],
  ["lines of no stream of events", "swallowed", service(`for (const line of id) { if (line.startsWith("# ")) { try { const event = JSON.parse(line.slice(2)); await write(event); } catch {} } }`)],
  ["a count of visits", "swallowed (telemetry)", service(`this.incrementHitCount(id).catch(() => {});`)],
  ["a stamp of the last use", "swallowed (telemetry)", service(`void keys.updateLastUsedAt(id).catch(() => {});`)],
  ["a count that others go by", "swallowed", service(`await updateStockCount(id).catch(() => {});`)],
  ["what analytics are given", "swallowed (telemetry)", `export async function readAttributionProperties(id) { try { return pick(await jar(id)); } catch { return {}; } }`],
  ["telemetry", "swallowed (telemetry)", service(`try { analytics.track("x"); } catch {}`)],
  ["a promise that others hold", "swallowed (shared)", service(`const task = save(id); task.catch(() => {}); return task;`)],
  ["a report of errors", "swallowed (telemetry)", service(`try { return this.sentry.captureMessage(id); } catch { return null; }`)],
  ["a parse of the project's own", "swallowed (probe)", service(`try { found.set(id, deepParseJson(id)); } catch { found.set(id, id); }`)],
  ["a conversion in a function that parses", "swallowed (probe)", `export function parseCell(text, convert) { try { return convert(text); } catch { return text; } }`],
  ["a function that parses what it waits for", "swallowed", `export async function parseCell(text, fetchIt) { try { return await fetchIt(text); } catch { return null; } }`],
  ["a chained schema", "swallowed (probe)", service(`try { if (!id) throw new Error("x"); return z.coerce.number().min(0).parse(id); } catch { return 0; }`)],
  ["get, else create", "swallowed (probe)", service(`try { await api.rooms.get(id); } catch { await api.rooms.create({ id }); }`)],
  ["get here, else create elsewhere", "swallowed", service(`try { await api.rooms.get(id); } catch { await cache.create({ id }); }`)],
  ["a look at what a thrown error is to tell", "swallowed (detail)", service(`if (bad) { const body = await detailsOf(id).catch(() => null); throw new Error(body ?? "x"); }`)],
  ["a look at what a returned error is to tell", "swallowed (detail)", service(`const state = await inspect(id).catch(() => null); return new Error(state ?? "x");`)],
  ["a look before an error that is not always thrown", "swallowed", service(`const state = await inspect(id).catch(() => null); if (state) return state; throw new Error("x");`)],
  ["a comment with a reason", "swallowed (comment)", service(`try { await save(id); } catch { /* may fail at night */ }`)],
  ["a comment in another language", "swallowed (comment)", service(`try { await save(id); } catch { /* fällt nachts öfter aus */ }`)],
  ["best effort, in two words", "swallowed", service(`try { await save(id); } catch { /* best effort */ }`)],
  ["on purpose, in two words", "swallowed", service(`try { await save(id); } catch { // Silently fail\n }`)],
  ["a fallback, in two words", "swallowed", service(`let it = 1; try { it = await load(id); } catch { /* keep fallback */ } return it;`)],
  ["one word", "swallowed", service(`try { await save(id); } catch { /* noop */ }`)],
  ["a comment of two words", "swallowed", service(`try { await save(id); } catch { /* ignore it */ }`)],
  ["a reason at the end of the line", "swallowed (comment)", service(`await save(id).catch(() => undefined); // catch errors and do not retry`)],
  ["a reason on the next line is another's", "swallowed", service(`await save(id).catch(() => undefined);\n// do not retry this one\nawait send(id);`)],
  ["commented-out code", "swallowed", service(`try { await save(id); } catch (error) { // console.error("could not save", error)\n }`)],
  // Rejection handlers
  ["an arrow that records", "recorded log", service(`save(id).catch((error) => logger.error(error));`)],
  ["an arrow that gives a value", "swallowed", service(`save(id).catch(() => null);`)],
  ["an arrow that gives the failure", "carried", service(`return save(id).catch((error) => ({ error }));`)],
  ["an arrow that stores the failure", "carried", service(`save(id).catch((error) => (failure = error));`)],
  ["console.error", "recorded console", service(`save(id).catch(console.error);`)],
  ["a logger's method", "recorded log", service(`save(id).catch(logger.error);`)],
  ["noop", "swallowed", service(`save(id).catch(noop);`)],
  ["an unknown function", "carried", service(`save(id).catch(handleIt);`)],
  ["the second function of then", "swallowed", service(`save(id).then(use, () => null);`)],
  ["two handlers on one promise", ["swallowed", "recorded log"], service(`save(id).then(use, () => null).catch((error) => logger.error(error));`)],
  ["a schema's default is no rejection handler", [], service(`return z.string().catch(() => "x");`)],
  ["then with one function is none", [], service(`return save(id).then(use);`)],
  ["a finally alone is none", [], service(`try { await save(id); } finally { await close(); }`)],
  // In a handler
  ["answered by a response", "answered", route(`try { await save(); return Response.json({}); } catch { return new Response("", { status: 500 }); }`), ROUTE_FILE],
  ["answered with the failure's text", "answered", route(`try { await save(); return Response.json({}); } catch (error) { return Response.json({ error: error.message }, { status: 500 }); }`), ROUTE_FILE],
  ["answered by res", "answered", express(`try { await save(); res.json({}); } catch (error) { res.status(500).end(); }`)],
  ["answered by an interrupt", "answered", route(`try { await save(); return Response.json({}); } catch { notFound(); }`, `import { notFound } from "next/navigation";`), ROUTE_FILE],
  ["recorded before it is answered", "recorded log", route(`try { await save(); return Response.json({}); } catch (error) { logger.error(error); return new Response("", { status: 500 }); }`, HEAD), ROUTE_FILE],
  ["passed to next", "carried", express(`try { await save(); res.json({}); } catch (error) { next(error); }`)],
  ["a value that the client gets is not carried on", "answered", `"use server";\nexport async function save(form) { try { await store(form); } catch (error) { return { error: error.message }; } }`, "app/actions.ts"],
  [
    "an answer that says less of what the outer catch answers",
    ["answered", "answered (detail)"],
    route(`try { await save(); return Response.json({}); } catch { try { const { back } = verifyIntent(request.url); return refused(back); } catch { return refused(); } }`, `const refused = (back) => new Response(back, { status: 400 });`),
    ROUTE_FILE,
  ],
  [
    "work in a catch that fails in its turn",
    ["answered", "answered"],
    route(`try { await save(); return Response.json({}); } catch { try { await refund(request.url); return refused(1); } catch { return refused(); } }`, `const refused = (back) => new Response(back, { status: 400 });`),
    ROUTE_FILE,
  ],
  ["a credential's probe is none in a handler", "answered", route(`let user; try { user = jwt.verify(token, KEY); } catch { return new Response("", { status: 401 }); } return Response.json(user);`), ROUTE_FILE],
  ["a body's probe is one in a handler", "answered (probe)", route(`let body; try { body = await request.json(); } catch { return new Response("", { status: 400 }); } return Response.json(body);`), ROUTE_FILE],
  ["a limiter's no", "answered (probe)", route(`try { await applyRateLimit(id); } catch (error) { return Response.json({}, { status: 429 }); } return Response.json({});`), ROUTE_FILE],
  ["a limiter's failure under another status", "answered", route(`try { await applyRateLimit(id); } catch (error) { return Response.json({}, { status: 500 }); } return Response.json({});`), ROUTE_FILE],
  ["a limiter's no after other work", "answered", route(`try { await save(id); await applyRateLimit(id); } catch (error) { return Response.json({}, { status: 429 }); } return Response.json({});`), ROUTE_FILE],
  // Failed open
  ["a sensitive handler that says no by a helper of the file", "answered", route(`try { return json({ ok: true, user: await signIn(await request.json()) }); } catch { return json({ ok: false }); }`, JSON_HELPER), LOGIN_FILE],
  ["a sensitive handler that says yes by a helper of the file", "failed-open", route(`try { return json({ ok: true, user: await signIn(await request.json()) }); } catch { return json({ ok: true }); }`, JSON_HELPER), LOGIN_FILE],
  ["a guard that says yes", "failed-open", `export async function isAllowed(user) { try { return await ask(user); } catch { return true; } }`],
  ["a token that cannot be read, and is renewed", "swallowed (probe)", `export function isAccessTokenExpiringSoon(token) { try { return decode(token).exp < soon(); } catch { return true; } }`],
  ["a guard that cannot read the list of who may", "failed-open", `export function isAllowedIp(ip) { try { return JSON.parse(ALLOWED).includes(ip); } catch { return true; } }`],
  ["a guard that says no", "swallowed", `export async function isAllowed(user) { try { return await ask(user); } catch { return false; } }`],
  ["a lock that says yes refuses", "swallowed", `export async function isBlocked(user) { try { return await ask(user); } catch { return true; } }`],
  ["another function that says yes", "swallowed", `export async function saveUser(user) { try { return await ask(user); } catch { return true; } }`],
  ["a guard's rejection handler that says yes", "failed-open", `export const isAllowed = (user) => ask(user).catch(() => true);`],
  ["middleware that goes on", "failed-open", `export async function guard(req, res, next) { try { await ask(req); next(); } catch { next(); } }`],
];

describe.each(PARSERS)("caught failures ($parser)", ({ facts }) => {
  test.each(FATES.map(([sentence, ...row]) => ({ sentence, row })))("$sentence", ({ row: [fate, code, path = "src/services/orders.ts"] }) => {
    expect(fatesOf(facts(code, path))).toEqual(typeof fate === "string" ? [fate] : fate);
  });

  test("a proxy that lets the request through when its check breaks has failed open", () => {
    const text = `import { NextResponse, type NextRequest } from "next/server";
export async function proxy(request: NextRequest) {
  try {
    await verifySession(request);
    return NextResponse.next();
  } catch {
    return NextResponse.next();
  }
}
`;
    expect(fatesOf(facts(text, "proxy.ts"))).toEqual(["failed-open"]);
    expect(fatesOf(facts(text.replace(/next\(\);\n {2}}\n}/, 'redirect(new URL("/login", request.url));\n  }\n}'), "proxy.ts"))).toEqual(["answered"]);
  });

  test("a Pages middleware that calls the next handler when its check breaks has failed open", () => {
    const text = `export const onRequest: PagesFunction = async (context) => {
  try {
    await checkAccess(context.request);
  } catch {
    return context.next();
  }
  return context.next();
};
`;
    expect(fatesOf(facts(text, "functions/_middleware.ts"))).toEqual(["failed-open"]);
  });

  test("all of the file, in source order, inner before outer by place", () => {
    const found = facts(service(`try { try { await a(); } catch { } } catch (error) { throw error; }\nb().catch(() => {});`), "src/services/orders.ts");
    expect(found.caught.map(({ place }) => found.file.view.text.slice(...place))).toEqual(["catch", "catch (error)", "() => {}"]);
  });

  test("the handler around it, and the name of the failure", () => {
    const code = `${route(`try { await save(); } catch (err) { logger.error(err); }`)}export async function helper() { try { await save(); } catch { } }`;
    const found = facts(code, ROUTE_FILE);
    expect(found.caught.map(({ error, handler }) => [error, handler?.name ?? handler?.method])).toEqual([["err", "POST"], [undefined, undefined]]);
  });

  test("facts are made once for a view", () => {
    const found = facts(service(`try { await save(id); } catch {}`));
    expect(found.caught).toBe(found.caught);
    expect(found.handlers).toBe(found.handlers);
  });
});
