/** Failures that no catch clause takes: of promises, of callbacks, among settled results, beside a result. */
import { describe, expect, test } from "vitest";
import { PARSERS } from "../support/parsers.js";
import { edge, EDGE, findingsOf, handler, route, ROUTE, SERVER, service, SERVICE, type Row } from "./caught-suite.js";

const SILENT: readonly (readonly [finding: string, ...row: Row])[] = [
  // Promises
  ["swallowed: noop", "lodash's noop by its own module", service(`await charge(id).catch(noop);`, `import noop from "lodash.noop";`)],
  ["swallowed: nothing", "lodash's noop under another name", service(`await charge(id).catch(nothing);`, `import { noop as nothing } from "lodash-es";`)],
  ["swallowed: idle", "an imported noop under a name that says nothing", service(`await charge(id).catch(idle);`, `import { noop as idle } from "rxjs";`)],
  ["swallowed: Function.prototype", "the prototype of all functions", service(`await charge(id).catch(Function.prototype);`)],
  ["swallowed: Boolean", "a conversion to yes or no", service(`await charge(id).catch(Boolean);`)],
  ["swallowed: _.constant(null)", "a constant function", service(`return charge(id).catch(_.constant(null));`, `import _ from "lodash";`)],
  ["swallowed: () => void 0", "a void", service(`await charge(id).catch(() => void 0);`)],
  ["swallowed: async () => {}", "an async function that does nothing", service(`await charge(id).catch(async () => {});`)],
  ["swallowed: (err) => err", "the failure as the value of a promise that nobody takes", service(`await charge(id).catch((err) => err);`)],
  ["swallowed: (err) => { return { err }; }", "the failure in an object that nobody takes", service(`void charge(id).catch((err) => { return { err }; });`)],
  ["swallowed: () => null", "the second function of then, with a catch behind it that never sees it", service(`return charge(id).then(use, () => null).catch((err) => { throw err; });`)],
  ["swallowed: () => {}", "a promise in a for await", service(`for await (const one of pages(id)) { await charge(one).catch(() => {}); }`)],
  ["swallowed: () => []", "a promise in a for await's own list", service(`for await (const one of await pages(id).catch(() => [])) use(one);`)],
  ["swallowed: () => {}", "a promise inside a try that would have recorded", service(`try { await charge(id).catch(() => {}); } catch (err) { logger.error(err); }`)],
  ["swallowed: catch", "a catch around promises that record themselves", service(`try { await Promise.all([charge(id).catch((err) => logger.error(err)), lock(id)]); } catch {}`)],
  ["swallowed: catch", "a catch around a for await", service(`try { for await (const one of pages(id)) use(one); } catch {}`)],
  ["swallowed: (err) => { if (err.fatal) throw err; }", "a handler that throws some and drops the others", service(`await charge(id).catch((err) => { if (err.fatal) throw err; });`)],
  ["answered: (err) => res.status(500).json({ error: err.message })", "a chain that answers", handler(`charge(req.params.id).then((it) => res.json(it)).catch((err) => res.status(500).json({ error: err.message }));`), SERVER],
  ["answered: (err) => { return res.status(500).send(err); }", "a chain that returns what it answers", handler(`charge(req.params.id).then((it) => res.json(it)).catch((err) => { return res.status(500).send(err); });`), SERVER],
  ["answered: (err) => res.sendStatus(502)", "the second function of then answers", handler(`charge(req.params.id).then((it) => res.json(it), (err) => res.sendStatus(502));`), SERVER],
  ["failedOpen: () => true", "a permission that is given when it cannot be asked", `import { policy } from "./policy.js";\nexport const canSettle = (user) => policy.ask(user).catch(() => true);\n`],
  // Callbacks
  ["answered: err", "a query that answers its error", handler(`db.query("select 1", (err, rows) => { if (err) return res.status(500).end(); res.json(rows); });`), SERVER],
  ["answered: error", "an error's text to the client", handler(`db.query("select 1", function (error, rows) { if (error) { res.status(500).json({ error: error.message }); return; } res.json(rows); });`), SERVER],
  ["answered: err || !user", "no user and no database told alike", handler(`users.findById(req.params.id, (err, user) => { if (err || !user) return res.sendStatus(404); res.json(user); });`), SERVER],
  ["answered: err !== null", "a comparison with null", handler(`users.findById(req.params.id, (err, user) => { if (err !== null) { res.sendStatus(500); } else { res.json(user); } });`), SERVER],
  ["answered: !err", "the error's branch behind an else", handler(`users.findById(req.params.id, (err, user) => { if (!err) { res.json(user); } else { res.sendStatus(500); } });`), SERVER],
  ["answered: err", "a conditional", handler(`users.findById(req.params.id, (err, user) => err ? res.sendStatus(500) : res.json(user));`), SERVER],
  ["answered: err", "a token's verification", handler(`jwt.verify(req.token, KEY, (err, claims) => { if (err) return res.sendStatus(403); res.json(claims); });`), SERVER],
  ["answered: loginErr", "a name that ends in Err", handler(`req.login(req.body, (loginErr) => { if (loginErr) return res.redirect("/login"); res.redirect("/"); });`), SERVER],
  ["answered: failure", "an error by its type", handler(`db.run("x", (failure: Error | null) => { if (failure) { res.sendStatus(500); return; } res.end(); });`), SERVER],
  ["answered: e: Error", "a listener to errors that only answers", handler(`fs.createReadStream(req.params.id).on("error", (e: Error) => { res.status(404).end(); }).pipe(res);`), SERVER],
  ["swallowed: err", "a callback that leaves at an error", service(`db.query("select 1", (err, rows) => { if (err) return; use(rows); });`)],
  ["swallowed: err", "a callback with an empty branch", service(`db.query("select 1", (err, rows) => { if (err) {} use(rows); });`)],
  ["swallowed: !err", "a callback that goes on when there is none, and else does nothing", service(`db.query("select 1", (err, rows) => { if (!err) { use(rows); } });`)],
  ["swallowed: err", "an error that nobody looks at, in a handler", handler(`db.query("select 1", (err, rows) => { res.json(rows); });`), SERVER],
  ["swallowed: _err", "an error that is named as unused, in a handler", handler(`db.query("select 1", (_err, rows) => res.json(rows));`), SERVER],
  // Settled results
  ["unsettled: Promise.allSettled", "results that are waited for and not taken", service(`await Promise.allSettled([charge(id), mail.send(id)]);`)],
  ["unsettled: Promise.allSettled", "results that are not even waited for", service(`void Promise.allSettled([charge(id), mail.send(id)]);`)],
  ["unsettled: Promise.allSettled", "a list that is mapped", service(`await Promise.allSettled(id.map((one) => charge(one)));`)],
  ["unsettled: Promise.allSettled", "only what was fulfilled, by a filter", service(`const results = await Promise.allSettled(id.map(charge)); return results.filter((it) => it.status === "fulfilled").map((it) => it.value);`)],
  ["unsettled: Promise.allSettled", "only what was fulfilled, by a conditional for each", service(`const [rate, tax] = await Promise.allSettled([rates(id), taxes(id)]); return { rate: rate.status === "fulfilled" ? rate.value : null, tax: tax.status === "fulfilled" ? tax.value : 0 };`)],
  ["unsettled: Promise.allSettled", "only what was fulfilled, in a loop", service(`const results = await Promise.allSettled(id.map(charge)); for (const it of results) { if (it.status === "fulfilled") use(it.value); }`)],
  ["unsettled: Promise.allSettled", "a list that is filled with promises of which one has no handler", service(`const work = []; work.push(charge(id).catch((err) => logger.error(err))); work.push(mail.send(id)); await Promise.allSettled(work);`)],
  // Beside a result
  ["unreadError: { data }", "rows that the client gets", edge(`const { data } = await supabase.from("invoices").select(); return Response.json(data);`), EDGE],
  ["unreadError: { data: invoice }", "a row under another name that decides", edge(`const { data: invoice } = await supabase.from("invoices").select().eq("id", 1).single(); if (!invoice) return new Response("", { status: 404 }); return Response.json(invoice);`), EDGE],
  ["unreadError: { data: { user } }", "an account that is made", edge(`const { data: { user } } = await supabase.auth.admin.createUser({ email: "x" }); return Response.json({ id: user?.id });`), EDGE],
  ["unreadError: { data }", "a sign-in", edge(`const { data } = await supabase.auth.signInWithPassword({ email, password }); return Response.json(data);`), EDGE],
  ["unreadError: { data }", "a function of the database", edge(`const { data } = await supabase.rpc("settle", { id: 1 }); return Response.json({ ok: data?.ok });`), EDGE],
  ["unreadError: { data }", "a file that is stored", edge(`const { data } = await supabase.storage.from("invoices").upload("x.pdf", file); return Response.json({ path: data?.path });`), EDGE],
  ["unreadError: { count }", "rows that are counted", edge(`const { count } = await supabase.from("invoices").select("*", { count: "exact", head: true }); return Response.json({ count });`), EDGE],
  ["unreadError: { data: rows }", "a client of a handler in a route", route(`const client = createServerClient(URL, KEY); const { data: rows } = await client.from("invoices").select(); return Response.json(rows);`, `import { createServerClient } from "@supabase/ssr";`), ROUTE],
];

const FINE: readonly Row[] = [
  // Promises
  ["undefined takes nothing: the promise fails as before", service(`await charge(id).catch(undefined);`)],
  ["a handler that throws all but what is expected", service(`return charge(id).catch((err) => { if (err.code === "P2025") return null; throw err; });`)],
  ["a handler that records in both branches", service(`await charge(id).catch((err) => { if (err.fatal) logger.error(err); else logger.warn(err); });`)],
  ["the failure as a value that somebody takes", service(`const outcome = await charge(id).catch((err) => err); return outcome;`)],
  ["the failure stored for later", service(`let failure; await charge(id).catch((err) => { failure = err; }); if (failure) throw failure;`)],
  ["a handler made elsewhere", service(`await charge(id).catch(report("charge"));`, `import { report } from "./report.js";`)],
  ["an optional package", service(`return import("sharp").catch(() => null);`)],
  ["a file that may be there", service(`return fs.access(id).then(() => true, () => false);`)],
  ["a file that may be there, the other way", service(`return fs.stat(id).then(() => true).catch(() => false);`)],
  ["a body that may be none", route(`const input = await request.json().catch(() => ({})); return Response.json(input);`), ROUTE],
  ["a browser that is closed", service(`await browser.close().catch(() => undefined);`)],
  ["a container that is removed by force", service(`await container.remove({ force: true }).catch(() => undefined);`)],
  ["a chain that hands on", handler(`charge(req.params.id).then((it) => res.json(it)).catch(next);`), SERVER],
  ["a chain that records and answers", handler(`charge(req.params.id).then((it) => res.json(it)).catch((err) => { logger.error(err); res.sendStatus(500); });`), SERVER],
  ["a reason at the end of the line", service(`await mail.send(id).catch(() => {}); // best effort, the invoice stands`)],
  ["a reason inside", service(`await mail.send(id).catch(() => { /* a lost mail costs nobody anything */ });`)],
  // Callbacks
  ["an error that is handed to next", handler(`db.query("x", (err, rows) => { if (err) return next(err); res.json(rows); });`), SERVER],
  ["an error that is handed to the callback around it", service(`db.query("x", (err, rows) => { if (err) return options.callback(err); use(rows); });`)],
  ["an error that rejects the promise", service(`return new Promise((resolve, reject) => { db.query("x", (err, rows) => { if (err) return reject(err); resolve(rows); }); });`)],
  ["an error that rejects, by a conditional", service(`return new Promise((resolve, reject) => { db.query("x", (err, rows) => (err ? reject(err) : resolve(rows))); });`)],
  ["an error that is thrown", service(`db.query("x", (err, rows) => { if (err) throw err; use(rows); });`)],
  ["an error that is recorded, then answered", handler(`db.query("x", (err, rows) => { if (err) { logger.error(err); return res.sendStatus(500); } res.json(rows); });`), SERVER],
  ["an error that is recorded first of all", handler(`db.query("x", (err, rows) => { logger.debug(err); if (err) return res.sendStatus(500); res.json(rows); });`), SERVER],
  ["an error that is kept", service(`let failure; db.query("x", (err) => { if (err) failure = err; }); return () => failure;`)],
  ["a file that may be there, by callback", handler(`fs.access(req.params.id, (err) => { if (err) return res.sendStatus(404); res.end(); });`), SERVER],
  ["a file that is taken away, by callback", service(`fs.unlink(id, (err) => { if (err) return; use(id); });`)],
  ["an answer that did not get through", handler(`res.sendFile(req.params.id, (err) => { if (err) res.status(404).end(); });`), SERVER],
  ["a list of errors", handler(`res.json(problems.map((error, index) => ({ index, text: "x" })));`), SERVER],
  ["errors that are walked through", handler(`problems.forEach((err) => { if (err) seen.add(1); }); res.end();`), SERVER],
  ["a handler of errors", `import express from "express";\nconst app = express();\napp.use((err, req, res, next) => { if (err.known) return next(err); next(err); });\n`, SERVER],
  ["a first parameter that is no error", handler(`db.each("x", (row, index) => { if (row) res.write(String(index)); }); res.end();`), SERVER],
  ["an error that nobody looks at, in a script's function", service(`db.query("x", (err, rows) => { use(rows); });`)],
  ["a listener to errors that records", handler(`stream.on("error", (err) => { logger.error(err); res.sendStatus(500); });`), SERVER],
  ["a listener to errors that hands on", handler(`stream.on("error", (err) => next(err));`), SERVER],
  ["a reason in the callback", service(`db.query("x", (err) => { if (err) { /* the next run tries again */ } });`)],
  // Settled results
  ["what was rejected is recorded", service(`const results = await Promise.allSettled(id.map(charge)); for (const it of results) if (it.status === "rejected") logger.error(it.reason);`)],
  ["the reason is looked at", service(`const [one] = await Promise.allSettled([charge(id)]); if (one.status === "fulfilled") return one.value; throw one.reason;`)],
  ["what was not fulfilled is counted", service(`const results = await Promise.allSettled(id.map(charge)); const bad = results.filter((it) => it.status !== "fulfilled"); logger.warn("failed", { count: bad.length });`)],
  ["what was fulfilled, and an else", service(`const [one] = await Promise.allSettled([charge(id)]); if (one.status === "fulfilled") { use(one.value); } else { logger.warn("none"); }`)],
  ["what went well is counted against all", service(`const results = await Promise.allSettled(id.map(charge)); const well = results.filter((it) => it.status === "fulfilled").length; logger.info("done", { well, all: results.length });`)],
  ["the results are handed on", service(`const results = await Promise.allSettled(id.map(charge)); report(results);`, `import { report } from "./report.js";`)],
  ["the results are returned", service(`return Promise.allSettled(id.map(charge));`)],
  ["records alone", handler(`await Promise.allSettled([logger.info("a"), logger.warn("b")]); res.end();`), SERVER],
  ["audit events that nobody waits for", route(`void Promise.allSettled([securityLog.info("invoice.settled", { id: 1 })]); return Response.json({});`, `import { securityLog } from "@/lib/logging";`), ROUTE],
  ["connections that are closed", service(`await Promise.allSettled([pool.end(), redis.quit()]);`)],
  ["sockets that are closed", service(`await Promise.allSettled(id.map((socket) => socket.close()));`)],
  ["work that catches its own failures", service(`await Promise.allSettled(id.map(async (one) => { try { await charge(one); } catch (err) { logger.error(err); } }));`)],
  ["promises that have handlers", service(`await Promise.allSettled([charge(id).catch((err) => logger.error(err))]);`)],
  ["a list that is filled with promises that have handlers", service(`const work = []; work.push(charge(id).catch((err) => logger.error(err))); work.push(Promise.allSettled(more).then(use)); await Promise.allSettled(work);`)],
  ["a function of the file that catches its own failures", service(`await Promise.allSettled([safely(id)]);`, `async function safely(id) { try { await charge(id); } catch (err) { logger.error(err); } }`)],
  ["a reason above it", service(`// Best effort: neither may hold up the answer\n await Promise.allSettled([mail.send(id), push(id)]);`)],
  // Beside a result
  ["an error that is taken", edge(`const { data, error } = await supabase.from("invoices").select(); if (error) throw error; return Response.json(data);`), EDGE],
  ["an error under another name", edge(`const { data, error: failure } = await supabase.from("invoices").select(); if (failure) console.error(failure); return Response.json(data);`), EDGE],
  ["the rest of the result", edge(`const { data, ...rest } = await supabase.from("invoices").select(); return Response.json(data, report(rest));`), EDGE],
  ["the whole result", edge(`const result = await supabase.from("invoices").select(); return Response.json(result.data);`), EDGE],
  ["a call that throws", edge(`const { data } = await supabase.from("invoices").select().throwOnError(); return Response.json(data);`), EDGE],
  ["who is signed in", edge(`const { data: { user } } = await supabase.auth.getUser(); if (!user) return new Response("", { status: 401 }); return Response.json({});`), EDGE],
  ["nothing found is recorded", edge(`const { data: invoice } = await supabase.from("invoices").select().single(); if (!invoice) { console.warn("no invoice"); return new Response("", { status: 404 }); } return Response.json(invoice);`), EDGE],
  ["nothing found is a failure", edge(`const { data: invoice } = await supabase.from("invoices").select().single(); if (!invoice) throw new Error("no invoice"); return Response.json(invoice);`), EDGE],
  ["a detail that may be missing", edge(`const { data: profile } = await supabase.from("profiles").select("name").maybeSingle(); const name = profile?.name ?? "you"; return new Response(name);`), EDGE],
  ["an address that is only put together", edge(`const { data } = await supabase.storage.from("invoices").getPublicUrl("x.pdf"); return Response.json(data);`), EDGE],
  ["data of another kind of client", handler(`const { data } = await axios.get("https://bank.example"); res.json(data);`), SERVER],
  ["a function outside any handler", `import { supabase } from "./supabase.js";\nexport async function invoices() { const { data } = await supabase.from("invoices").select(); return data; }\n`],
];

describe.each(PARSERS)("failures that no catch takes ($parser)", ({ facts }) => {
  test.each(SILENT.map(([finding, sentence, code, path = SERVICE]) => ({ finding, sentence, code, path })))("$sentence", ({ finding, code, path }) => {
    expect(findingsOf(facts(code, path))).toEqual([finding]);
  });

  test.each(FINE.map(([sentence, code, path = SERVICE]) => ({ sentence, code, path })))("fine: $sentence", ({ code, path }) => {
    expect(findingsOf(facts(code, path))).toEqual([]);
  });
});
