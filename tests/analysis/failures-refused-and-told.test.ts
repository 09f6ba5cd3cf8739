/** Failures that are told, refused as input, kept by who is called, or of no weight, each beside a near one that is lost. */
import { describe, expect, test } from "vitest";
import noSilentCatch from "../../rules/no-silent-catch.js";
import { PARSERS } from "../support/parsers.js";
import { express, fatesOf, route, ROUTE_FILE } from "./ask.js";

const LOGGER = `import { logger } from "@/lib/logger";`;
const SERVICE = "src/services/orders.ts";
const service = (body: string, head = ""): string => `${head}\nexport async function load(id) {\n${body}\n}\n`;
const refused = (attempt: string, status = 400): string => route(`let value; try { ${attempt} } catch { return Response.json({ error: "no good" }, { status: ${status} }); } return Response.json(value);`);
const retried = (test: string): string => service(`for (let n = 0; n < most; n++) { try { return await send(id); } catch (error) { const isLast = ${test}; if (isLast) { throw error; } await again(n); } }`);
const opened = (behind: string): string => service(`return await store.make(id).catch(async () => { const other = await store.byName(id); ${behind} return other; });`);
const settled = (held: string): string => service(`const work = []; for (const one of id) { ${held} work.push(saved); } await Promise.allSettled(work);`, LOGGER);
const each = (comment: string): string => service(`${comment}\nreturn id.map((row) => {\n  let text;\n  try {\n    text = openField(row);\n  } catch {\n    text = "?";\n  }\n  return { row, text };\n});`);

type Case = readonly [sentence: string, fate: string | readonly string[], code: string, path?: string];

const ROWS: readonly Case[] = [
  // Told
  ["a list of one entry that is called an error", "carried", service(`try { return await list(id); } catch { return [{ label: "Nothing there", name: "error" }]; }`)],
  ["a list of one entry that is called otherwise", "swallowed", service(`try { return await list(id); } catch { return [{ label: "Nothing there", name: "none" }]; }`)],
  ["an empty list", "swallowed", service(`try { return await list(id); } catch { return []; }`)],
  ["an entry with an error among the results", "carried", service(`const results = []; try { results.push(await ask(id)); } catch { results.push({ error: "not asked" }); } return results;`)],
  ["an entry without one among the results", "swallowed", service(`const results = []; try { results.push(await ask(id)); } catch { results.push({ row: id }); } return results;`)],
  ["an entry with an error among results that nobody reads", "swallowed", service(`const results = []; try { results.push(await ask(id)); } catch { results.push({ error: "not asked" }); }`)],
  ["an entry with an error in the answer of a handler", "swallowed", route(`const results = []; try { results.push(await ask(1)); } catch { results.push({ error: "not asked" }); } return Response.json(results);`), ROUTE_FILE],
  // Known
  ["one kind that is known, where any other is given back as an error", "carried", service(`try { await make(id); } catch (error) { if (!isThere(error)) return Err(new Error("not made", { cause: error })); } return Ok(await replace(id));`)],
  ["one kind that is known, where any other is given back as nothing", "swallowed", service(`try { await make(id); } catch (error) { if (!isThere(error)) return null; } return replace(id);`)],
  ["an error with a status, for whoever answers", "carried", service(`try { return Ok(await find(id)); } catch (error) { return Err(new FindError({ cause: error })); }`, `export class FindError extends Error { constructor({ status = 500, cause }) { super("not found"); this.status = status; } }`)],
  ["a failure that the caller has chosen to go without", "carried", service(`try { return await find(id); } catch (error) { if (!id.ignoreFailure) { throw error; } else { return null; } }`)],
  ["a failure that the caller has chosen to go without, and any other thrown behind", "carried", service(`try { return await find(id); } catch (error) { if (id.staleOnError && old) { return old; } throw error; }`)],
  ["a failure that some other test leaves out", "swallowed", service(`try { return await find(id); } catch (error) { if (!id.isLarge) { throw error; } else { return null; } }`)],
  ["what could not be made, given as a part of what is there", "carried", service(`try { return { kind: "new", row: await store.make(id) }; } catch (error) { const other = await store.byName(id); if (other) return { kind: "old", row: other }; throw error; }`)],
  ["what could not be made, and something else that is given", "swallowed", service(`try { return { kind: "new", row: await store.make(id) }; } catch (error) { const other = await store.byName(id); if (other) return { kind: "old", row: id }; throw error; }`)],
  ["one kind of all errors that is made good, any other thrown", "carried", service(`try { await open(id); } catch (error) { if (error instanceof Error) { if (error.name === "NotFound") { await make(id); } else { throw error; } } }`)],
  ["one kind of all errors that is made good, and no other", "swallowed", service(`try { await open(id); } catch (error) { if (error instanceof Error) { if (error.name === "NotFound") { await make(id); } } }`)],
  ["the last attempt's failure, by a name for it", "carried", retried("n === most - 1")],
  ["what has nothing to do with attempts, by a name for it", "swallowed", retried(`id.kind === "last"`)],
  ["what could not be made, thrown unless it is there", "carried", opened(`if (!other || other.kind !== "folder") throw new Error("in the way");`)],
  ["what could not be made, and what is there or not", "swallowed", opened("")],
  // Refused as input
  ["a value that a class makes of an upload", "answered (probe)", refused(`value = new AdmZip(request.bytes);`), ROUTE_FILE],
  ["a value that a class makes of an upload, answered as a failure of the server", "answered", refused(`value = new AdmZip(request.bytes);`, 500), ROUTE_FILE],
  ["a client that is made to tell who asks", "answered", refused(`value = new TokenReader(request.headers);`), ROUTE_FILE],
  ["a limit that a check enforces", "answered (probe)", refused(`await verifyLinkLimit(request);`), ROUTE_FILE],
  ["a limit that a check enforces, answered as a failure of the server", "answered", refused(`await verifyLinkLimit(request);`, 500), ROUTE_FILE],
  ["a check of who asks", "answered", refused(`await verifyIdentityToken(request);`), ROUTE_FILE],
  ["a limit, refused as a denial", "answered", refused(`await verifyLinkLimit(request);`, 403), ROUTE_FILE],
  ["what a check of the data gives", "answered (probe)", refused(`value = await validateOrderData(request);`), ROUTE_FILE],
  ["what a look at the data gives", "answered", refused(`value = await loadOrderData(request);`), ROUTE_FILE],
  ["a check and more", "answered", refused(`await verifyLinkLimit(request); value = await find(request);`), ROUTE_FILE],
  ["a value that is made of a text", "answered (probe)", refused(`value = getAddress(text);`), ROUTE_FILE],
  ["a value that is made of a text, declared at once", "answered (probe)", route(`try { const value = getAddress(request.url); } catch { return Response.json({}, { status: 422 }); } return Response.json({});`), ROUTE_FILE],
  ["a value that is waited for", "answered", refused(`value = await getAddress(text);`), ROUTE_FILE],
  ["an event whose signature is checked", "answered", refused(`value = stripe.webhooks.constructEvent(text, signature);`), ROUTE_FILE],
  ["a row that a driver gives at once", "answered", refused(`value = db.prepare(text);`), ROUTE_FILE],
  ["a value that is made of a text, answered as a failure of the server", "answered", refused(`value = getAddress(text);`, 500), ROUTE_FILE],
  ["a body that is read and parsed in a chain", "swallowed (body-read)", route(`const body = await request.json().then(async (data) => orderSchema.parseAsync(data)).then((data) => data).catch(() => null); return Response.json(body);`), ROUTE_FILE],
  ["a body that is read and saved in a chain", "swallowed", route(`const body = await request.json().then((data) => save(data)).catch(() => null); return Response.json(body);`), ROUTE_FILE],
  ["a stored body that is read and checked", "swallowed (probe)", service(`const answer = await id; try { const hint = await answer.json(); if (!validate(hint) || !Number.isSafeInteger(hint.at)) return undefined; return hint; } catch { return undefined; }`)],
  ["a token that a library verifies, outside handlers", "swallowed (probe)", `import { verify } from "hono/jwt";\nexport async function payloadOf(token, secret) { try { return await verify(token, secret); } catch { return null; } }`],
  ["what a function of the project verifies", "swallowed", `import { verify } from "./orders";\nexport async function payloadOf(token, secret) { try { return await verify(token, secret); } catch { return null; } }`],
  ["a cookie that a library unseals, outside handlers", "swallowed (probe)", `import Iron from "@hapi/iron";\nexport async function sessionOf(token, secret) { try { return await Iron.unseal(token, secret, Iron.defaults); } catch { return; } }`],
  ["a parcel that is unsealed, outside handlers", "swallowed", `import post from "./post";\nexport async function sessionOf(token, secret) { try { return await post.unseal(token, secret); } catch { return; } }`],
  ["a token that a library verifies, in a handler", "swallowed", route(`let user; try { user = await verify(request.url, secret); } catch {} return Response.json({ user });`, `import { verify } from "hono/jwt";`), ROUTE_FILE],
  ["a user that a request need not have", "failed-open", `import express from "express";\nconst app = express();\nasync function optionalAuth(req, res, next) { try { req.user = await ask(req); next(); } catch { next(); } }\napp.use(optionalAuth);`],
  ["a user that a request must have", "failed-open", `import express from "express";\nconst app = express();\nasync function requireAuth(req, res, next) { try { req.user = await ask(req); next(); } catch { next(); } }\napp.use(requireAuth);`],
  // Kept by who is called, or right after
  ["a function that records in a promise's handler", ["recorded log", "swallowed (shared)"], service(`const feed = await feedOf(id).catch(() => null); return feed;`, `${LOGGER}\nconst feedOf = (id) => ask(id).then(read).catch((error) => { logger.error(error); return null; });`)],
  ["a function that drops it in a promise's handler", ["swallowed", "swallowed"], service(`const feed = await feedOf(id).catch(() => null); return feed;`, `${LOGGER}\nconst feedOf = (id) => ask(id).then(read).catch(() => null);`)],
  ["an answer that is no good, recorded right after", "swallowed (shared)", service(`const answer = await ask(id).catch(() => null); if (!answer?.ok) { logger.warn("not asked"); } return answer;`, LOGGER)],
  ["an answer that is good, recorded right after", "swallowed", service(`const answer = await ask(id).catch(() => null); if (answer?.ok) { logger.warn("asked"); } return answer;`, LOGGER)],
  ["settled work that is held by a name and records", ["recorded log"], settled("const saved = save(one).catch((error) => logger.error(error));")],
  ["settled work that is held by a name", "swallowed", settled("const saved = save(one);")],
  ["a promise whose end is waited for, and that is waited for itself", "swallowed (shared)", service(`const sent = send(id); sent.finally(() => stop(timer)).catch(() => {}); return await sent;`)],
  ["a promise whose end alone is waited for", "swallowed", service(`send(id).finally(() => stop(timer)).catch(() => {}); return id;`)],
  ["a word about a failure that is recorded", ["recorded log", "swallowed"], service("try { await save(id); } catch (error) { logger.error(error); await tellStaff({ title: `Order ${id} failed` }).catch(() => {}); }", LOGGER)],
  ["a word about something else beside a failure that is recorded", ["recorded log", "swallowed"], service("try { await save(id); } catch (error) { logger.error(error); await tellStaff({ title: `Order ${id} came in` }).catch(() => {}); }", LOGGER)],
  // Of no weight
  ["a key that is wiped", "swallowed (teardown)", express(`try { keys.fill(0); } catch { } res.json({});`)],
  ["a list that is filled", "swallowed", express(`try { rows.fill(1); } catch { } res.json({});`)],
  ["an upload that is broken off", "swallowed (teardown)", `export async function abortUpload(id) { await parts.deleteAllOf(id).catch(() => {}); }`],
  ["an upload that is begun", "swallowed", `export async function beginUpload(id) { await parts.deleteAllOf(id).catch(() => {}); }`],
  ["a claim that is given back", "swallowed (teardown)", service(`await releaseBatchClaim(id).catch(() => {}); return null;`)],
  ["a payment that is let go", "swallowed", service(`await releasePayment(id).catch(() => {}); return null;`)],
  ["a stream that nobody reads any more", "swallowed (teardown)", service(`return new ReadableStream({ async cancel() { try { await onEnd(); } catch {} } });`)],
  ["an order that is cancelled", "swallowed", service(`return { async cancel() { try { await onEnd(); } catch {} } };`)],
  ["a line on console, and nothing else", "swallowed (telemetry)", express(`try { console.log("asked", req.body); } catch {} res.json({});`)],
  ["a line of a logger, and nothing else", "swallowed (telemetry)", express(`try { logger.info("asked", { size: req.body.length }); } catch {} res.json({});`, LOGGER)],
  ["an event of an audit, and nothing else", "swallowed", express(`try { securityLog("asked", { size: req.body.length }); } catch {} res.json({});`, `import { securityLog } from "@/lib/security-log";`)],
  ["a line on console, and a row", "swallowed", express(`try { console.log("asked"); await save(req.body); } catch {} res.json({});`)],
  ["a test of a connection, by how it is called", "swallowed (probe)", `export async function bucketTestConnection(config) { const answer = await ask(config).catch(() => null); return { ok: answer !== null }; }`],
  ["a connection that is opened, by how it is called", "swallowed", `export async function bucketOpenConnection(config) { const answer = await ask(config).catch(() => null); return { ok: answer !== null }; }`],
  ["a function that looks into a cache, by how it is called", "swallowed", `export async function getCachedKey(kv, name) { try { return await kv.get(name); } catch { return null; } }`],
  ["a function that looks into a store", "swallowed", `export async function getStoredKey(kv, name) { try { return await kv.get(name); } catch { return null; } }`],
  ["a function that promises to be quiet at its end", "swallowed", `export async function runSafely(command) { try { return await run(command); } catch { return null; } }`],
  ["a function that tracks figures", "swallowed (telemetry)", `async function trackBotStat(row) { try { await rows.add(row); } catch {} }\nexport { trackBotStat };`],
  ["a function that tracks payments", "swallowed", `async function trackPaymentState(row) { try { await rows.add(row); } catch {} }\nexport { trackPaymentState };`],
  // Said above
  ["a reason above what is done for each row", "swallowed (comment)", each("// A row that cannot be opened must not blank the whole list.")],
  ["something else above what is done for each row", "swallowed", each("// Each row is shown with its text and the row before it.")],
  // Decided by
  ["a number that is made of what a promise gives, and decided by", "swallowed", service(`const row = await plans.find(id).catch(() => null); const used = atLeastZero(row?.used); if (used === null) return; check(used);`)],
];

describe.each(PARSERS)("failures that are refused, told or of no weight ($parser)", ({ facts }) => {
  test.each(ROWS.map(([sentence, ...row]) => ({ sentence, row })))("$sentence", ({ row: [fate, code, path = SERVICE] }) => {
    expect(fatesOf(facts(code, path))).toEqual(typeof fate === "string" ? [fate] : fate);
  });

  const { definition } = noSilentCatch;
  const found = (code: string, path = SERVICE): number => definition.check(facts(code, path), definition.defaults).length;

  test.each([
    ["a pause", 0, `await this.sleep(300).catch(() => {});`],
    ["a row", 1, `await this.orders.save(300).catch(() => {});`],
    ["how far a job is", 0, `context.updateProgress(id, { bytes: 3 }).catch(() => {});`],
    ["how far a learner is", 1, `lessons.updateProgress(id, { done: 3 }).catch(() => {});`],
  ] as const)("%s, outside handlers", (_sentence, count, body) => {
    expect(found(service(body, `import { db } from "@prisma/client";`))).toBe(count);
  });

  test("the worker of a page answers that page alone", () => {
    const answers = `async function handle(req: Request): Promise<Response> { try { return await fetch(req); } catch { return new Response("offline", { status: 503 }); } }\nexport { handle };`;
    expect(found(`import { registerRoute } from "workbox-routing";\n${answers}`, "src/worker.ts")).toBe(0);
    expect(found(`import { registerRoute } from "routing";\n${answers}`, "src/worker.ts")).toBe(1);
  });
});
