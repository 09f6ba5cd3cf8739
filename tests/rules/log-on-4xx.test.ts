import { describe, expect, test } from "vitest";
import { lint, lintError, parsersFor } from "./lint.js";

const RULE = "log-on-4xx";

interface Exit {
  readonly sentence: string;
  readonly code: string;
  readonly path: string;
}

const ROUTE = "app/api/orders/route.ts";
const HEAD = `import { logger } from "@/lib/logger";\nimport { securityLog } from "@/lib/logging";\n`;
const inRoute = (body: string, head = ""): string => `${HEAD}${head}\nexport async function POST(request) {\n${body}\n}\n`;
const inExpress = (body: string, head = ""): string => `${HEAD}import express from "express";\n${head}\nconst app = express();\napp.post("/orders", async (req, res, next) => {\n${body}\n});\n`;
const inWorker = (body: string): string => `${HEAD}\nexport default {\n  async fetch(request, env, ctx) {\n${body}\n  },\n};\n`;
const inSupabase = (body: string): string => `${HEAD}\nDeno.serve(async (request) => {\n${body}\n});\n`;
const inPagesApi = (body: string): string => `${HEAD}\nexport default async function handler(req, res) {\n${body}\n}\n`;

type Row = readonly [sentence: string, code: string, path?: string];
const exits = (rows: readonly Row[]): Exit[] => rows.map(([sentence, code, path = ROUTE]) => ({ sentence, code, path }));

const UNRECORDED = exits([
  ["a password that is the wrong one, in whatever language it is said, to somebody who is known", inRoute(`const user = await requireUser(request); const { error: signInError } = await supabase.auth.signInWithPassword({ email: user.email, password }); if (signInError) return Response.json({ error: "Şifre hatalı" }, { status: 400 }); await supabase.auth.updateUser({ password: next }); return Response.json({});`), "app/api/auth/change-password/route.ts"],
  ["a password that does not match the one that is kept, in whatever language it is said", inPagesApi(`const user = await requireUser(req); const same = await bcrypt.compare(given, user.hash); if (!same) return res.status(400).json({ error: "Senha atual inválida" }); await users.update({ where: { id: user.id }, data: { passwordHash } }); res.json({});`), "pages/api/account/password.ts"],
  ["a method that says what its own this is", `import type { Request, Response } from "express";
export class Cases {
  static async close(this: void, req: Request, res: Response) {
    if (!req.user.staff) return res.status(403).json({ error: "Staff only" });
    res.json(await shut(req.params.id));
  }
}
`, "src/controllers/cases.ts"],
  ["any failure at all that a sensitive handler answers 400, behind a guard", inRoute(`try { await requireAdmin(request); await run(request); return Response.json({}); } catch (error) { if (error instanceof Error) return Response.json({ error: error.message }, { status: 400 }); throw error; }`), "app/api/admin/roles/route.ts"],
  ["a kind of failure that is answered 400, where only some are asked who they are", inRoute(`try { if (late) { await requireAdmin(request); } await run(request); return Response.json({}); } catch (error) { if (error.code === "BAD_SIGN") return Response.json({ error: "no" }, { status: 400 }); throw error; }`), "app/api/admin/roles/route.ts"],
  ["a right that is not there, told by the kind of the error", inRoute(`try { await run(request); return Response.json({}); } catch (error) { if (error instanceof MissingScopeError) return Response.json({ code: error.code }, { status: 403 }); throw error; }`)],
  ["an account that is not enabled", inRoute(`const profile = await find(request); if (!profile.enableUserLogin) return new Response("no", { status: 403 }); return new Response("ok");`)],
  ["what was looked up, under a name that says that it may", inRoute(`const allowed = await findSeat(request); if (!allowed) return new Response("no", { status: 403 }); return new Response("ok");`)],
  ["a line in the branch of a refusal and of a success that says nothing of either", inRoute(`if (!(await isSigned(request))) { logger.info("callback from provider"); if (quiet) return new Response("0"); return new Response("no", { status: 403 }); } return new Response("ok");`)],
  ["a password that is the wrong one, told by its code", inRoute(`try { await run(request); return Response.json({}); } catch (error) { if (error.code === "wrong_password") return Response.json({ error: error.message }, { status: 400 }); throw error; }`), "app/api/auth/reset-password/route.ts"],
  ["a look at something, by nobody", `export async function GET(request) { const session = await read(request); if (!session) return Response.json({ ok: false, message: "You are not logged in" }, { status: 401 }); return Response.json({}); }`, "app/api/login-state/route.ts"],
  ["an act that says who is signed in", `export async function POST(request) { const session = await read(request); if (!session) return Response.json({ auth: false }, { status: 401 }); return Response.json(await run()); }`, "app/api/orders/route.ts"],
  ["a line of refusal words at the top of the handler", inRoute(`logger.info("checking for invalid orders"); if (quiet) return new Response("0"); return new Response("no", { status: 403 });`)],
  ["a row of a log that does not say how it ended", inSupabase(`const { data: { user } } = await supabase.auth.getUser(); if (user.email !== OWNER) { await supabase.from("api_logs").insert({ user_id: user.id, endpoint: "run" }); return new Response("no", { status: 403 }); } await supabase.from("api_logs").insert({ user_id: user.id, endpoint: "run" }); return new Response("ok");`), "supabase/functions/run/index.ts"],
  ["a value that is not the right one, under a 403 of one word", inRoute(`const { searchParams } = new URL(request.url); if (searchParams.get("k") !== "1") return new Response("no", { status: 403 }); return new Response("ok");`)],
  ["what was left out, under a 403 of one word", inPagesApi(`const { amount } = req.body; if (!amount) return res.status(403).send("no"); res.json({});`), "pages/api/refunds.ts"],
  ["nothing that was found, under a 403", inRoute(`const rows = await find(request); if (rows.length === 0) return new Response("no", { status: 403 }); return new Response("ok");`)],
  ["too many attempts, under a 403", inRoute(`const attempts = await find(request); if (attempts.length >= maxAttempts) return new Response("no", { status: 403 }); return new Response("ok");`)],
  ["a refusal beside a call that is chosen at run time, on no logger", inExpress(`const level = pick(req); handlers[level]("denied"); res.status(401).end();`), "src/server.ts"],
  ["what a check of a login says is wrong", inRoute(`const { password } = await request.json(); const passwordError = wrong(password); if (passwordError) return new Response(passwordError, { status: 400 }); return Response.json({});`, `import { wrong } from "./wrong";`), "app/api/auth/login/route.ts"],
  ["what a check that is waited for says is wrong", inRoute(`const { email } = await request.json(); const emailError = await refused(email); if (emailError) return new Response(emailError, { status: 403 }); return Response.json({});`, `import { refused } from "./refused";`)],
  ["the server's own limit, by the words of what failed", inRoute(`try { await checkRateLimit(request); return Response.json(await complete(prompt)); } catch (error) { if (error.message === "rate_limited") return Response.json({}, { status: 429 }); logger.error(error); throw error; }`)],
  ["a field that a login has left out, under a 401", inPagesApi(`const { email, password } = req.body; if (!email) return res.status(401).json({ message: "Provide an email" }); await signInWithPassword({ email, password }); res.json({});`), "pages/api/auth/login.ts"],
  ["the status that a check of the file gives back", inRoute(`const auth = await ask(request); if (!auth.user) return Response.json({ error: auth.error }, { status: auth.status }); return Response.json(auth.user);`, `async function ask(request) { const user = await find(request); if (!user) return { error: "Unauthorized", status: 401 }; if (user.gone) return { error: "Gone", status: 404 }; return { user }; }`)],
  ["the status that is taken out of what a check gives back", inRoute(`const { user, error, statusCode: status } = await ask(request); if (error) return Response.json({ error }, { status }); return Response.json(user);`, `const ask = async (request) => { const user = await find(request); return user ? { user } : { error: "no", statusCode: 403 }; };`)],
  ["the status of a check, on res", inExpress(`const auth = ask(req); if (!auth.ok) { res.status(auth.status).json({ error: auth.error }); return; } res.json({});`, `function ask(req) { return req.get("x-key") === KEY ? { ok: true } : { ok: false, status: 401, error: "no" }; }`), "src/server.ts"],
  ["a check of the file that is handed no request, and whose refusal is handed on", inRoute(`const denied = ofStaff(user); if (denied) return denied; return new Response("ok");`, `function ofStaff(user) { if (!user.staff) return new Response("", { status: 403 }); return null; }`)],
  ["a check of the file that is handed no request, and ends without a word", inRoute(`const denied = ofStaff(user); if (denied) return denied; return new Response("ok");`, `function ofStaff(user) { if (!user.staff) { return new Response("", { status: 403 }); } }`)],
  ["a guard of the file that ends without a word, and whose refusal is handed on", inRoute(`const denied = await guard(request); if (denied) return denied; return new Response("ok");`, `async function guard(request) { if (!(await known(request))) { return new Response("", { status: 401 }); } }`)],
  ["a guard that throws its refusal as a response", `export async function callerOf(req: Request) {\n  const user = await read(req);\n  if (!user) throw new Response("", { status: 401 });\n  return user.id;\n}\n`, "supabase/functions/_shared/auth.ts"],
  ["a guard that ends without a word for those whom it lets through", `export async function requireKey(request, env) {\n  if (request.headers.get("x-key") !== env.KEY) {\n    return new Response("no", { status: 401 });\n  }\n}\n`, "src/guard.ts"],
  ["an answer handed to a function that records what broke", inRoute(`const answer = new Response("", { status: 403 }); await seen(answer); return answer;`, `async function seen(response) { if (response.status >= 500) logger.error("broken"); }`)],
  ["an answer handed to a function that records some of what is not ok", inRoute(`const answer = new Response("", { status: 403 }); await seen(answer); return answer;`, `async function seen(response) { if (!response.ok && verbose) logger.warn("refused"); }`)],
  ["middleware that records when an answer is finished that broke", `import express from "express";\nimport { logger } from "./logger.js";\nconst app = express();\napp.use((req, res, next) => { res.on("finish", () => { if (res.statusCode >= 500) logger.error("broken"); }); next(); });\napp.get("/orders", (req, res) => { res.sendStatus(401); });\n`, "src/server.ts"],
  ["a 401", inRoute(`return new Response("no", { status: 401 });`)],
  ["a 403", inRoute(`return Response.json({}, { status: 403 });`)],
  ["a 429", inRoute(`return Response.json({}, { status: 429 });`)],
  ["a status in a constant", inRoute(`return Response.json({}, { status: DENIED });`, `const DENIED = 403;`)],
  ["a status in an enum", inRoute(`return Response.json({}, { status: StatusCodes.UNAUTHORIZED });`, `import { StatusCodes } from "http-status-codes";`)],
  ["an answer of NextResponse", inRoute(`return NextResponse.json({}, { status: 401 });`, `import { NextResponse } from "next/server";`)],
  ["a helper of the file that records nothing", inRoute(`return unauthorized();`, `const unauthorized = () => new Response("", { status: 401 });`)],
  ["a helper of the file that is given the status", inRoute(`return fail(403, "no");`, `const fail = (status, error) => Response.json({ error }, { status });`)],
  ["an interrupt of Next.js", inRoute(`unauthorized();`, `import { unauthorized } from "next/navigation";`)],
  ["one arm of a conditional", inRoute(`return ok ? Response.json({}) : Response.json({}, { status: 403 });`)],
  ["an answer in a switch", inRoute(`switch (role) { case "guest": return new Response("", { status: 403 }); default: return new Response("ok"); }`)],
  ["an answer in a catch", inRoute(`try { await verify(request); return new Response("ok"); } catch { return new Response("", { status: 401 }); }`)],
  ["an answer in a loop", inRoute(`for (const rule of rules) { if (!rule.ok) return new Response("", { status: 403 }); } return new Response("ok");`)],
  ["a line at the top of the handler says only that a request came", inRoute(`logger.info("orders"); if (!ok) return new Response("", { status: 403 }); return new Response("ok");`)],
  ["a record on some way only", inRoute(`if (verbose) logger.warn("denied"); return new Response("", { status: 403 });`)],
  ["a record of another branch", inRoute(`if (a) { logger.warn("a"); return new Response("", { status: 404 }); } return new Response("", { status: 403 });`)],
  ["analytics", inRoute(`posthog.capture({ event: "denied" }); return new Response("", { status: 403 });`)],
  ["a record that a timer may make", inRoute(`setTimeout(() => logger.warn("x"), 10); return new Response("", { status: 403 });`)],
  ["a record in a try that breaks before it", inRoute(`try { await verify(request); logger.info("fine"); return new Response("ok"); } catch { return new Response("", { status: 401 }); }`)],
  ["a check of the file that records on one of its refusals only", inRoute(`if (!known(request)) return new Response("", { status: 401 }); return new Response("ok");`, `function known(request) { if (!KEY) { logger.error("no key"); return false; } return request.headers.get("x-key") === KEY; }`)],
  ["a check of the file whose line is about whom it lets through as well", inRoute(`if (!(await known(request))) return new Response("", { status: 403 }); return new Response("ok");`, `async function known(request) { const right = await find(request); if (!right) { logger.warn("nobody"); return false; } logger.info(right.role); return right.role === "owner"; }`)],
  ["a response that is made first and returned later", inRoute(`let response; if (request.headers.get("x-key") === KEY) { response = await fetch(UP); } else { response = new Response("no", { status: 401 }); } response.headers.set("x-by", "edge"); return response;`)],
  ["a response that is made in place of another", inRoute(`let answer = new Response("ok"); if (!request.user) answer = Response.json({}, { status: 403 }); return answer;`)],
  ["a check of the file that records what it lets through", inRoute(`if (!known(request)) return new Response("", { status: 401 }); return new Response("ok");`, `function known(request) { const same = request.headers.get("x-key") === KEY; if (same) logger.info("known"); return same; }`)],
  ["a check of the file that records, on the way that it lets through", inRoute(`if (known(request)) return new Response("", { status: 403 }); return new Response("ok");`, `function known(request) { if (!KEY) { logger.error("no key"); return false; } return true; }`)],
  ["a check that hands on what another check says, which records some", inRoute(`if (!known(request)) return new Response("", { status: 401 }); return new Response("ok");`, `function known(request) { return isKey(request); } function isKey(request) { if (!request.headers.has("x-key")) { logger.warn("no key"); return false; } return request.headers.get("x-key") === KEY; }`)],
  ["checks that hand on what the other says, for ever", inRoute(`if (!known(request)) return new Response("", { status: 401 }); return new Response("ok");`, `function known(request) { return isKey(request); } function isKey(request) { return known(request); }`)],
  ["a function of the file that records on one way only", inRoute(`note(); return new Response("", { status: 403 });`, `function note() { if (process.env.DEBUG) logger.warn("denied"); }`)],
  ["an arrow as route handler", `export const POST = async (request) => new Response("", { status: 401 });\n`],
  ["a handler inside a wrapper", `import { withAuth } from "@/lib/auth";\nexport const POST = withAuth(async (request) => {\n  return new Response("", { status: 403 });\n});\n`],
  ["a handler exported under another name", `async function handle(request) {\n  return new Response("", { status: 403 });\n}\nexport { handle as POST };\n`],
  ["res.status().json()", inExpress(`res.status(401).json({});`), "src/server.ts"],
  ["res.sendStatus", inExpress(`res.sendStatus(403);`), "src/server.ts"],
  ["res.statusCode", inExpress(`res.statusCode = 401; res.end();`), "src/server.ts"],
  ["a status in a statement of its own", inExpress(`res.status(403); res.json({});`), "src/server.ts"],
  ["legacy send", inExpress(`res.send(401);`), "src/server.ts"],
  ["a helper that is handed res", inExpress(`return deny(res);`, `function deny(res) { res.status(403).end(); }`), "src/server.ts"],
  ["a record after answers of two outcomes", inExpress(`if (!ok) res.status(403).end(); else res.send("ok"); logger.info("done");`), "src/server.ts"],
  ["an answer in a callback", inExpress(`check(req, (err) => { if (err) return res.status(401).end(); res.send("ok"); });`), "src/server.ts"],
  ["a Worker", inWorker(`return new Response("", { status: 401 });`), "src/index.ts"],
  ["a Supabase function", inSupabase(`return new Response("", { status: 401 });`), "supabase/functions/orders/index.ts"],
  ["a handler of pages/api", inPagesApi(`return res.status(401).json({});`), "pages/api/orders.ts"],
  ["a guard of the file, once and not where its refusal is passed on", inRoute(`const refused = check(request); if (refused) return refused; return new Response("ok");`, `function check(request) { if (!request.user) return new Response("", { status: 401 }); return null; }`)],
  ["a guard whose callers record but for one", `import { logger } from "@/lib/logger";\nexport async function POST(request) { const { refusal } = await check(request); if (refusal) { logger.warn("refused"); return refusal; } return new Response("ok"); }\nexport async function GET(request) { const { refusal } = await check(request); if (refusal) return refusal; return new Response("ok"); }\nasync function check(req) { if (!req.user) return { refusal: new Response("", { status: 401 }) }; return {}; }\n`],
  ["a guard whose caller records something else", inRoute(`const asked = await check(request); if (asked.refusal) return asked.refusal; logger.info("fine"); return new Response("ok");`, `async function check(req) { if (!req.user) return { refusal: new Response("", { status: 401 }) }; return { user: req.user }; }`)],
  ["a guard that gives back its refusal in an object", `export async function requireUser() {\n  const session = await auth();\n  if (!session) return { refusal: Response.json({}, { status: 401 }) };\n  return { user: session.user };\n}\n`, "lib/require-user.ts"],
  ["a guard as middleware", `export function requireUser(req, res, next) {\n  if (!req.user) return res.status(401).end();\n  next();\n}\n`, "src/middleware/user.ts"],
  ["an event that is refused before its signature was looked at", inRoute(`if (!(await owner(request))) return new Response("no owner", { status: 400 }); const event = stripe.webhooks.constructEvent(await request.text(), signature, SECRET); return new Response("ok");`), "app/api/webhooks/stripe/route.ts"],
  ["a malformed request to a sensitive handler that speaks of the credential", inRoute(`return Response.json({ error: "Invalid password" }, { status: 400 });`), "app/api/auth/login/route.ts"],
  ["a 400 of a sensitive handler that is about the form", inRoute(`return Response.json({ error: "Email is required" }, { status: 400 });`), "app/api/auth/login/route.ts"],
  ["an account that is locked already", inRoute(`if (user.locked) return Response.json({ error: "Your account is already locked" }, { status: 400 }); return Response.json({});`), "app/api/auth/login/route.ts"],
  ["a refusal that is thrown to a catch which answers as a translation of it says", inRoute(`try { const session = await auth(); if (!session) throw new ApiError("no", 401); return Response.json(await run(session)); } catch (error) { const known = toApiError(error); if (known.status >= 500) logger.error(known); return Response.json({}, { status: known.status }); }`, `import { ApiError, toApiError } from "./errors";`)],
  ["a refusal that is thrown to a catch which has a helper answer by the error", inRoute(`try { const session = await auth(); if (!session) throw new ApiError("no", 401); return Response.json(await run(session)); } catch (error) { return toResponse(error); }`, `import { ApiError } from "./errors";\nfunction toResponse(error) { if (error instanceof ApiError) return Response.json({}, { status: error.status }); return Response.json({}, { status: 500 }); }`)],
  ["an expired code of a sensitive handler", inRoute(`return Response.json({ error: "The code has expired" }, { status: 422 });`), "app/api/auth/login/route.ts"],
]);

const FINE = exits([
  ["a new password that many have", inRoute(`const done = await run(request); if (!done.ok) { if (done.code === CODES.PASSWORD_IS_COMMON) return Response.json({ error: done.text }, { status: 400 }); throw done; } return Response.json({});`), "app/api/auth/reset-password/route.ts"],
  ["a new password that is the old one", inRoute(`try { await run(request); return Response.json({}); } catch (error) { if (error.code === "same_password") return Response.json({ error: error.message }, { status: 400 }); throw error; }`), "app/api/auth/reset-password/route.ts"],
  ["whether anybody is signed in, and nobody is", `export async function GET(request) { const session = await read(request); if (!session) return Response.json({ auth: false, message: "You are not logged in" }, { status: 401 }); return Response.json({ auth: true }); }`, "app/api/login-state/route.ts"],
  ["a line that says what was refused, in a branch where some are told that all is well", inRoute(`if (!(await isSigned(request))) { logger.error("Invalid callback signature"); if (quiet) return new Response("0"); return new Response("no", { status: 403 }); } return new Response("ok");`)],
  ["a row of a log that says who was refused what", inSupabase(`const { data: { user } } = await supabase.auth.getUser(); if (user.email !== OWNER) { await supabase.from("api_logs").insert({ user_id: user.id, endpoint: "run", status: "forbidden" }); return new Response("no", { status: 403 }); } return new Response("ok");`), "supabase/functions/run/index.ts"],
  ["as many as there is room for, under a 403", inRoute(`const count = await ads.count(); if (count >= adLimit) return Response.json({ message: "No more ads" }, { status: 403 }); return new Response("ok");`)],
  ["an API that is switched off for all", inRoute(`if (!options.open) return Response.json({ message: "API access is disabled" }, { status: 403 }); return new Response("ok");`)],
  ["a line of a logger whose level is chosen at run time", inExpress(`const level = pick(req); logger[level]("denied", { route: req.path }); res.status(401).end();`), "src/server.ts"],
  ["a line of console whose level is chosen at run time", inExpress(`console[req.user ? "warn" : "info"]("denied"); res.status(401).end();`), "src/server.ts"],
  ["a method that was taken out of the logger", inExpress(`warn("denied", { route: req.path }); res.status(401).end();`, `const { warn } = logger;`), "src/server.ts"],
  ["a new password that is too short, of a request that a pattern takes", `export async function onRequestPost({ request, env }) {\n  const body = await request.json();\n  const next = String(body.password || "");\n  if (!next || next.length < 8) return Response.json({ error: "bad_password" }, { status: 400 });\n  return Response.json(await env.DB.save(next));\n}\n`, "functions/api/account/password.js"],
  ["a new password that is too short, of a request that is taken out of the context", `export async function onRequestPost(context) {\n  const { request, env } = context;\n  const body = await request.json();\n  if (!body.password || body.password.length < 8) return Response.json({ error: "bad_password" }, { status: 400 });\n  return Response.json(await env.DB.save(body.password));\n}\n`, "functions/api/account/password.js"],
  ["two passwords that are the same", inRoute(`const user = await requireUser(request); const same = await bcrypt.compare(next, user.hash); if (same) return Response.json({ error: "Vælg en anden" }, { status: 400 }); await users.update({ where: { id: user.id }, data: { passwordHash } }); return Response.json({});`), "app/api/account/password/route.ts"],
  ["a kind of failure that is told from all others, behind a guard in what was tried", inRoute(`try { await requireAdmin(request); await run(request); return Response.json({}); } catch (error) { if (error.code === "SCOPE_MIXED") return Response.json({ error: "Not for this scope" }, { status: 400 }); throw error; }`), "app/api/admin/roles/route.ts"],
  ["a kind of failure that is told from all others, behind a refusal in what was tried", inRoute(`try { const session = await auth(); if (!session) { logger.warn("no session"); return new Response("no", { status: 401 }); } await run(request); return Response.json({}); } catch (error) { if (error instanceof MixedError) return Response.json({ error: "Not for this scope" }, { status: 400 }); throw error; }`), "app/api/admin/roles/route.ts"],
  ["a feature that was asked for, and whose answer has a name", inRoute(`const enabled = await checkFeature(org, "sync"); if (!enabled) return new Response("Kapalı", { status: 403 }); return new Response("ok");`)],
  ["a plan to be bought, told by the kind of the error", inRoute(`try { await run(request); return Response.json({}); } catch (error) { if (error instanceof UpgradeRequiredError) return Response.json({ code: error.code }, { status: 403 }); throw error; }`)],
  ["a switch of the settings that is off", inRoute(`const settings = await section("demo"); if (!settings.enableDemoTools) return Response.json({ error: "Switch them on first" }, { status: 403 }); return new Response("ok");`)],
  ["a row that is there already, whatever language says so", inRoute(`const { email } = await request.json(); const existingUser = await users.findOne({ email }); if (existingUser) return Response.json({ error: "Email já existe" }, { status: 400 }); await bcrypt.hash(email, 10); return Response.json({});`), "app/api/auth/register/route.ts"],
  ["a refusal that is thrown to a catch whose helper records the error", inRoute(`try { const session = await auth(); if (!session) throw new ApiError("no", 401); return Response.json(await run(session)); } catch (error) { return toResponse(error); }`, `import { ApiError } from "./errors";\nfunction toResponse(error) { logger.warn({ error }); if (error instanceof ApiError) return Response.json({}, { status: error.status }); return Response.json({}, { status: 500 }); }`)],
  ["a refusal that is thrown to a catch which records and has a helper answer", inRoute(`try { const session = await auth(); if (!session) throw new ApiError("no", 401); return Response.json(await run(session)); } catch (error) { logger.warn({ error }); return toResponse(error); }`, `import { ApiError } from "./errors";\nfunction toResponse(error) { if (error instanceof ApiError) return Response.json({}, { status: error.status }); return Response.json({}, { status: 500 }); }`)],
  ["a refusal that is thrown to a catch whose helper another file keeps", inRoute(`try { const session = await auth(); if (!session) throw new ApiError("no", 401); return Response.json(await run(session)); } catch (error) { return toResponse(error); }`, `import { ApiError, toResponse } from "./errors";`)],
  ["a refusal that is thrown to a catch whose helper is not told of the error", inRoute(`try { const session = await auth(); if (!session) throw new ApiError("no", 401); return Response.json(await run(session)); } catch (error) { logger.error(error); return toResponse(request); }`, `import { ApiError } from "./errors";\nfunction toResponse(error) { if (error instanceof ApiError) return Response.json({}, { status: error.status }); return Response.json({}, { status: 500 }); }`)],
  ["what was approved before, and is locked since", inRoute(`const row = await find(request); if (row.approved) return Response.json({ error: "Earnings already approved; amounts are locked" }, { status: 400 }); return Response.json(await approve(row));`), "app/api/admin/earnings/approve/route.ts"],
  ["an act that is none of those that there are", inRoute(`const { action, pin } = await request.json(); if (action === "check") return Response.json(await check(pin)); return Response.json({ error: "Unknown action" }, { status: 400 });`), "app/api/auth/login/route.ts"],
  ["what a check of the form says is wrong", inRoute(`const { password } = await request.json(); const passwordError = weak(password); if (passwordError) return new Response(passwordError, { status: 400 }); return Response.json(await signUp(password));`, `import { weak } from "./weak";`), "app/api/auth/register/route.ts"],
  ["a field that somebody who signs up has left out, under a 401", inPagesApi(`const { email, password } = req.body; if (!email) return res.status(401).json({ message: "Provide an email" }); await signUp(email, password); res.json({});`), "pages/api/auth/signup.ts"],
  ["another service's limit, by the words of what failed", inRoute(`try { return Response.json(await complete(prompt)); } catch (error) { if (error.message === "rate_limited") return Response.json({}, { status: 429 }); if (error.message.includes("Rate limit")) return Response.json({}, { status: 429 }); logger.error(error); throw error; }`)],
  ["the status that a check gives back, which records", inRoute(`const auth = await ask(request); if (!auth.user) return Response.json({ error: auth.error }, { status: auth.status }); return Response.json(auth.user);`, `async function ask(request) { const user = await find(request); if (!user) { logger.warn("nobody"); return { error: "Unauthorized", status: 401 }; } return { user }; }`)],
  ["a status that may be one of success", inRoute(`const saved = await save(request); return Response.json(saved, { status: saved.status });`, `async function save(request) { if (!request.body) return { status: 403 }; return { status: 201 }; }`)],
  ["the status of a check that finds nothing", inRoute(`const found = await find(request); if (found.error) return Response.json({}, { status: found.status }); return Response.json(found);`, `async function find(request) { const row = await load(request); if (!row) return { error: "none", status: 404 }; return { row }; }`)],
  ["the status that another server gives", inRoute(`const up = await fetch(UP); if (!up.ok) return Response.json({}, { status: up.status }); return Response.json({});`)],
  ["a check of the file that is handed no request, and records what it refuses", inRoute(`const denied = ofStaff(user); if (denied) return denied; return new Response("ok");`, `function ofStaff(user) { if (!user.staff) { logger.warn("no staff"); return new Response("", { status: 403 }); } return null; }`)],
  ["a guard that throws its refusal as a response, and records it", `export async function callerOf(req: Request) {\n  const user = await read(req);\n  if (!user) { logger.warn({ reason: "no_user" }, "refused"); throw new Response("", { status: 401 }); }\n  return user.id;\n}\n`, "supabase/functions/_shared/auth.ts"],
  ["a guard whose refusal is thrown as a response to those who record it", `export default { async fetch(request, env) { try { callerOf(request); return new Response("ok"); } catch (error) { logger.warn({ error }, "refused"); return error; } } };\nfunction callerOf(req: Request) {\n  if (!req.headers.get("x-user")) throw new Response("", { status: 401 });\n}\n`, "src/worker.ts"],
  ["an event that asks for nothing, behind a signature", inRoute(`const event = stripe.webhooks.constructEvent(await request.text(), signature, SECRET); if (!(await owner(event))) return new Response("no owner", { status: 400 }); return new Response("ok");`), "app/api/webhooks/stripe/route.ts"],
  ["an answer handed to a function that records what is not ok", inRoute(`const answer = new Response("", { status: 403 }); await seen(answer); return answer;`, `async function seen(response) { if (response.ok) return; logger.warn("refused", { status: response.status }); }`)],
  ["middleware of the file that records each refusal when it is finished", `import express from "express";\nimport { logger } from "./logger.js";\nconst app = express();\napp.use((req, res, next) => { res.on("finish", () => { if (res.statusCode === 401 || res.statusCode === 403) logger.warn({ path: req.path }, "refused"); }); next(); });\napp.get("/orders", (req, res) => { res.sendStatus(401); });\n`, "src/server.ts"],
  ["a guard whose one caller records what it refuses", inRoute(`const asked = await check(request); if (asked.refusal) { logger.warn("refused"); return asked.refusal; } return new Response("ok");`, `async function check(req) { if (!req.user) return { refusal: new Response("", { status: 401 }) }; return { user: req.user }; }`)],
  ["a guard of the file that records its refusal", inRoute(`const refused = check(request); if (refused) return refused; return new Response("ok");`, `function check(request) { if (!request.user) { logger.warn("no user"); return new Response("", { status: 401 }); } return null; }`)],
  ["a logger line before the answer", inRoute(`logger.warn("denied"); return new Response("", { status: 401 });`)],
  ["an info line is enough", inRoute(`if (!ok) { logger.info("denied"); return new Response("", { status: 403 }); } return new Response("ok");`)],
  ["an audit event", inRoute(`securityLog.warn("access.check", {}); return new Response("", { status: 403 });`)],
  ["a console line", inRoute(`console.warn("denied"); return new Response("", { status: 403 });`)],
  ["an error report", inRoute(`Sentry.captureMessage("denied"); return new Response("", { status: 403 });`, `import * as Sentry from "@sentry/nextjs";`)],
  ["a record on each of two ways", inRoute(`if (a) logger.warn("a"); else logger.warn("b"); return new Response("", { status: 403 });`)],
  ["a record in a finally", inRoute(`try { return new Response("", { status: 403 }); } finally { logger.info("done"); }`)],
  ["a record that is given the status", inRoute(`const result = await check(); logger.info("checked", { status: result.status }); if (!result.ok) return new Response("", { status: 403 }); return new Response("ok");`)],
  ["a record in waitUntil", inWorker(`ctx.waitUntil(securityLog.warn("x", {})); return new Response("", { status: 401 });`), "src/index.ts"],
  ["a record in after()", inRoute(`after(() => logger.warn("denied")); return new Response("", { status: 403 });`, `import { after } from "next/server";`)],
  ["a record that is not waited for", inRoute(`void securityLog.warn("x", {}); return new Response("", { status: 403 });`)],
  ["a helper of the file that records", inRoute(`return deny();`, `function deny() { logger.warn("denied"); return new Response("", { status: 403 }); }`)],
  ["a check of the file that records whenever it says no", inRoute(`if (!(await known(request))) return new Response("", { status: 401 }); return new Response("ok");`, `async function known(request) { if (!KEY) { logger.error("no key"); return false; } const same = request.headers.get("x-key") === KEY; if (!same) logger.warn("wrong key"); return same; }`)],
  ["a check that hands on what another check says, which records each no", inRoute(`if (!known(request)) return new Response("", { status: 401 }); return new Response("ok");`, `function known(request) { if (!process.env.KEY) { logger.warn("no key, all may look"); return true; } return isKey(request); } function isKey(request) { if (request.headers.get("x-key") !== KEY) { logger.warn("wrong key"); return false; } return true; }`)],
  ["a response that is made first, recorded, and returned later", inRoute(`let response = new Response("ok"); if (!request.user) { response = new Response("no", { status: 401 }); logger.warn("refused"); } return response;`)],
  ["a response that is made and never returned", inRoute(`let seen; seen = new Response("no", { status: 401 }); keep(seen); return new Response("ok");`)],
  ["a response in a variable that is recorded with its status at the end", inRoute(`let response = new Response("ok"); if (!request.user) response = new Response("no", { status: 401 }); logger.info("answered", { status: response.status }); return response;`)],
  ["a check whose answer is kept, that records whenever it gives nothing", inRoute(`const user = await userOf(request); if (!user) return new Response("", { status: 401 }); return new Response("ok");`, `async function userOf(request) { const user = await find(request); if (!user) { logger.warn("nobody"); return null; } return user; }`)],
  ["a function of the file that records", inRoute(`note(); return new Response("", { status: 403 });`, `const note = () => logger.warn("denied");`)],
  ["a record after the answer", inExpress(`res.status(403).end(); logger.warn("denied");`), "src/server.ts"],
  ["the request's own logger", inExpress(`req.log.warn("denied"); res.sendStatus(401);`), "src/server.ts"],
  ["a wrapper that audits", `import { withAuditLog } from "@/lib/audit";\nexport const POST = withAuditLog(async (request) => new Response("", { status: 403 }));\n`],
  ["a wrapper that audits, around a guard", `import { withAuditLog } from "@/lib/audit";\nexport const guarded = withAuditLog(async (req: Request) => {\n  if (!req.headers.get("x-key")) return new Response("", { status: 401 });\n  return new Response("ok");\n});\n`, "lib/guarded.ts"],
  ["a logger's method as a tag", inRoute("logger.warn`denied to ${request.user}`; return new Response('', { status: 403 });")],
  ["middleware that audits", `import express from "express";\nimport { auditLog } from "./audit.js";\nconst app = express();\napp.post("/orders", auditLog("orders"), (req, res) => { res.sendStatus(403); });\n`, "src/server.ts"],
  ["a 404", inRoute(`return new Response("", { status: 404 });`)],
  ["a 409", inRoute(`return new Response("", { status: 409 });`)],
  ["a 400 of a handler that is not sensitive", inRoute(`return Response.json({ error: "Invalid password" }, { status: 400 });`)],
  ["a 200", inRoute(`return Response.json({});`)],
  ["a 500", inRoute(`return new Response("", { status: 500 });`)],
  ["a redirect to the login", inRoute(`return NextResponse.redirect(new URL("/login", request.url));`, `import { NextResponse } from "next/server";`)],
  ["a status that a value gives", inRoute(`return Response.json({}, { status: result.status });`)],
  ["a denial that is thrown", inRoute(`throw new HTTPException(401);`)],
  ["a denial that is passed on", inExpress(`next(createError(403));`), "src/server.ts"],
  ["a helper of another file whose name tells no status", inRoute(`return refuse(request);`, `import { refuse } from "@/lib/http";`)],
  ["a preflight in a function of its own", `export function OPTIONS(request: Request) { return new Response(null, { status: 403 }); }`, "app/api/orders/route.ts"],
  ["a preflight", inWorker(`if (request.method === "OPTIONS") return new Response(null, { status: 403 }); return new Response("ok");`), "src/index.ts"],
  ["a function that is no handler", `export function deny() {\n  return new Response("", { status: 403 });\n}\n`, "src/lib/http.ts"],
  ["a fetched response that is compared", inRoute(`const answer = await fetch(url); if (answer.status === 401) return new Response("", { status: 502 }); return new Response("ok");`)],
  ["a test of a handler", inRoute(`return new Response("", { status: 401 });`), "app/api/orders/route.test.ts"],
  ["a handler under a folder of tests", inExpress(`res.sendStatus(401);`), "tests/server.ts"],
  ["a file of the browser", `"use client";\n${inRoute(`return new Response("", { status: 401 });`)}`],
]);

describe("exits that keep nothing", () => {
  test.each(UNRECORDED)("$sentence", ({ code, path }) => {
    for (const parser of parsersFor(code)) expect(lint(RULE, code, { path, parser }).map(({ messageId }) => messageId), parser).toEqual(["unrecorded"]);
  });
});

describe("exits that are fine", () => {
  test.each(FINE)("$sentence", ({ code, path }) => {
    for (const parser of parsersFor(code)) expect(lint(RULE, code, { path, parser }), parser).toEqual([]);
  });

  test("there are at least sixty exits in both lists", () => {
    expect(UNRECORDED.length + FINE.length).toBeGreaterThanOrEqual(60);
  });
});

const TYPED = `import { auth } from "@/lib/auth";

export async function POST(request: Request) {
  const session = await auth();
  if (!session) {
    return Response.json({ error: "Unauthorized" }, { status: 401 });
  }
  return Response.json({ ok: true });
}
`;

describe("messages, places and suggestions", () => {
  test("route, status, the expression that answers, and the record to insert", () => {
    expect(lint(RULE, TYPED, { path: ROUTE })).toEqual([
      {
        messageId: "unrecorded",
        message: "POST /api/orders answers 401 and keeps nothing; record the denial (actor, route, outcome, reason) before this exit.",
        place: "6:12-6:69",
        text: `Response.json({ error: "Unauthorized" }, { status: 401 })`,
        suggestions: [
          {
            message: "Record the denial with securityLog.",
            output: `import { auth } from "@/lib/auth";
import { securityLog, requestContext } from "@/lib/logging";

export async function POST(request: Request) {
  const session = await auth();
  if (!session) {
    securityLog.warn("access.check", {
      actor: "anon",
      route: "POST /api/orders",
      outcome: "denied",
      reason: "unauthenticated",
      ...requestContext(request),
    });
    return Response.json({ error: "Unauthorized" }, { status: 401 });
  }
  return Response.json({ ok: true });
}
`,
          },
        ],
      },
    ]);
  });

  test("a bare return in an if gets a block", () => {
    const [report] = lint(RULE, inExpress(`  if (!req.user) return res.status(401).end();\n  res.send("ok");`), { path: "src/server.ts" });
    expect(report!.text).toBe("res.status(401).end()");
    expect(report!.message).toMatch(/^POST \/orders answers 401 /);
    expect(report!.suggestions[0]!.output).toContain(`  if (!req.user) {
    securityLog.warn("access.check", {
      actor: "anon",
      route: "POST /orders",
      outcome: "denied",
      reason: "unauthenticated",
`);
  });

  test("a handler without a known route is called this handler or by its name", () => {
    expect(lint(RULE, inWorker(`return new Response("", { status: 401 });`), { path: "src/index.ts" })[0]!.message).toMatch(/^\/\* answers 401/);
  });

  test("the emitter of the settings is the one that is suggested", () => {
    const settings = { emitter: { import: "@/server/audit", name: "emitAudit", style: "call", context: null } };
    const [report] = lint(RULE, TYPED, { path: ROUTE, settings });
    expect(report!.suggestions[0]!.message).toBe("Record the denial with emitAudit.");
    expect(report!.suggestions[0]!.output).toContain(`import { emitAudit } from "@/server/audit";`);
    expect(report!.suggestions[0]!.output).toContain(`    emitAudit("access.check", {
      actor: "anon",
      route: "POST /api/orders",
      outcome: "denied",
      reason: "unauthenticated",
    });
`);
  });

  test("the rule has nothing more to say of what a suggestion makes", () => {
    for (const { code, path } of UNRECORDED) {
      const [report] = lint(RULE, code, { path });
      for (const { output } of report!.suggestions) expect(lint(RULE, output, { path }), output).toEqual([]);
    }
  });
});

describe("options", () => {
  const code = inRoute(`switch (kind) {\n${[400, 401, 403, 404, 409, 418, 429].map((status) => `case ${status}: return new Response("", { status: ${status} });`).join("\n")}\ndefault: return new Response("ok");\n}`);
  const statuses = (options?: unknown): number[] => lint(RULE, code, { path: ROUTE, options }).map(({ message }) => Number(/answers (\d+)/.exec(message)![1]));

  test("statuses by default: 401, 403 and 429", () => {
    expect(statuses()).toEqual([401, 403, 429]);
  });

  test("statuses as a list", () => {
    expect(statuses({ statuses: [404, 409] })).toEqual([404, 409]);
  });

  test("statuses as 4xx: every refusal, 404 among them", () => {
    expect(statuses({ statuses: "4xx" })).toEqual([400, 401, 403, 404, 409, 418, 429]);
  });

  test("except leaves some out", () => {
    expect(statuses({ statuses: "4xx", except: [404, 418] })).toEqual([400, 401, 403, 409, 429]);
    expect(statuses({ except: [429] })).toEqual([401, 403]);
  });

  test("console: false takes a console line for no record", () => {
    const denied = inRoute(`console.warn("denied"); return new Response("", { status: 403 });`);
    expect(lint(RULE, denied, { path: ROUTE, options: { console: false } })).toHaveLength(1);
    expect(lint(RULE, denied.replace("console", "logger"), { path: ROUTE, options: { console: false } })).toEqual([]);
  });

  test.each([
    ["an unknown option", { status: [401] }],
    ["a status that is no 4xx", { statuses: [500] }],
    ["a word that is not 4xx", { statuses: "all" }],
    ["a status twice", { statuses: [401, 401] }],
    ["a text for a list", { except: "404" }],
    ["a text for a yes or no", { console: "yes" }],
  ])("%s is an error", (_sentence, options) => {
    expect(lintError(RULE, { options })).toMatch(/log-on-4xx/);
  });
});
