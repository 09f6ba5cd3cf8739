import { describe, expect, test } from "vitest";
import { auditGaps } from "../../src/analysis/audit/audit-gaps.js";
import { auditExemptions, exemptionOf } from "../../src/analysis/audit/audit-exemptions.js";
import { isNoRefusal } from "../../src/analysis/refusals/refusals.js";
import { swallowedAudits } from "../../src/analysis/audit/swallowed-audits.js";
import { PARSERS } from "../support/parsers.js";
import { express, onlyHandler, route } from "./ask.js";

const LOGIN = "app/api/auth/login/route.ts";
const HEAD = `import { securityLog } from "@/lib/logging"; import { logger } from "@/lib/logger";`;
const AUDIT = `securityLog.info("auth.login", {});`;
const login = (body: string): string => route(body, HEAD);
const signInOnRes = (body: string): string => `${HEAD} export const login = async (req, res) => { ${body} };`;

const HOOK = "app/api/webhooks/calendar/route.ts";
const ACTIONS = "app/actions.ts";
/** An action that records what went well. */
const deleted = (before: string): string => action(`const session = await auth(); ${before} await db.user.delete({ where: { id } }); ${AUDIT} return { success: true };`);
const action = (body: string): string => `"use server"; ${HEAD} export async function deleteUser(id) { ${body} }`;

/** A login inside `wrapper`; `secured` is a function of the file where it is given. */
const wrapped = (wrapper: string, secured = "", more = ""): string =>
  `${HEAD} ${secured && `const secured = ${secured};`} ${more} export const POST = ${wrapper}(async (req) => { if (!user) return new Response("", { status: 401 }); return new Response("ok"); });`;

/** A route that has the login done by a function of the file, and what it does before and after. */
const called = (after: string, before = ""): string =>
  `${HEAD} async function signIn(request) { const user = await check(await request.json()); if (!user) return Response.json({ error: "Invalid credentials" }, { status: 401 }); return Response.json({ id: user.id }); } ${route(`${before} const response = await signIn(request); ${after} return response;`)}`;

type Case = readonly [sentence: string, gaps: string, code: string, path?: string];

/** What is recorded by the one who called for the answer, of the login that he called for. */
const CALLED: readonly Case[] = [
  ["each outcome recorded by whoever called for it, once the answer is there", "", called(`if (response.ok) ${AUDIT} else securityLog.warn("auth.login", { outcome: "denied" });`)],
  ["only the success recorded there", "denied 1", called(`if (response.status < 400) ${AUDIT}`)],
  ["only the refusal recorded there", "success 1", called(`if (!response.ok) ${AUDIT}`)],
  ["one event for both there, that is told the status", "", called(`securityLog.info("auth.login", { outcome: response.ok, status: response.status });`)],
  ["one event for both there, that is told nothing", "denied 1", called(AUDIT)],
  ["an event there on some of the ways", "success 1, denied 1", called(`if (request.headers.get("x-trace")) ${AUDIT}`)],
  ["an event before the call", "success 1, denied 1", called("", `if (request.ok) ${AUDIT}`)],
];

const CASES: readonly Case[] = [
  ["an action that turns away by one of two things, the form first", "denied 1", deleted(`if (!id || !session) return { error: "Nein" };`), ACTIONS],
  ["an action that turns away by one of two things, the caller first", "denied 1", deleted(`if (!session || !id) return { error: "Nein" };`), ACTIONS],
  ["an action that complains of two things of the form", "", deleted(`if (!id || !name) return { error: "Nein" };`), ACTIONS],
  ["an action that is not set up", "", deleted(`if (!process.env.SHOP) return { error: "Unauthorized" };`), ACTIONS],
  ["an action that turns away in the same words", "denied 1", deleted(`if (!session.shop) return { error: "Unauthorized" };`), ACTIONS],
  ["an input error under a 403", "", login(`try { await signIn(); } catch (error) { if (error instanceof InvalidInputError) return new Response("no", { status: 403 }); throw error; } ${AUDIT} return new Response("ok");`)],
  ["another error under a 403", "denied 1", login(`try { await signIn(); } catch (error) { if (error instanceof ShutError) return new Response("no", { status: 403 }); throw error; } ${AUDIT} return new Response("ok");`)],
  ["nothing recorded at all", "success 1, denied 1, error 1", login(`try { if (!user) return new Response("", { status: 401 }); return new Response("ok"); } catch (error) { return new Response("", { status: 500 }); }`)],
  ["everything recorded", "", login(`if (!user) { ${AUDIT} return new Response("", { status: 401 }); } ${AUDIT} return new Response("ok");`)],
  ["only the success recorded", "denied 1", login(`if (!user) { return new Response("", { status: 401 }); } ${AUDIT} return new Response("ok");`)],
  ["only the denial recorded", "success 1", login(`if (!user) { ${AUDIT} return new Response("", { status: 401 }); } return new Response("ok");`)],
  ["a logger line is no audit event for a denial", "denied 1", login(`if (!user) { logger.warn("x"); return new Response("", { status: 401 }); } ${AUDIT} return new Response("ok");`)],
  ["a logger line is enough for an error", "success 1", login(`try { return new Response("ok"); } catch (error) { logger.error(error); return new Response("", { status: 500 }); }`)],
  ["a console line is not enough for an error", "success 1, error 1", login(`try { return new Response("ok"); } catch (error) { console.error(error); return new Response("", { status: 500 }); }`)],
  ["an answer of 200 that says of itself that it was refused", "denied 1", login(`if (!user) return Response.json({ ok: false, error: "Invalid password" }); ${AUDIT} return Response.json({ ok: true });`)],
  ["the same in what is sent by Express", "denied 1", express(`if (!user) { res.json({ success: false, message: "Invalid credentials" }); return; } securityLog.info("auth.login", {}); res.json({ success: true });`, HEAD).replace("/items", "/auth/login"), "src/server.ts"],
  ["the same as a text", "denied 1", login(`if (!user) return new Response(JSON.stringify({ success: false, error: "Invalid password" }), { headers }); ${AUDIT} return new Response("ok");`)],
  ["an answer of 200 whose status is a word for a failure", "denied 1", login(`if (!user) return Response.json({ status: "fail", message: "Invalid password" }); ${AUDIT} return Response.json({ status: "success" });`)],
  ["the status of what is answered with", "success 1", login(`if (known) return Response.json({ status: "failed", id: job.id }); ${AUDIT} return Response.json({ status: "done" });`)],
  ["an answer of 200 that complains of the form", "", login(`if (!email) return Response.json({ success: false, error: "Email is required" }); ${AUDIT} return Response.json({ success: true });`)],
  ["a failure that is caught and answered 200", "error 1", login(`try { ${AUDIT} return Response.json({ success: true }); } catch (error) { return Response.json({ success: false, error: error.message }); }`)],
  ["an answer of 200 that is nothing but an error", "denied 1", login(`if (!user) return Response.json({ error: "Invalid credentials", code: "nope" }); ${AUDIT} return Response.json({ ok: true });`)],
  ["such an error in a catch", "error 1", login(`try { ${AUDIT} return Response.json({ ok: true }); } catch (error) { return Response.json({ error: error.message }); }`)],
  ["an error beside data", "success 1", login(`if (!user) return Response.json({ error: "The newsletter failed", user }); ${AUDIT} return Response.json({ ok: true });`)],
  ["a login for nobody answered 404", "denied 1", login(`const user = await find(email); if (!user) return Response.json({ error: "No account with this email" }, { status: 404 }); ${AUDIT} return new Response("ok");`)],
  ["a form of a login answered 404", "", login(`if (!form) return Response.json({ error: "Unknown form" }, { status: 404 }); ${AUDIT} return new Response("ok");`)],
  ["words that a helper of the file is given", "denied 1", `const json = (body, status = 200) => new Response(JSON.stringify(body), { status });\n${login(`if (!row) return json({ error: "Invalid OTP" }, 400); ${AUDIT} return json({});`)}`],
  ["a flag of a login that gives no reason", "denied 1", login(`if (!found) return Response.json({ success: false }); ${AUDIT} return Response.json({ success: true });`)],
  ["a flag of a login that was not filled in", "", login(`const { email } = await request.json(); if (!email) return Response.json({ success: false }); ${AUDIT} return Response.json({ success: true });`)],
  ["a flag that is worked out", "success 1", login(`return Response.json({ success: done, error: "no" });`)],
  ["what is not implemented yet", "", `export async function POST() { return Response.json({ error: "soon" }, { status: 501 }); }`, "app/api/payments/route.ts"],
  ["what exists already, whatever it is called", "success 1", `export async function POST(request) { if (existing) return Response.json({ error: "Permission code already exists" }, { status: 400 }); return Response.json({}); }`, "app/api/permissions/route.ts"],
  ["a logout of whoever is signed in", "", `${HEAD} export async function POST(request) { const user = await whoAsks(request); if (user) { securityLog.info("auth.logout", { actor: user.id }); await end(user); } return Response.json({}); }`, "app/api/auth/logout/route.ts"],
  ["a logout that leaves an event for some", "success 1", `${HEAD} export async function POST(request) { if (body.everywhere === true) { securityLog.info("auth.logout", {}); } return Response.json({}); }`, "app/api/auth/logout/route.ts"],
  ["an event of what is there to be told of", "", `${HEAD} export async function POST(request) { const result = await pay(request); const order = await find(result.id); if (order) await securityLog.info("billing.refund", { actor: order.owner }); return Response.json(result); }`, "app/api/refunds/route.ts"],
  ["an event that hangs on something else", "success 1", `${HEAD} export async function POST(request) { const result = await pay(request); if (verbose) securityLog.info("billing.refund", { actor: result.owner }); return Response.json(result); }`, "app/api/refunds/route.ts"],
  ["an event that hangs on what is said of it", "success 1", `${HEAD} export async function POST(request) { const order = await pay(request); if (order.large) securityLog.info("billing.refund", { actor: order.owner }); return Response.json(order); }`, "app/api/refunds/route.ts"],
  ["an event in a try of its own", "", login(`const id = await enter(request); try { await prisma.auditLog.create({ data: { actor: id, action: "login" } }); } catch (error) { logger.error(error); } return new Response("ok");`)],
  ["an event of a refusal in a try of its own", "", login(`if (!user) { try { const ip = addressOf(request); ${AUDIT} } catch { count(); } return new Response("", { status: 401 }); } ${AUDIT} return new Response("ok");`)],
  ["an event in a try with what it is of", "success 1", login(`try { await enter(request); ${AUDIT} } catch (error) { logger.error(error); } return new Response("ok");`)],
  ["an event in a try of its own that hangs on something", "success 1", login(`try { if (verbose) { ${AUDIT} } } catch (error) { logger.error(error); } return new Response("ok");`)],
  ["the answer to an event that could not be written", "error 1", login(`try { ${AUDIT} } catch (error) { return new Response("", { status: 500 }); } return new Response("ok");`)],
  ["an event for each of many", "", `${HEAD} export async function POST(request) { const gone = await removeAll(request); for (const id of gone) { await securityLog.info("data.delete", { target: id }); } return Response.json({ gone }); }`, "app/api/users/bulk-delete/route.ts"],
  ["an event for some of many", "success 1", `${HEAD} export async function POST(request) { const gone = await removeAll(request); for (const id of gone) { if (id > 9) await securityLog.info("data.delete", { target: id }); } return Response.json({ gone }); }`, "app/api/users/bulk-delete/route.ts"],
  ["a deletion whose answer hangs on how it went", "success 1, error 1", `export async function DELETE(request) { const { error } = await supabase.auth.admin.deleteUser(request.id); return new Response(null, { status: error ? 500 : 204 }); }`, "app/api/users/route.ts"],
  ["a login that leaves an event for whoever is known", "success 1", login(`if (user) { ${AUDIT} } return Response.json({});`)],
  ["a wrapper that says in its finally how it ended", "", wrapped(`secured`, `(handler) => async (req) => { let outcome = "error"; try { const res = await handler(req); outcome = res.ok ? "success" : "denied"; return res; } finally { securityLog.info("auth.login", { outcome }); } }`)],
  ["a wrapper that does so for some", "success 1, denied 1", wrapped(`secured`, `(handler) => async (req) => { if (req.keepalive) return handler(req); try { return await handler(req); } finally { securityLog.info("auth.login", {}); } }`)],
  ["a wrapper whose finally stands behind a return", "success 1, denied 1", wrapped(`secured`, `(handler) => async (req) => { try { note(req); } finally { if (verbose) securityLog.info("auth.login", {}); } return handler(req); }`)],
  ["a wrapper that is told the event first", "", wrapped(`secured("auth.login")`, `(event) => (handler) => async (req) => { const res = await handler(req); securityLog.info(event, { status: res.status }); return res; }`)],
  ["one that is told the event first, and keeps nothing", "success 1, denied 1", wrapped(`secured("auth.login")`, `(event) => (handler) => async (req) => handler(req, event)`)],
  ["one that keeps that it was put around a handler", "success 1, denied 1", wrapped(`secured("auth.login")`, `(event) => (handler) => { securityLog.info(event, {}); return async (req) => handler(req); }`)],
  ["a wrapper that is told the event first, by its name", "", wrapped(`withAuditLog("auth.login")`)],
  ["a wrapper that is told the event, under a name of its own", "", wrapped(`kept`, `(event) => (handler) => async (req) => { const res = await handler(req); securityLog.info(event, { status: res.status }); return res; }`, `const kept = secured("auth.login");`)],
  ["malformed input is not asked for", "", login(`if (!email) return Response.json({ error: "Email is required" }, { status: 400 }); ${AUDIT} return new Response("ok");`)],
  ["a 400 that speaks of the credential is", "denied 1", login(`if (!user) return Response.json({ error: "Invalid password" }, { status: 400 }); ${AUDIT} return new Response("ok");`)],
  ["a plan that has to be bought is no denial", "success 1", login(`if (!paid) return Response.json({ error: "This feature is not available on your current plan." }, { status: 403 }); return new Response("ok");`)],
  ["a service that is told who asks for its audit trail keeps one", "", express(`await users.delete(req.params.id, req.audit); res.json({});`).replace("/items", "/admin/users/delete"), "src/server.ts"],
  ["a service that is told something else", "success 1", express(`await users.delete(req.params.id, req.user); res.json({});`).replace("/items", "/admin/users/delete"), "src/server.ts"],
  ["an answer that is ended again is one", "denied 1", express(`if (!ok) return res.status(401).json({}).end(); securityLog.info("auth.login", {}); res.json({});`, HEAD).replace("/items", "/auth/login"), "src/server.ts"],
  ["a shape of the permissions is not asked for", "success 1", `export async function POST(request) { const { permissions } = await request.json(); if (typeof permissions !== "object") return new Response("Invalid permissions", { status: 400 }); await stripe.refunds.create({}); return new Response("ok"); }`, "app/api/things/route.ts"],
  ["the limit of a service that was asked is no denial", "success 1", `export async function POST(request) { const answer = await fetch(MODELS); if (answer.status === 429) return new Response("", { status: 429 }); await stripe.refunds.create({}); return new Response("ok"); }`, "app/api/things/route.ts"],
  ["a 404 that speaks of the permission is", "denied 1", login(`if (!user) return Response.json({ error: "Permission denied" }, { status: 404 }); ${AUDIT} return new Response("ok");`)],
  ["a failure that is answered 400 is a refusal without an event", "denied 1", login(`try { await check(); ${AUDIT} return new Response("ok"); } catch (error) { return Response.json({ error: "Something went wrong" }, { status: 400 }); }`)],
  ["a failure that is answered 400 needs no more than a line of a logger", "", login(`try { await check(); ${AUDIT} return new Response("ok"); } catch (error) { logger.error(error); return Response.json({ error: "Something went wrong" }, { status: 400 }); }`)],
  ["a login for nobody is a refusal, whatever its number", "denied 1", login(`const user = await find(email); if (!user) return Response.json({ error: "User not found" }, { status: 400 }); ${AUDIT} return new Response("ok");`)],
  ["a login for nobody is a refusal in other words, too", "denied 1", login(`const user = await find(email); if (!user) return Response.json({ error: "No user found for this address" }, { status: 400 }); ${AUDIT} return new Response("ok");`)],
  ["an answer whose status only the running program knows is a success without an event", "success 1", signInOnRes(`const result = await login(req.body); res.status(result.status).json(result.body);`), "src/controllers/login.ts"],
  ["one of several ends whose status only the running program knows is none", "success 1", signInOnRes(`const result = await login(req.body); if (result.error) return res.status(result.status).json({}); res.json({});`), "src/controllers/login.ts"],
  ["an answer that sends itself", "success 1, denied 1", signInOnRes(`const user = await find(req.body); if (!user) return new UnauthorizedResponse("no").send(res); const done = new SuccessResponse({ user }); done.send(res);`), "src/controllers/login.ts"],
  ["a message that is sent is no answer", "", signInOnRes(`new LoginMessage(req.body).send(res);`), "src/controllers/login.ts"],
  ["an event log of the project", "", login(`const user = await find(email); await EventLogs.logEvent("login", { email }, user.id); return new Response("ok");`)],
  ["several exits of one outcome", "denied 2", login(`if (a) return new Response("", { status: 401 }); if (b) return new Response("", { status: 403 }); ${AUDIT} return new Response("ok");`)],
  ["a success is no event of the denial that follows", "denied 1", login(`if (!user) { securityLog.info("auth.login", { outcome: "success" }); return new Response("", { status: 401 }); } ${AUDIT} return new Response("ok");`)],
  ["a denial that is caught in the handler and answered with its status", "success 1, denied 1, error 1", express(`try { if (!ok) throw createError(401); res.json({}); } catch (err) { res.status(err.status || 500).end(); }`, `import createError from "http-errors";`).replace("/items", "/auth/login"), "src/server.ts"],
  ["a throw is answered elsewhere", "success 1", login(`if (!user) throw new HTTPException(401); return new Response("ok");`)],
  ["a server action that throws a refusal", "success 1, denied 1", action(`if (!(await may(id))) throw new ForbiddenError(); await users.close(id);`), ACTIONS],
  ["a server action that throws one by its words", "success 1, denied 1", action(`const session = await auth(); if (!session) throw new Error("Unauthorized"); await users.close(id);`), ACTIONS],
  ["a server action that records before it throws one", "", action(`if (!(await may(id))) { ${AUDIT} throw new Error("Unauthorized"); } await users.close(id); ${AUDIT}`), ACTIONS],
  ["a refusal in another language, of who is not signed in", "denied 1", action(`const session = await auth(); if (!session?.user) return { success: false, error: "Pas connecté" }; await users.close(id); ${AUDIT} return { success: true };`), ACTIONS],
  ["a refusal in another language, of who may not", "denied 1", action(`if (!(await can(id, "users"))) throw new Error("Accès refusé"); await users.close(id); ${AUDIT}`), ACTIONS],
  ["a refusal in another language, of a role", "denied 1", action(`if (caller.role !== "chef") return { error: "Interdit" }; await users.close(id); ${AUDIT} return {};`), ACTIONS],
  ["a complaint in another language, of what is not there", "", action(`const user = await find(id); if (!user) return { error: "Introuvable" }; await users.close(id); ${AUDIT} return {};`), ACTIONS],
  ["a session of a course that is not there", "", action(`const session = await find(id); if (!session) return { error: "Course was not found" }; await users.close(id); ${AUDIT} return {};`), ACTIONS],
  ["what an action catches and tells of", "error 1", action(`try { await users.close(id); ${AUDIT} return { success: true }; } catch (error) { console.error(error); return { success: false, error: "Could not close it" }; }`), ACTIONS],
  ["what an action catches, keeps and tells of", "", action(`try { await users.close(id); ${AUDIT} return { success: true }; } catch (error) { logger.error(error); return { success: false, error: "Could not close it" }; }`), ACTIONS],
  ["one kind of failure that an action catches", "", action(`try { await users.close(id); ${AUDIT} return { success: true }; } catch (error) { if (error instanceof ZodError) { return { success: false, error: "Fill it in" }; } logger.error(error); return { success: false, error: "no" }; }`), ACTIONS],
  ["a server action that gives back what a service does", "success 1", action(`return await users.remove(id);`), ACTIONS],
  ["one that records before it does", "", action(`${AUDIT} return await users.remove(id);`), ACTIONS],
  ["one that gives back what another function of the file does", "", `${action(`return remove(id);`)} async function remove(id) { return users.remove(id); }`, ACTIONS],
  ["a refusal in another language, of who is asked for by a function", "success 1, denied 1", action(`const user = await currentUser(); if (!user?.id) return { error: "Non connecté" }; return users.remove(id);`), ACTIONS],
  ["a user who is looked up and is not there", "success 1", action(`const user = await findUser(id); if (!user) return { error: "Introuvable" }; return users.remove(id);`), ACTIONS],
  ["a refusal by what a check gives back", "success 1, denied 1", action(`const accessCheck = await validateAdmin(); if (!accessCheck.ok) return { error: accessCheck.error }; return users.remove(id);`), ACTIONS],
  ["a server action that throws something else", "success 1", action(`if (!id) throw new Error("No such user"); await users.close(id);`), ACTIONS],
  ["a refusal that a wrapper of the action gets", "success 1", `"use server"; export const deleteUser = withAuth(async (id) => { if (!(await may(id))) throw new ForbiddenError(); await users.close(id); });`, ACTIONS],
  ["a refusal that the action catches itself", "success 1", action(`try { if (!(await may(id))) throw new Error("Unauthorized"); await users.close(id); } catch (error) { logger.error(error); }`), ACTIONS],
  ["next with an error is answered elsewhere", "success 1", express(`if (!ok) return next(createError(401)); res.json({});`).replace("/items", "/auth/login"), "src/server.ts"],
  ["an unknown status makes no gap", "", login(`return Response.json({}, { status: result.status });`)],
  ["a redirect to the login is no success", "", login(`return Response.redirect("/login", 302);`)],
  ["a redirect to the login is the success of a logout", "success 1", `import { redirect } from "next/navigation"; export async function GET() { await supabase.auth.signOut(); redirect("/login"); }`, "app/logout/route.ts"],
  ["a redirect to the login that tells of a failure is not", "", `import { redirect } from "next/navigation"; export async function GET() { await supabase.auth.signOut(); redirect("/login?error=1"); }`, "app/logout/route.ts"],
  ["a delivery whose check throws is refused, whatever is said of it", "success 1, denied 1", `export async function POST(request) { let event; try { event = stripe.webhooks.constructEvent(await request.text(), signature, secret); } catch (error) { return new Response("Webhook Error: " + error.message, { status: 400 }); } await keep(event); return new Response("ok"); }`, "app/api/webhooks/stripe/route.ts"],
  ["and so is one whose handling fails in the same attempt", "success 1, denied 1", `export async function POST(request) { try { const event = stripe.webhooks.constructEvent(await request.text(), signature, secret); if (event.type === "paid") await keep(event); return new Response("ok"); } catch (error) { return new Response("Webhook Error: " + error.message, { status: 400 }); } }`, "app/api/webhooks/stripe/route.ts"],
  ["a login that leads to a page that tells of a failure is refused", "success 1, denied 1", `import { redirect } from "next/navigation"; export async function POST(request) { const { error } = await supabase.auth.signInWithPassword(await read(request)); if (error) redirect("/login?error=credentials"); redirect("/home"); }`],
  ["the same, recorded", "success 1", `${HEAD} import { redirect } from "next/navigation"; export async function POST(request) { const { error } = await supabase.auth.signInWithPassword(await read(request)); if (error) { securityLog.warn("auth.login", { outcome: "denied" }); redirect("/login?error=credentials"); } redirect("/home"); }`],
  ["one that leads back because nothing was filled in is not", "success 1", `import { redirect } from "next/navigation"; export async function POST(request) { const given = await read(request); if (!given.email) redirect("/login?error=missing_email"); await supabase.auth.signInWithPassword(given); redirect("/home"); }`],
  ["nor is an export that leads to such a page", "success 1", `import { redirect } from "next/navigation"; export async function POST(request) { if (!rows) redirect("/exports?error=none"); return new Response("ok"); }`, "app/api/users/export/route.ts"],
  ["a redirect to the login before the logout is not", "success 1", `import { redirect } from "next/navigation"; export async function GET() { if (!user) redirect("/login"); await supabase.auth.signOut(); return new Response("ok"); }`, "app/logout/route.ts"],
  ["a redirect to the login behind a payment is not", "", `import { redirect } from "next/navigation"; export async function GET() { await stripe.refunds.create({}); redirect("/login"); }`, "app/api/pay/route.ts"],
  ["a recorded logout that ends at the login", "", `${HEAD} import { redirect } from "next/navigation"; export async function GET() { await supabase.auth.signOut(); securityLog.info("auth.logout", {}); redirect("/login"); }`, "app/logout/route.ts"],
  ["an action that returns nothing has succeeded at its end", "success 1", `"use server"; export async function deleteUser(id) { await db.user.delete({ where: { id } }); }`, "app/actions.ts"],
  ["an action that returns nothing, recorded", "", `"use server"; ${HEAD} export async function deleteUser(id) { await db.user.delete({ where: { id } }); securityLog.info("user.delete", {}); }`, "app/actions.ts"],
  ["an action that is recorded on some way only", "success 1", `"use server"; ${HEAD} export async function deleteUser(id) { await db.user.delete({ where: { id } }); if (loud) securityLog.info("user.delete", {}); }`, "app/actions.ts"],
  ["an action that leaves early has done nothing there", "success 1", `"use server"; export async function deleteUser(id) { if (!session) return; await db.user.delete({ where: { id } }); }`, "app/actions.ts"],
  ["an action that ends in a redirect", "success 1", `"use server"; import { redirect } from "next/navigation"; export async function deleteUser(id) { await db.user.delete({ where: { id } }); redirect("/"); }`, "app/actions.ts"],
  ["an action that always throws has no end", "", `"use server"; export async function deleteUser(id) { await db.user.delete({ where: { id } }); throw new Error("no"); }`, "app/actions.ts"],
  ["a handler that returns nothing is no action", "", `export async function POST(request) { await db.user.delete({ where: { id } }); }`, "app/api/users/route.ts"],
  ["a refusal that a guard of the file makes and the handler passes on", "success 1, denied 1", `const POST = async (request) => { const refused = await check(request); if (refused) return refused; return new Response("ok"); }; export { POST }; async function check(who) { if (!who.user) return new Response("", { status: 401 }); return null; }`],
  ["a refusal that the guard audits", "success 1", `${HEAD} export async function POST(request) { const refused = await check(request); if (refused) return refused; return new Response("ok"); } async function check(who) { if (!who.user) { securityLog.warn("access.check", {}); return new Response("", { status: 401 }); } return null; }`],
  ["one of two refusals that the guard audits", "success 1, denied 1", `${HEAD} export async function POST(request) { const refused = await check(request); if (refused) return refused; return new Response("ok"); } async function check(who) { if (!who.user) { securityLog.warn("access.check", {}); return new Response("", { status: 401 }); } if (!who.may) return new Response("", { status: 403 }); return null; }`],
  ["what a function of the file answers or does not is no refusal", "success 1", `export async function POST(request) { const cached = await look(request); if (cached) return cached; return new Response("ok"); } async function look(who) { if (who.hit) return new Response("hit"); if (!who.user) return new Response("", { status: 401 }); return null; }`],
  ["a failure that is caught and ends at an error page", "success 1, error 1", `export async function GET(request) { try { await stripe.refunds.create({}); return new Response("ok"); } catch (error) { return Response.redirect("/error", 302); } }`, "app/api/checkout/route.ts"],
  ["a failure that is logged before the error page", "success 1", `${HEAD} export async function GET(request) { try { await stripe.refunds.create({}); return new Response("ok"); } catch (error) { logger.error(error); return Response.redirect("/error", 302); } }`, "app/api/checkout/route.ts"],
  ["a way to the error page outside of a catch may be a refusal", "success 1", `export async function GET(request) { if (!id) return Response.redirect("/error", 302); await stripe.refunds.create({}); return new Response("ok"); }`, "app/api/checkout/route.ts"],
  ["a read among the methods that one handler answers", "success 1", `export default async function handler(req, res) { switch (req.method) { case "GET": return res.json(await list()); case "POST": return res.json(await change(req.body)); } }`, "pages/api/admin/plans.ts"],
  ["a read behind a look at the method", "success 1", `export default async function handler(req, res) { if (req.method === "GET") { return res.json(await list()); } res.json(await change(req.body)); }`, "pages/api/admin/plans.ts"],
  ["a read beside an act of another method", "success 1", `export default async function handler(req, res) { if (req.method === "GET") { return res.json(await list()); } await Promise.all(Object.entries(req.body).map(([key, value]) => prisma.systemSetting.upsert({ where: { key }, update: { value }, create: { key, value } }))); res.json({}); }`, "pages/api/admin/settings.ts"],
  ["an act behind a read's own method", "success 1", `export default async function handler(req, res) { if (req.method === "GET") { await prisma.user.update({ where: { id }, data: { role: "admin" } }); return res.json({}); } return res.status(405).end(); }`, "pages/api/claim.ts"],
  ["a branch of another method", "success 2", `export default async function handler(req, res) { if (req.method === "PUT") { return res.json(await list()); } res.json(await change(req.body)); }`, "pages/api/admin/plans.ts"],
  ["a row of the attempts to sign up", "", `export async function POST(request) { const { error } = await create(request); await db.from("registration_attempts").insert({ email, success: !error }); if (error) return new Response("", { status: 403 }); return new Response("ok"); }`, "app/api/auth/signup/route.ts"],
  ["a line of the log of who saw whose data", "", `import { logDataAccess } from "@/lib/gdpr"; export async function GET(request) { await logDataAccess(user.id, { type: "export" }); return new Response("ok"); }`, "app/api/account/export/route.ts"],
  ["a way out before the act is no success of it", "success 1", `export async function GET(request) { if (!id) return Response.redirect("/pricing", 302); await stripe.refunds.create({ charge: id }); return new Response("ok"); }`, "app/api/checkout/route.ts"],
  ["a way out in a loop around the act may come after it", "success 2", `export async function POST(request) { for (const id of ids) { if (id === last) return new Response("ok"); await stripe.refunds.create({ charge: id }); } return new Response("ok"); }`, "app/api/checkout/route.ts"],
  ["a refusal before the act is asked for", "success 1, denied 1", `export async function POST(request) { if (!user) return new Response("", { status: 403 }); await stripe.refunds.create({ charge: id }); return new Response("ok"); }`, "app/api/checkout/route.ts"],
  ["a way out of a route that is sensitive by its name alone is a success", "success 2", login(`if (known) return new Response("ok"); return new Response("ok");`)],
  ["a service's first word is none, before anything is checked", "success 1", `export async function POST(request) { const state = request.headers.get("x-state"); if (state === "sync") return Response.json({ ok: true }); await take(await request.json()); return Response.json({}); }`, HOOK],
  ["what a service says again, which is looked up, is one", "success 2", `export async function POST(request) { const { id } = await request.json(); if (await seen(id)) return Response.json({ ok: true }); await take(id); return Response.json({}); }`, HOOK],
  ["and so is what it says under its signature", "success 2", `export async function POST(request) { const text = await request.text(); check(text, request.headers.get("x-state")); if (JSON.parse(text).type === "ping") return Response.json({ ok: true }); await take(text); return Response.json({}); }`, HOOK],
  ["a service that is only ever thanked", "success 1", `export async function POST(request) { return Response.json({ ok: true }); }`, HOOK],
  ["what production turns away is none", "not sensitive", login(`if (process.env.NODE_ENV === "production") return new Response("", { status: 404 }); return new Response("ok");`)],
  ["what development turns away is one", "success 1", login(`if (process.env.NODE_ENV !== "production") return new Response("", { status: 404 }); return new Response("ok");`)],
  ["what production is asked more for is one", "success 1", login(`if (process.env.NODE_ENV === "production") await more(); return new Response("ok");`)],
  ["what a helper turns away in production is none", "not sensitive", login(`const refused = errorIfProduction(); if (refused !== null) return refused; return new Response("ok");`)],
  ["what a helper turns away for another reason is one", "success 1", login(`const refused = errorIfLocked(); if (refused !== null) return refused; return new Response("ok");`)],
  ["what a helper says aside of production is one", "success 1", login(`const hint = errorIfProduction(); if (hint) console.log(hint); return new Response("ok");`)],
  ["what a helper throws in production is none", "not sensitive", login(`assertNotProduction(); return new Response("ok");`)],
  ["a preflight is none", "", login(`if (request.method === "OPTIONS") return new Response(null); ${AUDIT} return new Response("ok");`)],
  ["a granted look at an admin page is none", "denied 1", `export async function GET(request) { if (!user) return new Response("", { status: 403 }); return Response.json({}); }`, "app/api/admin/pages/route.ts"],
  ["a granted look at an admin page behind a test of the method is none", "denied 1", `export default async function handler(req, res) { if (req.method !== "GET") return res.status(405).end(); if (!user) return res.status(403).end(); res.json({}); }`, "pages/api/admin/pages.ts"],
  ["a granted look in a try behind a test of the method is none", "denied 1", `export default async function handler(req, res) { if (!user) return res.status(403).end(); try { if (req.method !== "GET") { return res.status(405).end(); } res.json({}); } catch (error) { throw error; } }`, "pages/api/admin/pages.ts"],
  ["a look at figures, whatever the method, is none", "", `Deno.serve(async (req) => Response.json(await sums(req)));`, "supabase/functions/admin-revenue-stats/index.ts"],
  ["a look at an overview, whatever the method, is none", "", `export default async function handler(req, res) { res.json(await counts()); }`, "pages/api/admin/dashboard.ts"],
  ["a look at settings by the words of its route is none", "denied 1", `export default async function handler(req, res) { if (!user) return res.status(403).end(); res.json(await load()); }`, "pages/api/admin/fetch-settings.ts"],
  ["a look at people by the words of its route is one", "success 1, denied 1", `export default async function handler(req, res) { if (!user) return res.status(403).end(); res.json(await load()); }`, "pages/api/admin/search-users.ts"],
  ["a failed look at an admin page is none", "denied 1", `export async function GET(request) { if (!user) return new Response("", { status: 403 }); try { return Response.json(await load()); } catch { return new Response("", { status: 500 }); } }`, "app/api/admin/pages/route.ts"],
  ["a failed act of the admin area is one", "success 1, error 1", `export async function POST(request) { try { return Response.json(await change()); } catch { return new Response("", { status: 500 }); } }`, "app/api/admin/pages/route.ts"],
  ["a failed export is one even by GET", "success 1, error 1", `export async function GET(request) { try { return Response.json(await load()); } catch { return new Response("", { status: 500 }); } }`, "app/api/account/export/route.ts"],
  ["a way to another service's page that is given as an address", "", `export async function POST(request) { const { authorizationUrl, state } = await initiate(request); return Response.json({ authorizationUrl, state }); }`, "app/api/auth/link/route.ts"],
  ["an act behind a test of the method is one", "success 1", `export default async function handler(req, res) { if (req.method !== "POST") return res.status(405).end(); res.json({}); }`, "pages/api/admin/pages.ts"],
  ["an act behind two methods that are told apart is one", "success 1", `export default async function handler(req, res) { if (req.method !== "GET" && req.method !== "POST") return res.status(405).end(); res.json({}); }`, "pages/api/admin/pages.ts"],
  ["a check that brings a copy up to date is not asked for", "not sensitive", `export async function POST(request) { await supabase.from("profiles").update({ subscription_status: status }).eq("id", id); return new Response("ok"); }`, "app/api/check-subscription/route.ts"],
  ["a login that only leads elsewhere has done nothing", "", `export async function onRequest({ request }) { const url = new URL(request.url); return Response.redirect(url.origin + "/dashboard", 302); }`, "functions/api/login.js"],
  ["a login that leads to another service's page has done nothing", "denied 1", `export async function GET(request) { if (!user) return new Response("", { status: 401 }); const url = new URL(PAGE); url.search = new URLSearchParams({ response_type: "code", state }); await keep(state); return Response.redirect(url, 302); } export { GET as POST };`, "app/api/auth/calendar/route.ts"],
  ["a login that comes back from there has", "success 1", `export async function POST(request) { await fetch(TOKENS, { body: new URLSearchParams({ grant_type: "authorization_code", response_type: "token" }) }); return Response.redirect("/", 302); }`, "app/api/auth/calendar/route.ts"],
  ["a login that begins at a provider's page has done nothing", "", `import { signIn } from "@/auth";\nexport async function POST(request) { await signIn("github", { redirectTo: "/" }); return new Response(null); }`, "app/api/enter/route.ts"],
  ["the same by Supabase", "error 1", `export async function POST(request) { try { const { data } = await supabase.auth.signInWithOAuth({ provider: "github" }); return Response.json({ url: data.url }); } catch (error) { return new Response(null, { status: 500 }); } }`, "app/api/enter/route.ts"],
  ["a login with a password by the same library is one", "success 1", `import { signIn } from "@/auth";\nexport async function POST(request) { await signIn("credentials", await request.json()); return new Response(null); }`, "app/api/enter/route.ts"],
  ["a webhook that has pages built anew has done nothing", "denied 1", `export async function POST(request) { if (!isValid(request)) return new Response(null, { status: 401 }); revalidatePath("/"); return Response.json({}); }`, "app/api/webhooks/texts/route.ts"],
  ["a webhook that has pages built anew once it has kept something has", "success 1", `export async function POST(request) { await prisma.order.create({ data: await request.json() }); revalidatePath("/"); return Response.json({}); }`, "app/api/webhooks/shop/route.ts"],
  ["a logout that only leads elsewhere is one", "success 1", `import express from "express";\nconst app = express();\napp.post("/logout", (req, res) => { req.session = null; res.redirect("/"); });\n`, "src/server.ts"],
  ["a login that leads elsewhere once it has asked is one", "success 1", `export async function onRequest({ request }) { await start(request); return Response.redirect("/dashboard", 302); }`, "functions/api/login.js"],
  ["a logout that makes the browser forget the password is no denial", "", `export async function onRequest() { return new Response("Logged out.", { status: 401 }); }`, "functions/api/logout.js"],
  ["a signature that is refused with a clean answer is a denial", "success 1, denied 1", `export default async function handler(req, res) { if (!verifyWebhookSignature(req)) { res.end(); return; } await handle(req.body); res.end(); }`, "pages/api/webhooks/orders.ts"],
  ["the same by a name for the verdict", "success 1, denied 1", `export default async function handler(req, res) { const isValid = check(req.headers["x-signature"], req.body); if (!isValid) return res.status(200).json({}); await handle(req.body); res.json({}); }`, "pages/api/webhooks/orders.ts"],
  ["a webhook of a kind that nobody waits for went through", "success 2", `export default async function handler(req, res) { if (!isRelevant(req.body)) { res.end(); return; } await handle(req.body); res.end(); }`, "pages/api/webhooks/orders.ts"],
  ["what fails behind the signature is an error, whatever its status", "success 1, denied 1, error 1", `export default async function handler(req, res) { let event; try { event = stripe.webhooks.constructEvent(req.body, req.headers["stripe-signature"], secret); } catch (err) { return res.status(400).json({ error: "Bad signature" }); } try { await handle(event); } catch (error) { return res.status(400).json({ error: "Webhook handler failed" }); } res.json({}); }`, "pages/api/webhooks/orders.ts"],
  ["one catch around the signature and the rest is not told apart", "success 1, denied 1", `export default async function handler(req, res) { try { const event = stripe.webhooks.constructEvent(req.body, req.headers["stripe-signature"], secret); await handle(event); } catch (error) { return res.status(400).json({ error: "Bad signature" }); } res.json({}); }`, "pages/api/webhooks/orders.ts"],
  ["an export is asked for its success even by GET", "success 1", `export async function GET(request) { return Response.json({}); }`, "app/api/account/export/route.ts"],
];

describe.each(PARSERS)("audit gaps ($parser)", ({ facts }) => {
  const gapsOf = (code: string, path = LOGIN, validation = false): string => {
    const found = facts(code, path);
    const handler = onlyHandler(found);
    const sensitivity = found.sensitivity(handler);
    if (!sensitivity) return "not sensitive";
    return auditGaps(handler, sensitivity, found, { validation }).map(({ outcome, exits }) => `${outcome} ${exits.length}`).join(", ");
  };

  test.each(CALLED.map(([sentence, ...row]) => ({ sentence, row })))("$sentence", ({ row: [gaps, code] }) => {
    const found = facts(code, LOGIN);
    const handler = found.handlers.find(({ name }) => name === "signIn")!;
    const missing = auditGaps(handler, found.sensitivity(handler)!, found, { validation: false });
    expect(missing.map(({ outcome, exits }) => `${outcome} ${exits.length}`).join(", ")).toBe(gaps);
  });

  test.each(CASES.map(([sentence, ...row]) => ({ sentence, row })))("$sentence", ({ row: [gaps, code, path] }) => {
    expect(gapsOf(code, path)).toBe(gaps);
  });

  test("with validation, malformed input is asked for too", () => {
    const code = login(`if (!email) return Response.json({ error: "Email is required" }, { status: 400 }); ${AUDIT} return new Response("ok");`);
    expect([gapsOf(code), gapsOf(code, LOGIN, true)]).toEqual(["", "denied 1"]);
  });
});

const ADMIN = "supabase/functions/admin-users/index.ts";
const admin = (body: string): string => `Deno.serve(async (req) => {\n${body}\n});\n`;
const STRANGER = `if (!caller) return new Response("", { status: 401 });`;
const FORM = `if (!id) return Response.json({ error: "id is required" }, { status: 400 });`;
const app = (route: string, body: string): string => `import express from "express";\nconst app = express();\napp.get("${route}", (req, res) => {\n${body}\n});\n`;
/** The same for what is sent, with a helper of the file that takes a flag before its words. */
const posted = (route: string, body: string): string =>
  `import express from "express";\nconst app = express();\nconst reply = (res, status, ok, message) => res.status(status).json({ ok, message });\napp.post("${route}", async (req, res) => {\n${body}\n});\n`;
const NO_USER = `if (!req.user) return res.status(401).end(); res.send("ok");`;

const REFUSALS: readonly (readonly [sentence: string, refusals: string, code: string, path: string])[] = [
  ["a complaint about the form, once strangers are turned away", "401", admin(`${STRANGER} ${FORM} return new Response("ok");`), ADMIN],
  ["strangers turned away inside a branch", "401", admin(`if (!internal) { ${STRANGER} } ${FORM} return new Response("ok");`), ADMIN],
  ["an unreadable body, once strangers are turned away", "401", admin(`${STRANGER} let body; try { body = await req.json(); } catch { return new Response("", { status: 400 }); } return new Response("ok");`), ADMIN],
  ["a complaint to a stranger", "400, 401", admin(`${FORM} ${STRANGER} return new Response("ok");`), ADMIN],
  ["a complaint that nobody was turned away before", "400", admin(`${FORM} return new Response("ok");`), ADMIN],
  ["strangers turned away on another branch", "401, 400", admin(`if (a) { ${STRANGER} } else { ${FORM} } return new Response("ok");`), ADMIN],
  ["a complaint that speaks of the permission", "401, 400", admin(`${STRANGER} if (!may) return Response.json({ error: "Permission denied" }, { status: 400 }); return new Response("ok");`), ADMIN],
  ["a failure that is answered as a bad request", "401, 400", admin(`${STRANGER} try { await work(); } catch (error) { return Response.json({ error: error.message }, { status: 400 }); } return new Response("ok");`), ADMIN],
  ["a complaint of a login", "403, 422", login(`if (closed) return new Response("", { status: 403 }); if (!name) return new Response("", { status: 422 }); return new Response("ok");`), LOGIN],
  ["nobody is signed in, says a look at the session", "", app("/me", NO_USER), "src/server.ts"],
  ["nobody is signed in, says a look at the current user", "", app("/auth/user", NO_USER), "src/server.ts"],
  ["a forbidden look at the current user", "403", app("/me", `if (banned) return res.status(403).end(); res.send("ok");`), "src/server.ts"],
  ["a look at a user of the admin area", "401", app("/admin/user", NO_USER), "src/server.ts"],
  ["a look at one of the users", "401", app("/user/:id", NO_USER), "src/server.ts"],
  ["an input error that is answered 403", "", admin(`try { await work(); } catch (error) { if (error instanceof InvalidInputError) return new Response("", { status: 403 }); throw error; } return new Response("ok");`), ADMIN],
  ["a feature that the plan does not hold", "", admin(`if (!paid) return Response.json({ error: "Not part of your plan" }, { status: 403 }); return new Response("ok");`), ADMIN],
  ["a feature that the licence does not hold", "", admin(`if (!paid) return Response.json({ error: "The license has no SSO" }, { status: 403 }); return new Response("ok");`), ADMIN],
  ["a module that nobody has bought", "", admin(`if (!on) return Response.json({ error: "Module not enabled for this account" }, { status: 403 }); return new Response("ok");`), ADMIN],
  ["an account that is not enabled", "403", admin(`if (!on) return Response.json({ error: "This account is not enabled" }, { status: 403 }); return new Response("ok");`), ADMIN],
  ["a subscription that has come to its end", "", admin(`if (!paid) return Response.json({ error: "Subscription expired" }, { status: 403 }); return new Response("ok");`), ADMIN],
  ["a session that has come to its end", "401", admin(`if (!session) return Response.json({ error: "Session expired" }, { status: 401 }); return new Response("ok");`), ADMIN],
  ["a limit of use that is reached", "", admin(`if (used) return Response.json({ error: "Usage threshold exceeded. Please upgrade your plan." }, { status: 403 }); return new Response("ok");`), ADMIN],
  ["a feature that the instance does not have", "", admin(`if (!on) return Response.json({ error: "SSO is not available on your instance" }, { status: 403 }); return new Response("ok");`), ADMIN],
  ["an empty password that is answered 401", "", admin(`if (!password) return Response.json({ error: "Password cannot be empty." }, { status: 401 }); return new Response("ok");`), ADMIN],
  ["two passwords that differ", "", admin(`if (a !== b) return Response.json({ error: "New and repeated password do not match." }, { status: 401 }); return new Response("ok");`), ADMIN],
  ["a password that is not the one that is kept", "401", admin(`if (!same) return Response.json({ error: "The password does not match." }, { status: 401 }); return new Response("ok");`), ADMIN],
  ["a required authentication", "401", admin(`if (!user) return Response.json({ error: "Authentication is required" }, { status: 401 }); return new Response("ok");`), ADMIN],
  ["a complaint to somebody whom the caller has let in", "", `export async function createApiKey(req, res, scope) {\n${"if (!req.body.name) return res.status(400).json({}); res.json({});"}\n}`, "src/keys.ts"],
  ["a refusal that tells a stranger what the server knows", "400", `export async function createApiKey(req, res) {\n${"if (await isTaken(req.body.name)) return res.status(400).json({}); res.json({});"}\n}`, "src/keys.ts"],
  ["a field that a stranger did not send", "", `export async function createApiKey(req, res) {\n${"if (!req.body.name) return res.status(400).json({}); res.json({});"}\n}`, "src/keys.ts"],
  ["a field that was not sent", "", admin(`const { id } = await req.json(); if (!id) return new Response("", { status: 400 }); return new Response("ok");`), ADMIN],
  ["something that is not among what is known of the caller", "403", express(`if (!req.shopsOfCaller.includes(req.body.shop)) return res.status(403).json({ error: "Not your shop" }); res.json({});`), "src/app.ts"],
  ["something that is not among what a row says", "403", express(`const staff = await find(); if (!staff.shops.includes(req.body.shop)) return res.status(403).json({ error: "Not your shop" }); res.json({});`), "src/app.ts"],
  ["something that is not in a list of the file", "", express(`const SHOPS = ["a"]; if (!SHOPS.includes(req.body.shop)) return res.status(403).json({ error: "No such shop" }); res.json({});`), "src/app.ts"],
  ["a field of the wrong shape", "", admin(`const body = await req.json(); if (typeof body.id !== "string" || body.id.length > 40 || !UUID.test(body.id)) return new Response("", { status: 422 }); return new Response("ok");`), ADMIN],
  ["a word that is none of a list", "", admin(`const kind = new URL(req.url).searchParams.get("kind") ?? "all"; if (!["all", "new"].includes(kind)) return new Response("", { status: 400 }); return new Response("ok");`), ADMIN],
  ["what a schema does not take", "", admin(`const parsed = Body.safeParse(await req.json()); if (!parsed.success) return Response.json(parsed.error, { status: 400 }); return new Response("ok");`), ADMIN],
  ["what a schema throws at", "", admin(`try { await save(Body.parse(await req.json())); } catch (error) { if (error instanceof ZodError) return new Response("", { status: 422 }); throw error; } return new Response("ok");`), ADMIN],
  ["a body that is no JSON", "", admin(`let body; try { body = await req.json(); } catch { return new Response("", { status: 400 }); } if (!body.id) return new Response("", { status: 400 }); return new Response("ok");`), ADMIN],
  ["a field of a function's own reading of the body", "", admin(`const { id } = await readJsonBody(req); if (!id) return new Response("", { status: 400 }); return new Response("ok");`), ADMIN],
  ["a row that is not there", "400", admin(`const { id } = await req.json(); const row = await db.find(id); if (!row) return new Response("", { status: 400 }); return new Response("ok");`), ADMIN],
  ["a field or a row that is not there", "400", admin(`const { id } = await req.json(); const row = await db.find(id); if (!id || !row) return new Response("", { status: 400 }); return new Response("ok");`), ADMIN],
  ["what was sent held against what is kept", "400", admin(`const { nonce } = await req.json(); if (nonce !== kept.nonce) return new Response("", { status: 400 }); return new Response("ok");`), ADMIN],
  ["a header that is missing", "400", admin(`const key = req.headers.get("x-api-key"); if (!key) return new Response("", { status: 400 }); return new Response("ok");`), ADMIN],
  ["a session that is missing", "400", admin(`const session = await getSession(req); if (!session) return new Response("", { status: 400 }); return new Response("ok");`), ADMIN],
  ["a check of the request by the server", "400", admin(`const allowed = await isAllowed(req.body); if (!allowed) return new Response("", { status: 400 }); return new Response("ok");`), ADMIN],
  ["a failure of the work with the form", "400", admin(`const { id } = await req.json(); try { await work(id); } catch (error) { return new Response("", { status: 400 }); } return new Response("ok");`), ADMIN],
  ["a login without its password", "400", login(`const { email, password } = await request.json(); if (!email || !password) return new Response("", { status: 400 }); return new Response("ok");`), LOGIN],
  ["a login without the name of the device", "", login(`const { device } = await request.json(); if (!device) return new Response("", { status: 400 }); return new Response("ok");`), LOGIN],
  ["a login that a schema does not take", "", login(`const form = Login.safeParse(await request.json()); if (!form.success) return new Response("", { status: 422 }); return new Response("ok");`), LOGIN],
  ["a code of the wrong length", "400", login(`const { code } = await request.json(); if (code.length !== 6) return new Response("", { status: 400 }); return new Response("ok");`), LOGIN],
  ["a field of a secret that is kept, outside authentication", "", admin(`const { token } = await req.json(); if (!token) return new Response("", { status: 400 }); return new Response("ok");`), ADMIN],
  ["a complaint behind a guard that answers by itself", "", `export default async function handler(req, res) { if (!(await AdminAuth.handleAdminAuth(req, res))) return; if (await isTaken(req.body.name)) return res.status(400).end(); res.json({}); }`, "pages/api/admin/keys.ts"],
  ["a complaint behind a call that answers something else by itself", "400", `export default async function handler(req, res) { if (!(await runCors(req, res))) return; if (await isTaken(req.body.name)) return res.status(400).end(); res.json({}); }`, "pages/api/admin/keys.ts"],
  ["a complaint behind a call that throws at strangers", "", admin(`await requireAdmin(req); if (await isTaken()) return new Response("", { status: 400 }); return new Response("ok");`), ADMIN],
  ["a complaint before a call that throws at strangers", "400", admin(`if (await isTaken()) return new Response("", { status: 400 }); await requireAdmin(req); return new Response("ok");`), ADMIN],
  ["a complaint behind middleware that turns strangers away", "", app("/admin/keys", `if (isTaken()) return res.status(400).end(); res.send("ok");`).replace(", (req", ", requireAdmin, (req"), "src/server.ts"],
  ["a complaint behind middleware that reads a file", "400", app("/admin/keys", `if (isTaken()) return res.status(400).end(); res.send("ok");`).replace(", (req", ", upload, (req"), "src/server.ts"],
  ["a complaint inside a wrapper that turns strangers away", "", `export const POST = withAdmin(async (req) => { if (await isTaken()) return new Response("", { status: 400 }); return new Response("ok"); });`, "app/api/admin/keys/route.ts"],
  ["a complaint inside a wrapper that catches", "400", `export const POST = withErrors(async (req) => { if (await isTaken()) return new Response("", { status: 400 }); return new Response("ok"); });`, "app/api/admin/keys/route.ts"],
  ["money that is not there", "", admin(`const wallet = await find(); if (wallet.balance < 5) return Response.json({ error: "Insufficient funds in wallet" }, { status: 400 }); return new Response("ok");`), ADMIN],
  ["a card that cannot be charged", "", admin(`const card = await find(); if (!card) return Response.json({ error: "Invalid card" }, { status: 400 }); return new Response("ok");`), ADMIN],
  ["an account that is suspended until it has another plan", "", admin(`if (used) return Response.json({ error: "Ingestion suspended: usage threshold exceeded. Please upgrade your plan." }, { status: 403 }); return new Response("ok");`), ADMIN],
  ["an account that is suspended", "403", admin(`if (bad) return Response.json({ error: "Your account is suspended" }, { status: 403 }); return new Response("ok");`), ADMIN],
  ["a feature of the enterprise edition", "", admin(`if (!paid) return Response.json({ error: "Only available for enterprise users." }, { status: 403 }); return new Response("ok");`), ADMIN],
  ["a sign-up that is closed to all", "", admin(`if (closed) return Response.json({ error: "Direct signup is disabled. Please verify your mail." }, { status: 403 }); return new Response("ok");`), ADMIN],
  ["an account that is disabled", "403", admin(`if (bad) return Response.json({ error: "This account is disabled" }, { status: 403 }); return new Response("ok");`), ADMIN],
  ["a mode that lets nobody write", "", admin(`if (readOnly) return Response.json({ error: "Read-only mode enabled" }, { status: 403 }); return new Response("ok");`), ADMIN],
  ["a second factor that is still to come", "", admin(`if (user.totp) return Response.json({ status: "totp_token_required" }, { status: 401 }); return new Response("ok");`), ADMIN],
  ["a plan that is somebody else's", "403", admin(`if (!mine) return Response.json({ error: "No permission to change this plan" }, { status: 403 }); return new Response("ok");`), ADMIN],
  ["a demo that turns everybody away", "", admin(`if (process.env.PUBLIC_DEMO === "true") return Response.json({ error: "Closed in this demo" }, { status: 400 }); return new Response("ok");`), ADMIN],
  ["a service that nobody has set up", "", admin(`if (!isMailConfigured() || !Deno.env.get("MAIL_KEY")) return new Response("", { status: 400 }); return new Response("ok");`), ADMIN],
  ["a key of the server that is missing", "", `const SECRET = process.env.PAY_SECRET;\n${admin(`const key = SECRET ?? process.env.OTHER; if (!key) return new Response("", { status: 403 }); return new Response("ok");`)}`, ADMIN],
  ["a binding of a Worker that is missing", "", `export async function onRequestPost(context) { const { request, env } = context; const client = env.CLIENT_ID; if (!client || !context.env.SECRET) return new Response("", { status: 400 }); return new Response("ok"); }`, "functions/api/auth/login.js"],
  ["a switch of the project's own", "", `import { env } from "@/env";\n${admin(`if (!env.SIGN_UP) return new Response("", { status: 403 }); return new Response("ok");`)}`, ADMIN],
  ["a secret that is missing or is not the one that was sent", "401", admin(`const secret = Deno.env.get("CRON"); if (!secret || req.headers.get("x-cron") !== secret) return new Response("", { status: 401 }); return new Response("ok");`), ADMIN],
  ["production, for those who are nobody", "401", admin(`if (process.env.NODE_ENV === "production" && !caller) return new Response("", { status: 401 }); return new Response("ok");`), ADMIN],
  ["a caller whom nobody is configured to be", "403", admin(`if (!isConfigured(caller)) return new Response("", { status: 403 }); return new Response("ok");`), ADMIN],
  ["a plan that is not told of", "", admin(`if (team.plan.includes("free")) return new Response("Forbidden", { status: 403 }); return new Response("ok");`), ADMIN],
  ["a plan that is none of a list", "", admin(`if (!PAID_PLANS.includes(account.team.plan)) return new Response("no", { status: 403 }); return new Response("ok");`), ADMIN],
  ["a limit that is reached", "", admin(`if (team.datarooms.length >= limits.datarooms) return Response.json({ error: "No more of them" }, { status: 403 }); return new Response("ok");`), ADMIN],
  ["a feature that is switched off for the team", "", admin(`if (!flags.workflows || !features.ai) return Response.json({ error: "Not for your team" }, { status: 403 }); return new Response("ok");`), ADMIN],
  ["what the document has switched off", "", admin(`if (!document.agentsEnabled) return Response.json({ error: "No agents here" }, { status: 403 }); return new Response("ok");`), ADMIN],
  ["what a free plan cannot see", "", admin(`if (team.plan === "free") return Response.json({ error: "Only the last month" }, { status: 401 }); return new Response("ok");`), ADMIN],
  ["an account that is not enabled", "403", admin(`if (!user.isEnabled) return Response.json({ error: "no" }, { status: 403 }); return new Response("ok");`), ADMIN],
  ["a second factor that is not enabled", "403", admin(`if (!member.mfaEnabled) return Response.json({ error: "no" }, { status: 403 }); return new Response("ok");`), ADMIN],
  ["a role or a plan", "403", admin(`if (team.plan === "free" || member.role !== "admin") return new Response("", { status: 403 }); return new Response("ok");`), ADMIN],
  ["a limit of the rate", "429", admin(`if (count > limits.perMinute) return new Response("", { status: 429 }); return new Response("ok");`), ADMIN],
  ["attempts that are used up", "403", admin(`if (attempts >= LOGIN_LIMIT) return new Response("", { status: 403 }); return new Response("ok");`), ADMIN],
  ["sign-ups that are closed", "", admin(`if (closed) return Response.json({ error: "Sign ups are disabled." }, { status: 403 }); return new Response("ok");`), ADMIN],
  ["a parameter that is missing, answered 401", "", admin(`const id = new URL(req.url).searchParams.get("id"); if (!id) return new Response("Choose one", { status: 401 }); return new Response("ok");`), ADMIN],
  ["a caller's id that is missing, answered 401", "401", admin(`const userId = new URL(req.url).searchParams.get("userId"); if (!userId) return new Response("", { status: 401 }); return new Response("ok");`), ADMIN],
  ["a parameter that is missing, answered as a call to sign in", "401", admin(`const id = new URL(req.url).searchParams.get("id"); if (!id) return new Response("Authentication required", { status: 401 }); return new Response("ok");`), ADMIN],
  ["a parameter that is missing, answered as what it is not", "401", admin(`const id = new URL(req.url).searchParams.get("id"); if (!id) return new Response("Unauthorized", { status: 401 }); return new Response("ok");`), ADMIN],
  ["what a schema does not take of the query", "", admin(`const parsed = Query.safeParse(Object.fromEntries(new URL(req.url).searchParams)); if (!parsed.success) return Response.json({}, { status: 400 }); return new Response("ok");`), ADMIN],
  ["what a schema does not take of some fields", "", admin(`const { searchParams } = new URL(req.url); const parsed = Query.safeParse({ page: searchParams.get("page") ?? undefined, kind: searchParams.get("kind") }); if (!parsed.success) return Response.json({}, { status: 400 }); return new Response("ok");`), ADMIN],
  ["a word that no table of the file has", "", `const TEMPLATES = { welcome: 1, reset: 2 };\n${admin(`const { kind } = await req.json(); const template = TEMPLATES[kind]; if (!template) return new Response("", { status: 400 }); return new Response("ok");`)}`, ADMIN],
  ["a row of a table that the server keeps", "400", admin(`const { kind } = await req.json(); const rows = await load(); const row = rows[kind]; if (!row) return new Response("", { status: 400 }); return new Response("ok");`), ADMIN],
  ["a logout that makes the browser forget the password", "", `export async function onRequest() { return new Response("Logged out.", { status: 401 }); }`, "functions/api/logout.js"],
  ["a logout of somebody who is nobody", "401", `export async function onRequest({ request }) { if (!request.headers.get("cookie")) return new Response("", { status: 401 }); return new Response("ok"); }`, "functions/api/logout.js"],
  ["a new password that is too short", "", `export async function POST(request) { const { token, password } = await request.json(); if (password.length < 8) return new Response("", { status: 400 }); return new Response("ok"); }`, "app/api/auth/reset-password/route.ts"],
  ["a reset without its code", "400", `export async function POST(request) { const { token, password } = await request.json(); if (!token || !password) return new Response("", { status: 400 }); return new Response("ok"); }`, "app/api/auth/reset-password/route.ts"],
  ["a sign-up without a password", "", `export async function POST(request) { const { email, password } = await request.json(); if (!email || !password) return new Response("", { status: 400 }); return new Response("ok"); }`, "app/api/auth/signup/route.ts"],
  ["a sign-up for a name that is taken, by a helper that is handed a flag before the words", "", posted("/auth/register", `if (await find(req.body.email)) return reply(res, 400, false, "User already exists"); res.json({});`), "src/server.ts"],
  ["a sign-up that such a helper refuses", "400", posted("/auth/register", `if (await barred(req.body.email)) return reply(res, 400, false, "Your address is barred"); res.json({});`), "src/server.ts"],
  ["an amount that is none", "", posted("/payments", `const { amount } = req.body; if (!amount || parseFloat(amount) <= 0) return res.status(400).json({ error: "Amount is missing" }); res.json(await pay(amount));`), "src/server.ts"],
  ["a new password that is too weak, by another name of the question", "", posted("/auth/register", `const { password } = req.body; if (!isPasswordValid(password)) return res.status(400).json({ error: "Choose a longer one" }); res.json({});`), "src/server.ts"],
  ["a password that is held against somebody's", "400", posted("/auth/register", `const { password } = req.body; if (!user.isPasswordValid(password)) return res.status(400).json({ error: "Try again" }); res.json({});`), "src/server.ts"],
  ["a sign-up for a name that is taken", "", `export async function POST(request) { const { email } = await request.json(); if (await find(email)) return Response.json({ error: "User already exists" }, { status: 400 }); return new Response("ok"); }`, "app/api/auth/signup/route.ts"],
  ["an invitation that is used up", "400", login(`const invitation = await find(token); if (invitation.done) return Response.json({ error: "Invitation has already been used" }, { status: 400 }); return new Response("ok");`), LOGIN],
  ["a second factor that was never set up", "", login(`const user = await find(); if (!user.totpSecret) return Response.json({ error: "TOTP_NOT_ENABLED" }, { status: 400 }); return new Response("ok");`), LOGIN],
  ["a password that is wrong, as a code", "401, 400", admin(`${STRANGER} if (!(await compare(password, user.hash))) return Response.json({ error: "INVALID_PASSWORD" }, { status: 400 }); return new Response("ok");`), ADMIN],
  ["a password that is incorrect", "401, 400", admin(`${STRANGER} if (!(await compare(password, user.hash))) return Response.json({ error: "Current password is incorrect" }, { status: 400 }); return new Response("ok");`), ADMIN],
  ["a known kind of failure, once strangers are turned away", "401", admin(`${STRANGER} try { await work(); } catch (error) { const reason = error.message; if (reason === "OUT_OF_STOCK") return Response.json({ error: reason }, { status: 400 }); throw error; } return new Response("ok");`), ADMIN],
  ["a complaint behind a guard in a try that answers strangers", "401", admin(`try { await requireRole(["admin"]); } catch (error) { return new Response("", { status: 401 }); } if (await isTaken()) return new Response("", { status: 400 }); return new Response("ok");`), ADMIN],
  ["a complaint behind a guard in a try, whose caller is kept", "401", admin(`let user; try { user = await requireUser(); } catch { return new Response("", { status: 401 }); } if (await isTaken(user)) return new Response("", { status: 400 }); return new Response("ok");`), ADMIN],
  ["a complaint behind a guard in a try that lets all through", "400", admin(`try { await requireRole(["admin"]); } catch (error) { log(error); } if (await isTaken()) return new Response("", { status: 400 }); return new Response("ok");`), ADMIN],
  ["a complaint to whom the guard before has named", "", `import express from "express";\nconst app = express();\napp.post("/airtime", async (req, res) => { const user = await find(req.user.id); if (!(await bcrypt.compare(req.body.pin, user.pin))) throw new Error(); const network = networkOf(req.body.network); if (!network) return res.status(400).end(); res.json({}); });\n`, "src/server.ts"],
  ["a wrong code of somebody whom the guard before has named", "400", `import express from "express";\nconst app = express();\napp.post("/airtime", async (req, res) => { const user = await find(req.user.id); const ok = await bcrypt.compare(req.body.pin, user.pin); if (!ok) return res.status(400).json({ error: "Incorrect PIN" }); res.json({}); });\n`, "src/server.ts"],
  ["an administrator who cannot delete herself", "401", `export async function DELETE(request) { const auth = await session(); if (!auth) return new Response("", { status: 401 }); if (id === auth.user.id) return Response.json({ error: "Not yourself" }, { status: 400 }); await prisma.user.delete({ where: { id } }); return new Response("ok"); }`, "app/api/users/[id]/route.ts"],
  ["permissions that are no list, in words of a denial", "", admin(`const { permissions } = await req.json(); if (permissions && typeof permissions !== "object") return new Response("Invalid permissions", { status: 400 }); return new Response("ok");`), ADMIN],
  ["permissions that are not those of the caller, in the same words", "400", admin(`const { permissions } = await req.json(); if (!(await mayGrant(permissions))) return new Response("Invalid permissions", { status: 400 }); return new Response("ok");`), ADMIN],
  ["a new password that is no text, to somebody who is known", "", `export async function PATCH(request) { const { password, next } = await request.json(); if (typeof password !== "string" || typeof next !== "string") return new Response("Missing or invalid password", { status: 400 }); return new Response("ok"); }`, "app/api/account/change-password/route.ts"],
  ["a caller's key of the wrong shape, in words of a denial", "400", admin(`const { apiKey } = await req.json(); if (!apiKey) return new Response("Unauthorized", { status: 400 }); return new Response("ok");`), ADMIN],
  ["a new password that is too weak", "", `import { validatePassword } from "@/lib/passwords"; export async function POST(request) { const { token, password } = await request.json(); const strength = validatePassword(password); if (!strength.valid) return Response.json({ error: "Password validation failed" }, { status: 400 }); return new Response("ok"); }`, "app/api/auth/reset-password/route.ts"],
  ["a password that is not somebody's", "400", `import { validatePassword } from "@/lib/passwords"; export async function POST(request) { const { token, password } = await request.json(); const checked = await validatePassword(token, password); if (!checked.valid) return Response.json({ error: "no" }, { status: 400 }); return new Response("ok"); }`, "app/api/auth/reset-password/route.ts"],
  ["a field of a body that begins as nothing", "", admin(`let body = {}; try { body = await req.json(); } catch { return new Response("", { status: 400 }); } const { id } = body; if (!id) return new Response("", { status: 400 }); return new Response("ok");`), ADMIN],
  ["a field of what begins as nothing and is read from the store", "400", admin(`let row = {}; row = await load(); const { id } = row; if (!id) return new Response("", { status: 400 }); return new Response("ok");`), ADMIN],
  ["an administrator who asks for nobody", "", admin(`const user = await find(); if (!user) return Response.json({ error: "Could not find the user." }, { status: 400 }); return new Response("ok");`), ADMIN],
  ["a login of nobody", "400", login(`const user = await find(); if (!user) return Response.json({ error: "User not found" }, { status: 400 }); return new Response("ok");`), LOGIN],
  ["an invitation that nobody has sent", "400", admin(`const row = await find(); if (!row) return Response.json({ error: "Invite not found" }, { status: 400 }); return new Response("ok");`), ADMIN],
  ["a feature that somebody does not have", "", admin(`if (!(await isOn(owner))) return Response.json({ message: "The export feature is not available for this user" }, { status: 403 }); return new Response("ok");`), ADMIN],
  ["a page that somebody may not see", "403", admin(`if (!(await isOn(owner))) return Response.json({ message: "This page is not available for this user" }, { status: 403 }); return new Response("ok");`), ADMIN],
  ["the limit of a service that was asked", "", admin(`const answer = await fetch(MODELS); if (!answer.ok) { if (answer.status === 429) return Response.json({ error: "Rate limit exceeded" }, { status: 429 }); return new Response("", { status: 502 }); } return new Response("ok");`), ADMIN],
  ["the same by a constant for its status", "", admin(`const answer = await fetch(MODELS); const status = answer.status; if (status === 429) return new Response("", { status: 429 }); return new Response("ok");`), ADMIN],
  ["the same in a switch", "", admin(`const answer = await client.complete(text); switch (answer.status) { case 429: return new Response("", { status: 429 }); default: return new Response("ok"); }`), ADMIN],
  ["the same, caught", "", admin(`try { await client.complete(text); } catch (error) { if (error.status === 429 || error.message?.includes("429")) return new Response("", { status: 429 }); throw error; } return new Response("ok");`), ADMIN],
  ["the same of an error that is given back", "", admin(`const { error: mailError } = await client.send(text); if (mailError) { if (mailError.status === 429) return new Response("", { status: 429 }); } return new Response("ok");`), ADMIN],
  ["the own limit, by the status that it gives", "429", admin(`const limited = await checkRateLimit(req); if (limited.status === 429) return new Response("", { status: 429 }); return new Response("ok");`), ADMIN],
  ["the own limit or that of a service", "429", admin(`const answer = await fetch(MODELS); if (answer.status === 429 || tooMany(req)) return new Response("", { status: 429 }); return new Response("ok");`), ADMIN],
  ["a service that did not take the server's own key", "", admin(`const answer = await fetch(MAIL, { headers: { "x-key": MAIL_API_KEY } }); if (answer.status === 401) return new Response("", { status: 401 }); return new Response("ok");`), ADMIN],
  ["a service that did not take the caller's token", "401", admin(`const answer = await fetch(ACCOUNTS, { headers: { authorization: req.headers.get("authorization") } }); if (answer.status === 401) return new Response("", { status: 401 }); return new Response("ok");`), ADMIN],
  ["a service's other status", "403", admin(`const answer = await fetch(MODELS); if (answer.status === 429) return new Response("", { status: 403 }); return new Response("ok");`), ADMIN],
  ["a complaint behind middleware that is called for whom it lets in", "", app("/admin/keys", `if (isLastOne()) return res.status(400).end(); res.send("ok");`).replace(", (req", ", logged, (req"), "src/server.ts"],
  ["a complaint behind middleware that is called for what it logs", "400", app("/admin/keys", `if (isLastOne()) return res.status(400).end(); res.send("ok");`).replace(", (req", ", loggedRequests, (req"), "src/server.ts"],
  ["a new password that is too weak, wherever it was read", "", `export async function POST(request) { const { token, password } = getValidated(request); const strength = validatePassword(password); if (!strength.valid) return new Response("", { status: 400 }); return new Response("ok"); }`, "app/api/auth/reset-password/route.ts"],
  ["a field of a body that is trimmed before", "", admin(`const body = await req.json(); const { name } = Object.fromEntries(Object.entries(body).map(([key, value]) => [key, value.trim()])); if (!name) return new Response("", { status: 400 }); return new Response("ok");`), ADMIN],
  ["an id that a function of the project makes nothing of", "", admin(`const { id, title } = await req.json(); const parsed = parseId(id); if (!parsed || !hasText(title)) return new Response("", { status: 400 }); return new Response("ok");`), ADMIN],
  ["a row that a function of the project looks for", "400", admin(`const { id } = await req.json(); const row = await findRow(id); if (!row) return new Response("", { status: 400 }); return new Response("ok");`), ADMIN],
  ["a file that was not sent", "", `import express from "express";\nconst app = express();\napp.post("/admin/import", (req, res) => {\nif (!req.file) return res.status(400).end(); res.send("ok");\n});\n`, "src/server.ts"],
  ["what is unlocked already", "401", admin(`${STRANGER} if (await find(caller)) return Response.json({ error: "Content already unlocked" }, { status: 400 }); return new Response("ok");`), ADMIN],
  ["an account that is locked", "401, 400", admin(`${STRANGER} if (await find(caller)) return Response.json({ error: "The account is locked" }, { status: 400 }); return new Response("ok");`), ADMIN],
  ["a sign-up that is restricted to one", "", login(`if (await count()) return Response.json({ error: "Registration is restricted." }, { status: 403 }); return new Response("ok");`), LOGIN],
  ["what a schema throws at, by its name", "", admin(`try { await save(Body.parse(await req.json())); } catch (error) { if (error.name === "ZodError") return new Response("", { status: 400 }); throw error; } return new Response("ok");`), ADMIN],
  ["what somebody else throws, by its name", "400", admin(`try { await save(await req.json()); } catch (error) { if (error.name === "LockedError") return Response.json({ error: "The account is locked" }, { status: 400 }); throw error; } return new Response("ok");`), ADMIN],
  ["a body of another kind", "", admin(`const kind = req.headers.get("Content-Type") || ""; if (!kind.includes("application/json")) return new Response("", { status: 400 }); return new Response("ok");`), ADMIN],
  ["an error of the permission that is answered 403", "403", admin(`try { await work(); } catch (error) { if (error instanceof PermissionError) return new Response("", { status: 403 }); throw error; } return new Response("ok");`), ADMIN],
];

describe.each(PARSERS)("refusals ($parser)", ({ facts }) => {
  test.each(REFUSALS.map(([sentence, ...row]) => ({ sentence, row })))("$sentence", ({ row: [refusals, code, path] }) => {
    const found = facts(code, path);
    const handler = onlyHandler(found);
    const refused = found.flow(handler).exits.filter((exit) => exit.answer.outcome === "denied" && !isNoRefusal(exit, handler, found));
    expect(refused.map(({ answer }) => answer.status).join(", ")).toBe(refusals);
  });
});

describe.each(PARSERS)("audit exemptions ($parser)", ({ facts }) => {
  const exempt = (code: string): string | undefined => {
    const found = facts(code, LOGIN);
    return exemptionOf(onlyHandler(found), found.file)?.reason;
  };
  const HANDLER = `export async function POST(request) {\n  return new Response("ok");\n}\n`;

  test.each([
    ["right above the handler", `// audit-exempt: the gateway records it\n${HANDLER}`, "the gateway records it"],
    ["as a block", `/* audit-exempt: the gateway records it */\n${HANDLER}`, "the gateway records it"],
    ["as a doc comment", `/** audit-exempt: the gateway records it */\n${HANDLER}`, "the gateway records it"],
    ["above another comment", `// audit-exempt: the gateway records it\n// Signs in.\n${HANDLER}`, "the gateway records it"],
    ["with a blank line between", `// audit-exempt: the gateway records it\n\n${HANDLER}`, "the gateway records it"],
    ["above a const", `// audit-exempt: because\nexport const POST = async (request) => new Response("ok");\n`, "because"],
    ["two, of which the upper one counts", `// audit-exempt: the upper\n/* audit-exempt: the lower */ // Signs in.\n${HANDLER}`, "the upper"],
    ["one far above another comment, with code between", `// audit-exempt: because\nconst a = 1; // One.\n// Signs in.\n${HANDLER}`, undefined],
    ["without a reason", `// audit-exempt\n${HANDLER}`, ""],
    ["with a colon alone", `// audit-exempt:\n${HANDLER}`, ""],
    ["above another statement", `// audit-exempt: because\nconst a = 1;\n${HANDLER}`, undefined],
    ["below the handler", `${HANDLER}// audit-exempt: because\n`, undefined],
    ["inside the handler", HANDLER.replace("return", "// audit-exempt: because\n  return"), undefined],
    ["a comment that only speaks of it", `// This is not audit-exempt: it is not\n${HANDLER}`, undefined],
    ["a longer word", `// audit-exemptions: none\n${HANDLER}`, undefined],
  ])("%s", (_sentence, code, reason) => {
    expect(exempt(code)).toBe(reason);
  });

  test("above an Express route", () => {
    const found = facts(`import express from "express";\nconst app = express();\n// audit-exempt: because\napp.post("/login", (req, res) => res.json({}));\n`);
    expect(exemptionOf(onlyHandler(found), found.file)?.reason).toBe("because");
  });

  test("all of the file, in order", () => {
    const found = facts(`// audit-exempt: a\n${HANDLER}\n// audit-exempt\n`, LOGIN);
    expect(auditExemptions(found.file).map(({ reason }) => reason)).toEqual(["a", ""]);
  });
});

describe.each(PARSERS)("swallowed audit writes ($parser)", ({ facts }) => {
  const swallowed = (code: string, path = LOGIN): string[] => {
    const found = facts(code, path);
    return swallowedAudits(found).map(({ range }) => found.file.view.text.slice(...range));
  };

  test.each([
    ["an empty rejection handler", `await logAudit({}).catch(() => {});`, ["() => {}"]],
    ["console.error as rejection handler", `await logAudit({}).catch(console.error);`, ["console.error"]],
    ["a rejection handler that writes to console", `logAudit({}).catch((error) => console.error(error));`, ["(error) => console.error(error)"]],
    ["a row of an audit table", `prisma.auditLog.create({}).catch(() => null);`, ["() => null"]],
    ["a rejection handler that logs", `await logAudit({}).catch((error) => logger.error(error));`, []],
    ["a rejection handler that rethrows", `await logAudit({}).catch((error) => { throw error; });`, []],
    ["a write of something else", `await save({}).catch(() => {});`, []],
    ["no rejection handler", `await logAudit({});`, []],
  ])("%s", (_sentence, statement, expected) => {
    expect(swallowed(route(statement, `import { logAudit } from "@/lib/audit"; ${HEAD}`))).toEqual(expected);
  });

  test("outside of handlers the caller may know better", () => {
    expect(swallowed(`import { logAudit } from "./audit.js";\nexport function save() { return logAudit({}).catch(() => {}); }`, "src/services/save.ts")).toEqual([]);
  });
});
