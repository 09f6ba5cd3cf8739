/** Which answers refuse somebody, and which tell of a form, a setup, a plan or another service: each hit beside a near miss. */
import { describe, expect, test } from "vitest";
import { lint, parsersFor } from "./lint.js";

const RULE = "log-on-4xx";
const ORDERS = "app/api/orders/route.ts";
const ADMIN = "app/api/admin/roles/route.ts";
const HEAD = `import { logger } from "@/lib/logger";\n`;
const post = (body: string, parameters = "request"): string => `${HEAD}export async function POST(${parameters}) {\n${body}\n}\n`;
const pages = (body: string): string => `${HEAD}export default async function handler(req, res) {\n${body}\n}\n`;
const BAD = `return Response.json({ error: "bad" }, { status: 400 });`;
const GRANTED = `await grant(1); return Response.json({});`;
/** A handler of an administrator that answers 400 where the test holds. */
const asked = (before: string, test: string, parameters?: string): string => post(`${before} if (${test}) ${BAD} ${GRANTED}`, parameters);
const denied = (before: string, test: string, body = "no"): string => post(`${before} if (${test}) return new Response("${body}", { status: 403 }); return Response.json({});`);
const TURNED_AWAY = `logger.warn("no admin"); return new Response("no", { status: 403 });`;
const inCatch = (body: string, test: string): string => post(`try { ${body} ${GRANTED} } catch (error) { if (${test}) ${BAD} throw error; }`);
const caught = (test: string): string => post(`try { return Response.json(await ask(1)); } catch (error) { const answer = error.response; if (${test}) return Response.json({}, { status: 403 }); logger.error(error); throw error; }`);
const ofAnswer = (before: string, test: string): string => post(`const result = await ask(1); ${before} if (${test}) return Response.json({}, { status: 403 }); return Response.json({});`);
const handedOn = (other: string): string => `${post(`const early = look(user); if (early) return early; return new Response("ok");`)}function look(user) { if (!user) return new Response("", { status: 401 }); if (user.held) return ${other}; return null; }\n`;
const taken = (asks: string): string => `${post(`${asks} return Response.json({}, { status }); return Response.json({});`)  }async function ask(request, other) { const user = await find(request, other); return user ? { user } : { status: 401 }; }\n`;
const answeredBy = (made: string): string => post(`try { if (!(await isStaff(1))) throw new HttpError(403); return Response.json({}); } catch (err) { const held = ${made}; return Response.json({}, { status: held.status || 500 }); }`);
const SENT = `const sent = await request.json();`;

type Row = readonly [sentence: string, code: string, path?: string];
const rows = (list: readonly Row[]) => list.map(([sentence, code, path = ADMIN]) => ({ sentence, code, path }));

const REFUSED: readonly Row[] = [
  // What was filled in, and what the server knows
  ["one thing that was sent, and one that the server knows", asked(`${SENT} const row = await find();`, `!row.open || !sent.id`)],
  ["what a check says that was handed nothing", asked("", "idError").replace("if (idError", "const idError = wrong(); if (idError")],
  ["what a check says of what was sent beside what is kept", asked(`${SENT} const row = await find(); const idError = wrong(sent.id, row);`, "idError")],
  ["a kind that goes by the name of an error", asked(`const kind = await find();`, `kind === "ValidationError"`)],
  ["what a store of the server holds", asked(`const store = await find();`, `!store.get("id")`)],
  ["a password that is held against the one that is kept", asked(`${SENT} const user = await find();`, `!isPasswordValid(sent.password, user.hash)`)],
  ["a list of the server without a word", asked(`const list = await find();`, `!list.includes("x")`)],
  ["a list of the server without one of its own", asked(`const list = await find(); const other = await find();`, `!list.includes(other)`)],
  ["what was sent beside what was looked up", asked(SENT, `!includes(sent.id, await find())`)],
  ["what was sent, or else what was looked up", asked(`${SENT} const id = sent.a ? sent.a : await find();`, "!id")],
  ["a choice between constants", asked(`${SENT} const id = sent.a ? 1 : null;`, "!id")],
  ["an object with one part that was looked up", asked(`${SENT} const given = { id: sent.id, most: await find() };`, "!given.id")],
  ["an object of constants", asked(`const given = { most: 20 };`, "!given.id")],
  ["what was looked up, and sent only later", asked(`let body = await find(); if (body.old) body = await request.json();`, "!body.id")],
  ["what was something before it was sent", asked(`let body = { id: 1 }; body = await request.json();`, "!body.id")],
  ["a variable that nothing was put into", asked(`let body; if (late) { body = null; }`, "!body")],
  ["two variables that hold each other", asked(`let a; let b; a = b; b = a;`, "!a")],
  ["a field of the request that holds nothing that was sent", asked(`const { tenant } = context.request;`, "!tenant", "request, context")],
  ["what stands within a field that is called a request", asked(`const { request: { account } } = context;`, "!account.body", "request, context")],
  ["a request of somebody else", asked(`const { request: other } = await find(); const body = await other.json();`, "!body.id")],
  ["a request that another object holds", asked(`const other = await find(); const body = await other.request.json();`, "!body.id")],
  ["the copy of another answer", asked(`const body = await upstream.clone().json();`, "!body.id")],
  ["the body of something else", asked(`const body = await readBody(upstream);`, "!body.id")],
  ["a check that is handed the whole request", asked(`const body = await validate(request);`, "!body.id")],
  ["a member of the session", asked(`const row = await find();`, "!row.session")],
  // How the server is set up
  ["constants that name each other", denied(`const a = b; const b = a; const { open } = a;`, "!open")],
  // What is for sale
  ["a plan, with the words of a refusal", denied("", "await blocked(1)", "Forbidden: not in your plan")],
  ["as many as some bound that is no room", denied(`const members = await find();`, "members.length >= threshold")],
  ["a seat that is not there", denied(`const org = await find();`, "org.seat === undefined")],
  // Conflicts
  ["a conflict, with the words of a refusal", post(`if (await used(1)) return Response.json({ error: "Token expired or already registered" }, { status: 400 }); ${GRANTED}`)],
  ["what exists, with the words of a refusal", post(`const existingInvite = await find(); if (existingInvite) return Response.json({ error: "Invalid token" }, { status: 400 }); ${GRANTED}`)],
  // Whom the handler has let in
  ["a parse that failed, and then a test, with no guard", post(`let body; try { body = JSON.parse(await request.text()); } catch { if (verbose) tell(); ${BAD} } return Response.json(await grant(body));`)],
  ["a password that does not match, or a member who is not there", post(`const user = await requireUser(request); const same = await bcrypt.compare(given, user.hash); if (!same || !user.member) return Response.json({ error: "Errada" }, { status: 400 }); ${GRANTED}`)],
  ["what was tried and failed, and then a test, behind a guard", post(`if (!(await isAdmin(request))) { ${TURNED_AWAY} } let body; try { body = await grant(1); } catch { if (verbose) tell(); ${BAD} } return Response.json(body);`)],
  ["what fails for somebody whom the handler is told of", post(`try { await grant(1); } catch { ${BAD} } return Response.json({});`, "request, session")],
  ["an id of the route in the second place", asked("", "await full(1)", "request, userId")],
  ["what was not found before", post(`if (!(await isThere(1))) return new Response("", { status: 404 }); if (await full(1)) ${BAD} ${GRANTED}`)],
  ["any kind of failure but one, behind a guard of its try", inCatch(`if (!(await isAdmin(request))) { ${TURNED_AWAY} }`, `error.code !== "P2002"`)],
  ["a kind of failure behind the other arm of a guard", post(`try { if (late) { if (!(await isAdmin(request))) { ${TURNED_AWAY} } } else { await grant(1); } } catch (error) { if (error.code === "P2002") ${BAD} throw error; } return Response.json({});`)],
  ["a question for the session that is no look", `export async function POST() { const session = await auth(); if (!session) return new Response(null, { status: 401 }); return new Response(null); }\n`, "app/api/me/route.ts"],
  ["another method, in a switch", pages(`switch (req.method) { case "POST": return res.status(401).end(); default: res.json({}); }`), "pages/api/orders.ts"],
  ["somebody who signs up, by what was looked up", pages(`const row = await find(); if (!row) return res.status(403).json({ message: "Give the key too" }); await users.create(req.body); res.json({});`), "pages/api/auth/register.ts"],
  // What another service says
  ["a text of no failure that names the status", ofAnswer("", `result.text.includes("status 403")`)],
  ["the status of constants that name each other", post(`const a = b; const b = a; if (a.status === 403) return Response.json({}, { status: 403 }); return Response.json({});`), ORDERS],
  ["the status of a part that is no failure", ofAnswer(`const { data } = result;`, "data.status === 403")],
  ["a choice by a field that is no status", post(`const upstream = await fetch(url); switch (upstream.state) { case 429: return Response.json({}, { status: 429 }); default: return Response.json({}); }`), ORDERS],
  // Where the answer is
  ["a refusal that is put where none is yet", post(`let response; if (!(await known(request))) response ??= new Response("no", { status: 401 }); response ??= new Response("ok"); return response;`), ORDERS],
  ["a record behind a comparison of something else than the status", post(`const status = ok ? 200 : 401; if (count >= 400) logger.warn("no"); return Response.json({}, { status });`), ORDERS],
  ["a guard that calls itself", `${post(`const denied = check(request, 3); if (denied) return denied; return new Response("ok");`)}function check(request, n) { const denied = check(request, n - 1); if (denied) return denied; if (!request.user) return new Response("", { status: 401 }); return null; }\n`, ORDERS],
  ["a check that gives back refusals alone", handedOn(`new Response("held", { status: 403 })`), ORDERS],
  ["the status that a check gives back", taken(`const { status } = await ask(request); if (status)`), ORDERS],
  ["what was thrown, answered by something that is made of it", answeredBy("known(err)"), ORDERS],
];

const NOT_REFUSED: readonly Row[] = [
  // What was filled in
  ["two things that were sent", asked(SENT, "!sent.id || !sent.name")],
  ["a parameter of the query", asked(`const query = new URL(request.url).searchParams;`, `!query.get("id")`)],
  ["a password that is too weak", asked(SENT, "!isStrongPassword(sent.password)")],
  ["a list that was sent without a word", asked(SENT, `!sent.list.includes("x")`)],
  ["what was sent beside a constant", asked(`${SENT} const known = ["a"];`, "!includes(sent.id, known)")],
  ["one or the other that was sent", asked(`${SENT} const id = sent.a ? sent.a : sent.b;`, "!id")],
  ["what was sent, or nothing", asked(`${SENT} const id = sent.a ? sent.a : null;`, "!id")],
  ["what was sent, or nothing, in a variable", asked(`let body; if (late) { body = await request.json(); } else { body = undefined; }`, "!body")],
  ["what was sent in the place of a negative number", asked(`let page = -1; page = Number(new URL(request.url).searchParams.get("page"));`, "page < 0")],
  ["what was sent, and then put elsewhere", asked(`let body; body = await request.json(); last = body;`, "!body.id")],
  ["the request's own body and query, taken out", `import express from "express";\nconst app = express();\napp.post("/admin/roles", async (req, res) => { const { body, query: { page } } = req; if (!body.id || !page) return res.status(400).json({ error: "bad" }); await grant(1); res.json({}); });\n`, "src/server.ts"],
  ["the address of the request", asked("", `!request.nextUrl.searchParams.get("id") || !request.url.includes("v2")`)],
  ["a part that was sent under the name of a credential", asked(SENT, "!sent.label.session")],
  ["the request of a context", asked(`const body = await context.request.json();`, "!body.id", "request, context")],
  ["the request of a context, taken out", asked(`const { request: own } = context; const body = await own.json();`, "!body.id", "request, context")],
  ["a copy of the request", asked(`const body = await request.clone().json();`, "!body.id")],
  ["the body of the request", asked(`const body = await readBody(request);`, "!body.id")],
  // How the server is set up
  ["a part of what is set up", denied(`const key = process.env.SHOP_KEY;`, "key.trim().length === 0")],
  ["a variable of the environment, by a function", denied("", `getEnv("DEMO") === "1"`)],
  ["a variable of the environment, by another name of it", denied(`const settings = process.env; const { DEMO } = settings;`, "DEMO")],
  ["a variable of the environment that is not set", denied(`const key = process.env.SHOP_KEY;`, "key === undefined")],
  // What is for sale
  ["a plan", denied("", "await blocked(1)", "Not in your plan")],
  ["as many as there is room for", denied(`const members = await find();`, "members.length >= maxMembers")],
  ["a plan that is not there", denied(`const org = await find();`, "org.plan === undefined")],
  // Conflicts
  ["what exists", post(`const existingInvite = await find(); if (existingInvite) return Response.json({ error: "Var" }, { status: 400 }); ${GRANTED}`)],
  // Whom the handler has let in
  ["a parse that failed, and then a test, behind a guard", post(`if (!(await isAdmin(request))) { ${TURNED_AWAY} } let body; try { body = JSON.parse(await request.text()); } catch { if (verbose) tell(); ${BAD} } return Response.json(await grant(body));`)],
  ["a complaint to somebody whom the handler is told of", asked("", "await full(1)", "request, session")],
  ["a complaint to somebody whom the handler is told of by an id", asked("", "await full(1)", "request, context, userId")],
  ["a complaint behind a 403", post(`if (!(await isAdmin(request))) { ${TURNED_AWAY} } if (await full(1)) ${BAD} ${GRANTED}`)],
  ["a kind of failure, behind a guard of its try", inCatch(`if (!(await isAdmin(request))) { ${TURNED_AWAY} }`, `error.code === "P2002"`)],
  ["a look at the session", `export async function HEAD() { const session = await auth(); if (!session) return new Response(null, { status: 401 }); return new Response(null); }\n`, "app/api/me/route.ts"],
  ["a probe of the route", pages(`if (req.method === "HEAD") return res.status(401).end(); res.json({});`), "pages/api/orders.ts"],
  ["a preflight, in a switch", pages(`switch (req.method) { case "OPTIONS": return res.status(401).end(); default: res.json({}); }`), "pages/api/orders.ts"],
  ["somebody who signs up, by what was left out", pages(`const { key } = req.body; if (!key) return res.status(403).json({ message: "Give the key too" }); await users.create(req.body); res.json({});`), "pages/api/auth/register.ts"],
  // What another service says
  ["a failure whose text names the status", caught(`error.message.includes("status 403")`), ORDERS],
  ["a part of a failure, by a name of its own", caught("answer.status === 403"), ORDERS],
  ["the status of a failure that a client gives back", ofAnswer(`const { error } = result;`, "error.status === 403")],
  ["a choice by the status of a service", post(`const upstream = await fetch(url); switch (upstream.status) { case 429: return Response.json({}, { status: 429 }); default: return Response.json({}); }`), ORDERS],
  // Where the answer is
  ["what another function returns", post(`let answer; const show = () => { return answer; }; answer = new Response("no", { status: 403 }); keep(show); return new Response("ok");`), ORDERS],
  ["another field of the response", pages(`res.timeout = 401; res.json({});`), "pages/api/orders.ts"],
  ["a record behind a comparison of the status", post(`const status = ok ? 200 : 401; if (status >= 400) logger.warn("no"); return Response.json({}, { status });`), ORDERS],
  ["a check that gives back answers of other kinds", handedOn(`new Response("held")`), ORDERS],
  ["another thing of what a check gives back, by the name of a status", taken(`const { statusCode: past, user: status } = await ask(request); if (!past)`), ORDERS],
  ["the status of a call that is handed a function", taken(`const { status } = await ask(request, () => 1); if (status)`), ORDERS],
  ["what was thrown, answered by something else", answeredBy("known()"), ORDERS],
  ["what was thrown, beside another answer of the catch", post(`try { if (!(await isStaff(1))) throw new HttpError(403); return Response.json({}); } catch (err) { if (late) return Response.json({}, { status: 400 }); logger.warn("no"); return Response.json({}, { status: err.status || 500 }); }`), ORDERS],
  ["a worker that records what its routes answer, where it asks them", `${HEAD}export default { async fetch(request, env) { if (!env.open) return new Response("ok"); const response = await route(request); logger.info({ status: response.status }); return response; } };\nasync function route(request) { if (!request.headers.get("x-key")) return new Response("", { status: 401 }); return new Response("ok"); }\n`, "src/index.ts"],
];

describe("answers that refuse somebody", () => {
  test.each(rows(REFUSED))("$sentence", ({ code, path }) => {
    for (const parser of parsersFor(code)) expect(lint(RULE, code, { path, parser }).map(({ messageId }) => messageId), parser).toEqual(["unrecorded"]);
  });
});

describe("answers that refuse nobody", () => {
  test.each(rows(NOT_REFUSED))("$sentence", ({ code, path }) => {
    for (const parser of parsersFor(code)) expect(lint(RULE, code, { path, parser }), parser).toEqual([]);
  });
});
