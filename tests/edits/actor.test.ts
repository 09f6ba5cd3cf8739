import { describe, expect, test } from "vitest";
import { actorText } from "../../src/edits/actor.js";
import type { Recorded } from "../../src/edits/recorded.js";
import type { Node } from "../../src/syntax/ast.js";
import { PARSERS } from "../support/parsers.js";
import { opened, placeIn } from "./ask.js";

const DENIED: Recorded = { event: "access.check", outcome: "denied" };
const REFUSED: Recorded = { event: "access.check", outcome: "denied", status: 401 };
const EXPORTED: Recorded = { event: "data.export", outcome: "success" };
const LOGGED_IN: Recorded = { event: "auth.login", outcome: "success" };
const CODE_SENT: Recorded = { event: "auth.start_phone_verification", outcome: "success" };

/** The body of a handler `POST(req)`, with `here()` where the record is to stand. */
const CASES: readonly (readonly [name: string, body: string, recorded: Recorded, actor: string])[] = [
  [
    "a session that was checked",
    "const session = await auth(); if (!session) return no; use(session.user.id); here();",
    EXPORTED,
    "session.user.id",
  ],
  [
    "a session in a variable that nothing sets again",
    "let session = await auth(); if (!session) return no; use(session.user.id); here();",
    EXPORTED,
    "session.user.id",
  ],
  [
    "nobody in a variable that is set again",
    "let session = await auth(); use(session.user.id); session = await other(); here();",
    EXPORTED,
    '"anon"',
  ],
  ["what middleware has left with the context", "const userId = c.get(\"userId\"); if (!userId) return no; here();", EXPORTED, "userId"],
  ["the user whom middleware has left with the context", "const user = ctx.get(\"user\"); use(user.id); here();", EXPORTED, "user.id"],
  ["nobody by a context that the handler was not given", "use(c.get(\"userId\")); here();", EXPORTED, '"anon"'],
  ["nobody who was found in a cache", "const user = cache.get(\"user\"); use(user.id); here();", EXPORTED, '"anon"'],
  ["nobody under a name that tells of no one", "const userId = c.get(\"target\"); here();", EXPORTED, '"anon"'],
  [
    "the row that a token is made for, whatever it is called",
    "const found = await rows.findOne({ email }); const token = jwt.sign({ _id: found._id }, secret); here();",
    LOGGED_IN,
    "found._id",
  ],
  [
    "nobody by a row whose id goes elsewhere",
    "const found = await rows.findOne({ email }); touch({ _id: found._id }); here();",
    LOGGED_IN,
    '"anon"',
  ],
  [
    "nobody by a row that a token is made for where nobody signs in",
    "const found = await rows.findOne({ email }); const token = jwt.sign({ _id: found._id }, secret); here();",
    EXPORTED,
    '"anon"',
  ],
  [
    "nobody by a row of somebody's request",
    "const { data: request } = await db.from(\"join_requests\").select(); use(request.user_id); here();",
    EXPORTED,
    '"anon"',
  ],
  [
    "nobody by one of many such rows",
    "for (const request of await rows()) { use(request.user_id); here(); }",
    EXPORTED,
    '"anon"',
  ],
  ["the user of a request that an event holds", "const { request } = event; use(request.user.id); here();", EXPORTED, "request.user.id"],
  [
    "nobody by what was written on a payment",
    "const session = await stripe.checkout.sessions.retrieve(token); use(session.metadata.user_id); here();",
    EXPORTED,
    '"anon"',
  ],
  [
    "a session that is missing",
    "const session = await auth(); if (!session) { here(); } use(session.user.id);",
    DENIED,
    '"anon"',
  ],
  [
    "a session that may be missing",
    "const session = await auth(); if (!session || !ok(session)) { here(); } use(session.user.id);",
    DENIED,
    'session?.user?.id ?? "anon"',
  ],
  [
    "a session whose user may be missing",
    "const session = await auth(); if (!session || !session.user) { here(); } use(session.user.id);",
    DENIED,
    '"anon"',
  ],
  [
    "a session that was only asked in part",
    "const session = await auth(); if (!session) return no; here(); if (session.user) use(session.user.id);",
    EXPORTED,
    'session?.user?.id ?? "anon"',
  ],
  [
    "an else of a presence test",
    "const session = await auth(); if (session) { use(session.user.id); } else { here(); }",
    DENIED,
    '"anon"',
  ],
  [
    "a user put together of the row that the password belongs to",
    "const user = { id: row.id, role: row.role }; const token = await sign(user); here();",
    LOGGED_IN,
    "user.id",
  ],
  [
    "a user put together without an id",
    "const user = { name: row.name }; const token = await sign(user); here();",
    LOGGED_IN,
    '"anon"',
  ],
  [
    "a user whom middleware has left at the request",
    "const { user } = req; if (!user) return no; await teams.create(user.id); here();",
    EXPORTED,
    "user.id",
  ],
  [
    "a user whom the client sends",
    "const { user } = req.body; if (!user) return no; await teams.create(user.id); here();",
    EXPORTED,
    '"anon"',
  ],
  [
    "a user who was looked up, and whose link was used",
    "const user = await db.users.find(id); if (!user) return no; user.save(); use(user.id); here();",
    { event: "auth.verify_email", outcome: "success" },
    "user.id",
  ],
  [
    "what is told of a user who was looked up, where that user is signed in",
    "const userInfo = shown(await db.users.find(id)); issue(userInfo._id); here();",
    LOGGED_IN,
    "userInfo._id",
  ],
  [
    "what is told of a user who was looked up by somebody else",
    "const userInfo = shown(await db.users.find(id)); show(userInfo._id); here();",
    EXPORTED,
    '"anon"',
  ],
  [
    "a user who was looked up by the number that a code is sent to",
    "const user = await db.users.find(phone); if (!user) return no; use(user.id); here();",
    CODE_SENT,
    '"anon"',
  ],
  [
    "whoever is signed in and has a code sent",
    "const session = await auth(); if (!session) return no; use(session.user.id); here();",
    CODE_SENT,
    "session.user.id",
  ],
  [
    "a comparison with null",
    "const session = await auth(); if (session === null) { here(); } use(session.user.id);",
    DENIED,
    '"anon"',
  ],
  [
    "the caller's id, out of the claims of a token",
    "const { data, error } = await admin.auth.getClaims(token); if (error || !data?.claims?.sub) return no; const callerId = data.claims.sub as string; if (!(await mayDo(callerId))) { here(); }",
    DENIED,
    "callerId",
  ],
  [
    "the claims of a token, whatever its answer is called",
    "const { data: checked } = await admin.auth.getClaims(token); if (!checked?.claims?.sub) return no; if (!(await mayDo(checked.claims.sub))) { here(); }",
    DENIED,
    'checked?.claims?.sub ?? "anon"',
  ],
  [
    "the claims of a token that is one of the body's",
    "const body = await req.json(); if (!(await mayDo(body.claims.sub))) { here(); }",
    DENIED,
    '"anon"',
  ],
  [
    "an id out of claims of the body's",
    "const body = await req.json(); const callerId = body.claims.sub; if (!(await mayDo(callerId))) { here(); }",
    DENIED,
    '"anon"',
  ],
  ["the payload of a delivery", "const payload = JSON.parse(await req.text()); store(payload.data.id); here();", EXPORTED, '"anon"'],
  ["the payload of a token", "const payload = await verifyToken(token); store(payload.data.id); here();", EXPORTED, "payload.data.id"],
  ["a caller's id that the client has sent", "const { callerId } = await req.json(); if (!(await mayDo(callerId))) { here(); }", DENIED, '"anon"'],
  ["a session id", "const session = await auth(); store(session.id); here();", EXPORTED, '"anon"'],
  [
    "a session id that the file uses as a user's",
    "const session = await auth(); store({ userId: session.id }); here();",
    EXPORTED,
    "session.id",
  ],
  [
    "a constant of another block",
    "try { const session = await auth(); use(session.user.id); } catch { here(); }",
    DENIED,
    '"unknown"',
  ],
  [
    "a constant of another case",
    "switch (a) { case 1: const session = await auth(); use(session.user.id); break; case 2: here(); }",
    DENIED,
    '"anon"',
  ],
  ["a constant that comes later", "here(); const session = await auth(); use(session.user.id);", DENIED, '"anon"'],
  [
    "a read that may have thrown",
    "const session = await auth(); try { use(session.user.id); } catch { here(); }",
    DENIED,
    'session?.user?.id ?? "anon"',
  ],
  [
    "a read on one way only",
    "const session = await auth(); if (a) { use(session.user.id); } here();",
    EXPORTED,
    'session?.user?.id ?? "anon"',
  ],
  ["a request's user", "use(req.user.id); here();", EXPORTED, "req.user.id"],
  ["a request's user, later", "here(); use(req.user.id);", EXPORTED, 'req.user?.id ?? "anon"'],
  [
    "a request's user where the body is missing",
    "if (!req.body) { here(); } use(req.user.id);",
    DENIED,
    'req.user?.id ?? "anon"',
  ],
  ["a request's parameter", "use(req.params.id); use(req.body.userId); here();", EXPORTED, '"anon"'],
  ["an e-mail", "const session = await auth(); use(session.user.email); here();", EXPORTED, '"anon"'],
  [
    "a user from the session",
    "const user = await getUser(req); if (!user) return no; use(user.id); here();",
    EXPORTED,
    "user.id",
  ],
  ["a user who was looked up", "const user = await db.user.findById(req.params.id); use(user.id); here();", EXPORTED, '"anon"'],
  ["a user who has just logged in", "const user = await db.user.findByEmail(email); use(user.id); here();", LOGGED_IN, "user.id"],
  [
    "a user who has just logged in and was not read",
    "const user = await verifyCredentials(a, b); start(user); here();",
    LOGGED_IN,
    "user.id",
  ],
  ["a user of whom nothing is known", "const user = await verifyCredentials(a, b); here();", LOGGED_IN, 'user?.id ?? "anon"'],
  ["a user with another id", "const user = await verifyCredentials(a, b); start(user._id.x); here();", LOGGED_IN, '"anon"'],
  [
    "a user of whom no id was selected",
    "const user = await db.user.find({ select: { hash: true } }); start(user); here();",
    LOGGED_IN,
    '"anon"',
  ],
  [
    "a login that failed",
    "const user = await db.user.findByEmail(email); use(user.id); here();",
    { event: "auth.login", outcome: "denied" },
    '"anon"',
  ],
  [
    "whoever asks for a reset",
    "use(req.user.id); here();",
    { event: "auth.password_reset.request", outcome: "success" },
    '"anon"',
  ],
  ["a user id by itself", "const { userId } = await auth(); if (!userId) return no; here();", EXPORTED, "userId"],
  [
    "a user id that may be missing",
    "const { userId } = await auth(); if (!userId || !may(userId)) { here(); }",
    DENIED,
    'userId ?? "anon"',
  ],
  ["a user id out of the body", "const { userId } = await req.json(); use(userId); here();", EXPORTED, '"anon"'],
  [
    "a result beside its error",
    "const { data, error } = await supabase.auth.getUser(); if (error) { here(); } use(data.user.id);",
    DENIED,
    '"anon"',
  ],
  ["what an earlier edit wrote", "const session = await auth(); log({ actor: session.user.id }); here();", EXPORTED, '"anon"'],
  ["who was let in by a guard that throws", "await requireAdmin(req); here();", EXPORTED, '"unknown"'],
  ["who was let in by a guard whose result has no id here", "const admin = await requireAdmin(req); use(admin.name); here();", EXPORTED, '"unknown"'],
  ["who was let in by a guard whose result has one", "const session = await requireUser(); use(session.user.id); here();", EXPORTED, "session.user.id"],
  ["a guard that has not run yet", "here(); await requireAdmin(req);", EXPORTED, '"anon"'],
  ["a guard of one branch", "if (a) { await requireAdmin(req); } here();", EXPORTED, '"anon"'],
  ["behind a refusal of strangers", "if (!(await mayExport(req))) return new Response(null, { status: 401 }); here();", EXPORTED, '"unknown"'],
  ["behind a refusal of strangers in a block", "if (!(await mayExport(req))) { tell(); return new Response(null, { status: 401 }); } here();", EXPORTED, '"unknown"'],
  ["behind a session that is missing, for which a form is told", 'const session = await auth(); if (!session) return { error: "Sign in" }; here();', EXPORTED, '"unknown"'],
  ["behind a session that is missing, for which the way leads to the login", 'const session = await auth(); if (!session?.user) { redirect("/login"); } here();', EXPORTED, '"unknown"'],
  ["behind a session that is missing, which is only told", 'const session = await auth(); if (!session) { tell(); } here();', EXPORTED, '"anon"'],
  ["behind something else that is missing", 'const order = await find(req); if (!order) return { error: "Not there" }; here();', EXPORTED, '"anon"'],
  ["a case of a switch for nobody", "switch (true) { case !req.user: here(); break; default: use(req.user.id); }", DENIED, '"anon"'],
  ["behind a refusal of something else", "if (!body) return new Response(null, { status: 400 }); here();", EXPORTED, '"anon"'],
  ["a refusal of strangers in another branch", "if (a) { if (!b) return new Response(null, { status: 401 }); } here();", EXPORTED, '"anon"'],
  ["the refusal of strangers itself", "if (!(await mayExport(req))) { here(); return new Response(null, { status: 401 }); }", DENIED, '"anon"'],
  ["behind a signature's check", "if (!signed(req)) return new Response(null, { status: 401 }); here();", { event: "webhook.verify", outcome: "success" }, '"anon"'],
  ["a password that was right, of nobody known", "if (!(await right(req))) return new Response(null, { status: 401 }); here();", LOGGED_IN, '"anon"'],
  ["somebody who may be missing behind a guard", "await requireAuth(req); here(); const session = await auth(); use(session.user.id);", EXPORTED, '"unknown"'],
  ["a session that is asked behind a guard", "await requireAuth(req); const session = await auth(); here(); if (session) use(session.user.id);", EXPORTED, 'session?.user?.id ?? "unknown"'],
  ["a refusal of 401 behind a guard", "const { ok } = await requireUser(req); here();", { event: "access.check", outcome: "denied", status: 401 }, '"anon"'],
  ["a name that was tested for an id that may be missing", "const userId = req.user?.id; if (!userId) return no; await drop(userId); here();", EXPORTED, "userId"],
  ["a name of another kind for it", "const me = req.user?.id; if (!me) return no; here();", EXPORTED, "me"],
  ["a name that was not tested", "const me = req.user?.id; here();", EXPORTED, 'req.user?.id ?? "anon"'],
  ["a name that may be something else by then", "let me = req.user?.id; if (!me) return no; me = next(); here();", EXPORTED, 'req.user?.id ?? "anon"'],
  ["a token that held no object", "const decoded = verifyToken(token); if (!decoded || typeof decoded !== 'object') { here(); } use((decoded as Claims).id);", DENIED, "'anon'"],
  ["a token that was a plain text", "const decoded = verifyToken(token); if (typeof decoded === 'string') { here(); } use(decoded.id);", DENIED, "'anon'"],
  ["a token without the id", "const decoded = verifyToken(token); if (!decoded || !('id' in decoded)) { here(); } use(decoded.id);", DENIED, "'anon'"],
  ["a token that holds an object, and something else is wrong", "const decoded = verifyToken(token); if (typeof decoded === 'object' && isOld(decoded)) { here(); } use(decoded.id);", DENIED, "decoded.id"],
  ["a stranger or a user who may not", "const user = await getCurrentUser(); if (!user || !mayExport(user)) { here(); }", REFUSED, '"unknown"'],
  ["a stranger or a user of another role", "const user = await getCurrentUser(); if (!user || user.role !== 'admin') { here(); }", REFUSED, "'unknown'"],
  ["a session that is missing or has no user", "const session = await auth(); if (!session || !session.user) { here(); }", REFUSED, '"anon"'],
  ["a stranger alone", "const user = await getCurrentUser(); if (!user || isDown()) { here(); }", REFUSED, '"anon"'],
  ["a token that is missing or false", "const token = readToken(req); if (!token || !isValid(token)) { here(); }", REFUSED, '"anon"'],
  ["whoever ends a session that nothing here names", "await deleteSession(); here();", { event: "auth.logout", outcome: "success" }, '"unknown"'],
  ["a refusal of 403 behind a guard", "const { ok } = await requireUser(req); here();", { event: "access.check", outcome: "denied", status: 403 }, '"unknown"'],
  ["a read through a cast", "try { use((req as any).user?.id); } catch { here(); }", DENIED, '(req as any).user?.id ?? "anon"'],
  ["a read with a cast in it", "const session = await auth(); try { use((session.user as User).id); } catch { here(); }", DENIED, '(session?.user as User)?.id ?? "anon"'],
  ["an id that is missing under another name", "const callerId = req.user!.id; if (!callerId) { here(); }", DENIED, '"anon"'],
  ["an id that may be missing under another name", "const own = req.user!.id; if (!own || !may(own)) { here(); }", DENIED, 'req.user?.id ?? "anon"'],
  ["an id that is there under another name", "const own = req.user!.id; if (!own) return no; here();", EXPORTED, "own"],
  ["an id that was read before under no name", "use(req.user!.id); here();", EXPORTED, "req.user!.id"],
  ["the administrator whom middleware has left at the request", "const adminId = req.admin!.id; here();", EXPORTED, "adminId"],
  ["an account that the event of a service is about", "use(event.account.id); here();", EXPORTED, '"anon"'],
  ["whom a call without arguments gives", "const who = await getEffectiveUser(); if (!who) return no; const userId = who.userId; here();", EXPORTED, '"anon"'],
  ["whom a call without arguments gives, by a name for users", "const effectiveUser = await getEffectiveUser(); if (!effectiveUser) return no; use(effectiveUser.userId); here();", EXPORTED, "effectiveUser.userId"],
  ["the id that a call without arguments gives", "const { userId, role } = await getTenantContext(); if (!userId) return no; here();", EXPORTED, "userId"],
  ["an id that a call makes without being given anything", "const { userId } = await createContext(); if (!userId) return no; here();", EXPORTED, '"anon"'],
  ["an id of the one who was to be found for another", "const { userId } = await getContext(order.id); if (!userId) return no; here();", EXPORTED, '"anon"'],
  ["a user of no caller", "const { userId } = await getRandomUser(); if (!userId) return no; here();", EXPORTED, '"anon"'],
  ["the member beside the guard's own refusal", "const { member, response } = await requireMember(); if (response) return response; await pay(member.id); here();", EXPORTED, "member.id"],
  ["a member who may be missing", "const { member } = await requireMember(); here(); use(member.id);", EXPORTED, 'member?.id ?? "unknown"'],
  ["a member of whom the request speaks", "const member = await db.member.find(id); if (!member) return no; use(member.id); here();", EXPORTED, '"anon"'],
  ["behind a refusal that the guard has made itself", "const auth = await getAuthenticatedOrg(); if (isAuthError(auth)) return auth; here();", EXPORTED, '"unknown"'],
  ["behind what something else gives back", "const rows = await listOrders(); if (isEmpty(rows)) return rows; here();", EXPORTED, '"anon"'],
  ["behind a return of what the guard gave, that asks something else", "const auth = await getAuthenticatedOrg(); if (isBusy(a)) return auth; here();", EXPORTED, '"anon"'],
  ["who has signed in, by the login's answer", "const result = await track(() => workflows.login(a)); if (!result.ok) return no; const { id: userId } = result.value; here();", LOGGED_IN, "userId"],
  ["an id that the body of a login names", "const { userId } = await req.json(); if (!(await login(userId))) return no; here();", LOGGED_IN, '"anon"'],
  ["an id of a login's answer, for something else", "const result = await workflows.login(a); const { id: userId } = result.value; here();", EXPORTED, '"anon"'],
  ["whose password was changed", "const updatedUser = await updateUser(a); if (!updatedUser) throw e; if (b) { drop(updatedUser.id); } here();", { event: "auth.password_reset.complete", outcome: "success" }, "updatedUser.id"],
  ["the first of a list, who gets a session", "const user = await db.select(); use(user[0].id); await setSession(user[0]); here();", EXPORTED, "user[0].id"],
  ["the first of a list, who gets none", "const user = await db.select(); use(user[0].id); here();", EXPORTED, '"anon"'],
  ["the first of a list, who has signed in", "const users = await db.select(); start(users[0].id); here();", LOGGED_IN, "users[0].id"],
  ["the first row, whose password was compared", "const result = await db.query(q); await compare(given, result.rows[0].password_hash); sign(result.rows[0].id); here();", LOGGED_IN, "result.rows[0].id"],
  ["the first row, of which no password is read", "const result = await db.query(q); sign(result.rows[0].id); here();", LOGGED_IN, '"anon"'],
  ["the first row, which may not have been read", "const users = await db.select(); if (a) { start(users[0].id); } here();", LOGGED_IN, '"anon"'],
  ["a user who was looked up, and gets a session", "const user = await db.user.findById(a); use(user.id); await createSession(user); here();", EXPORTED, "user.id"],
  ["a failure of what asks who is calling", "try { const session = await auth(); await pay(session); } catch { here(); }", { event: "billing.change", outcome: "error" }, '"unknown"'],
  ["a failure of what asks nobody", "try { await pay(await req.json()); } catch { here(); }", { event: "billing.change", outcome: "error" }, '"anon"'],
  ["a refusal of 401 by a catch", "try { const session = await auth(); } catch { here(); }", { event: "access.check", outcome: "denied", status: 401 }, '"anon"'],
  ["behind a try that asks who is calling", "try { const session = await auth(); if (!session) throw e; } catch (error) { throw error; } here();", EXPORTED, '"unknown"'],
  ["behind a try of another branch that asks", "if (a) { try { await auth(); } catch (error) { throw error; } } here();", EXPORTED, '"anon"'],
  ["a parameter of a callback", "list.forEach((user) => { use(user.id); here(); });", EXPORTED, '"anon"'],
  ["Supabase's answer by a name, behind a test of its user", "const { data: info, error } = await supabase.auth.getUser(); if (error || !info.user) return no; here();", EXPORTED, "info.user.id"],
  ["Supabase's answer by a name, where it may be empty", "const { data: info } = await supabase.auth.getUser(); here();", EXPORTED, 'info.user?.id ?? "anon"'],
  ["Supabase's answer where it is empty", "const { data: info } = await supabase.auth.getUser(); if (!info.user) { here(); }", REFUSED, '"anon"'],
  ["Supabase's user, taken out of the answer", "const { data: { user } } = await db.auth.getUser(token); if (!user) return no; here();", EXPORTED, "user.id"],
  ["Supabase's user beside an error that alone was asked", "const { data: { user }, error } = await db.auth.getUser(); if (error) return no; here();", EXPORTED, 'user?.id ?? "anon"'],
  ["Supabase's answer as a whole", "const answer = await db.auth.getUser(); here();", EXPORTED, 'answer.data.user?.id ?? "anon"'],
  ["Supabase's answer in a callback, which forgets what was shown of a part", "const { data: info } = await db.auth.getUser(); if (!info.user) return no; list.forEach(() => { here(); });", EXPORTED, 'info.user?.id ?? "anon"'],
  ["Supabase's session", "const { data: { session } } = await db.auth.getSession(); if (!session) return no; here();", EXPORTED, "session.user.id"],
  ["a session of Better Auth", "const known = await auth.api.getSession({ headers }); if (!known) return no; here();", EXPORTED, "known.user.id"],
  ["an answer that somebody else's `getUser` gives", "const { data: info } = await users.getUser(); here();", EXPORTED, '"anon"'],
  ["an answer that is not waited for in a name", "await db.auth.getUser(); here();", EXPORTED, '"anon"'],
  ["an id beside a role that is read by a cast", 'const session = await auth(); if ((session.user as any).role !== "admin") { here(); }', DENIED, '(session?.user as any)?.id ?? "anon"'],
  ["no id beside a role whose types are not known", 'const session = await auth(); if (session.user.role !== "admin") { here(); }', DENIED, '"unknown"'],
  ["a user who is missing, or has the wrong role", 'const { data } = context; if (!data.user || data.user.role !== "admin") { here(); }', DENIED, '"unknown"'],
  ["a user who is missing, or whose request has the wrong role", 'const { data } = context; if (!data.user || req.body.role !== "admin") { here(); }', DENIED, '"anon"'],
  ["a role that the request's body speaks of", 'if (req.body.role !== "admin") { here(); }', DENIED, '"anon"'],
  ["behind a role that was asked of a session", 'const session = await auth(); if (session?.user?.role !== "admin") throw new Error("no"); here();', EXPORTED, '"unknown"'],
  ["behind a role that was asked of what was sent", 'const input = await req.json(); if (input.role !== "admin") throw new Error("no"); here();', EXPORTED, '"anon"'],
  ["in the else of a missing session", "const session = await auth(); if (!session?.user) { return no; } else { here(); }", EXPORTED, '"unknown"'],
  ["a user who is read without asking", "use(req.user.email); here();", EXPORTED, '"unknown"'],
  ["a user who is read in a branch", "if (a) use(req.user.email); here();", EXPORTED, '"anon"'],
  ["a user who may be missing where one is read", "use(req.user?.email); here();", EXPORTED, '"anon"'],
  ["whose token was made beside the user", "const { user, accessToken } = await service.open(email); here();", LOGGED_IN, 'user?.id ?? "anon"'],
  ["a user beside a message", "const { user, message } = await service.open(email); here();", LOGGED_IN, '"anon"'],
  ["a user beside a token, who is known by another id", "const { user, token } = await service.open(email); use(user.userId); here();", LOGGED_IN, "user.userId"],
  ["an account that is made for somebody, by the id of it", "const { data: newUser } = await db.auth.admin.createUser({ email }); const userId = newUser.user.id; here();", { event: "user.create", outcome: "success" }, '"anon"'],
  ["the row that was just made, under a name of its own", "const createUser = await User.create({ email }); here();", { event: "auth.register", outcome: "success" }, "createUser.id"],
  ["who was found by their address, and handed on", "const user = await findByEmail(email); if (!user) return no; start(user); here();", LOGGED_IN, "user.id"],
  ["what was found by a day", "const user = await findByDay(day); if (!user) return no; start(user); here();", LOGGED_IN, '"anon"'],
  ["whose link for a new password it was", "const user = await db.user.findFirst({ where: { resetToken } }); if (!user) return no; here();", { event: "auth.password_reset.complete", outcome: "success" }, "user.id"],
  ["somebody whose password another sets", "const user = await db.user.findFirst({ where: { id } }); if (!user) return no; here();", { event: "auth.password_reset.complete", outcome: "success" }, '"anon"'],
  ["a row of another table that was just made", 'const entry = await Invite.create({ email }); here();', { event: "auth.register", outcome: "success" }, '"anon"'],
  ["a user's profile that was just made", 'const entry = await db.userProfile.create({ email }); here();', { event: "auth.register", outcome: "success" }, '"anon"'],
  ["the row that was just made", "const user = await db.user.create({ data }); here();", { event: "auth.register", outcome: "success" }, "user.id"],
  ["behind a header that was only asked whether it is there", 'const header = req.headers.get("authorization"); if (!header) return new Response("no", { status: 401 }); here();', { event: "billing.change", outcome: "error" }, '"anon"'],
  ["behind a header that was only asked for its form", 'const header = req.headers.get("authorization"); if (!header || !header.startsWith("Bearer ")) return new Response("no", { status: 401 }); here();', { event: "billing.change", outcome: "error" }, '"anon"'],
  ["behind a header that somebody has compared", 'const header = req.headers.get("authorization"); if (!isOurs(header)) return new Response("no", { status: 401 }); here();', { event: "billing.change", outcome: "error" }, '"unknown"'],
  ["behind a refusal for a role", 'const one = await row(req); if (one?.role !== "admin") return new Response("no", { status: 403 }); here();', EXPORTED, '"unknown"'],
  ["behind a refusal of 403 for something else", 'if (req.method !== "POST") return new Response("no", { status: 403 }); here();', EXPORTED, '"anon"'],
];

describe.each(PARSERS)("$parser", (parser) => {
  test.each(CASES)("%s", (_name, body, recorded, wanted) => {
    const { file, handlers } = opened(parser, `export async function POST(req) {\n  ${body}\n}\n`, "app/api/a/route.ts");
    const at: Node = placeIn(file).node;
    expect(actorText(at, handlers[0]!, recorded, file)).toBe(wanted);
  });

  test.each([
    ["the id that the wrapper hands on", "withUser(async (req, { userId }) => {\n  here();\n})", "userId"],
    ["no id of the route's parameters", "withUser(async (req, { params: { userId } }) => {\n  here();\n})", '"unknown"'],
    ["no id, and a wrapper that asks nobody", "withTiming(async (req) => {\n  here();\n})", '"anon"'],
  ])("%s", (_name, handler, wanted) => {
    const { file, handlers } = opened(parser, `export const POST = ${handler};\n`, "app/api/a/route.ts");
    expect(actorText(placeIn(file).node, handlers[0]!, EXPORTED, file)).toBe(wanted);
  });

  test.each([
    ["the id that the handler itself asks the context for", 'use(c.get("userId")); here();', "", 'c.get("userId")'],
    ["the user whom the handler asks the context for", 'use(c.get("user").id); here();', "", 'c.get("user").id'],
    ["a user who may not be there", 'use(c.get("user")?.id); here();', "", 'c.get("user")?.id ?? "anon"'],
    ["what another handler asks for", "here();", 'use(c.get("user").id);', 'c.get("user")?.id ?? "anon"'],
    ["what Hono's variables are called for short", "use(c.var.userId); here();", "", "c.var.userId"],
    ["nobody by the id of something else", "here();", 'use(c.get("orderId"));', '"anon"'],
    ["nobody, where the id is asked for in a cache", "here();", 'use(cache.get("userId"));', '"anon"'],
    ["nobody who is put there behind it", 'here(); c.set("userId", id);', 'use(c.get("userId"));', '"anon"'],
  ])("%s", (_name, body, other, wanted) => {
    const text = `import { Hono } from "hono";\nconst app = new Hono();\napp.get("/a", async (c) => {\n  ${body}\n  return c.text("");\n});\napp.get("/b", async (c) => {\n  ${other}\n  return c.text("");\n});\n`;
    const { file, handlers } = opened(parser, text, "src/app.ts");
    expect(actorText(placeIn(file).node, handlers[0]!, EXPORTED, file)).toBe(wanted);
  });

  test.each([
    ["the session that each of a file's handlers is handed", "session: Session", "session.userId"],
    ["nobody by a session of another type", "session: Draft", '"unknown"'],
  ])("%s", (_name, parameter, wanted) => {
    const text = `export async function remove(req: Request, env: Env, ${parameter}) {\n  if (!session.admin) {\n    here();\n    return new Response("no", { status: 403 });\n  }\n  return new Response("");\n}\nexport async function show(req: Request, env: Env, session: Session) {\n  return Response.json(await rows(session.userId));\n}\n`;
    const { file, handlers } = opened(parser, text, "src/ledger.ts");
    expect(actorText(placeIn(file).node, handlers.find(({ name }) => name === "remove")!, { ...DENIED, status: 403 }, file)).toBe(wanted);
  });

  test("a user who was handed on in JavaScript, where no type says that there is one", () => {
    const text = "export async function POST(req) {\n  const user = await verifyCredentials(req);\n  start(user);\n  here();\n}\n";
    const { file, handlers } = opened(parser, text, "app/api/a/route.js");
    expect(actorText(placeIn(file).node, handlers[0]!, LOGGED_IN, file)).toBe('user?.id ?? "anon"');
  });

  test.each([
    ["a refusal of 403 by middleware, which does not say who was asked before it", 403, '"unknown"'],
    ["a refusal of 401 by middleware", 401, '"anon"'],
  ])("%s", (_name, status, wanted) => {
    const text = `import express from "express";\nconst app = express();\napp.use((req, res, next) => {\n  if (isBlocked(req.body.machineId)) {\n    here();\n    return res.status(${status}).end();\n  }\n  next();\n});\n`;
    const { file, handlers } = opened(parser, text, "server/app.js");
    expect(handlers[0]!.role).toBe("middleware");
    expect(actorText(placeIn(file).node, handlers[0]!, { ...DENIED, status }, file)).toBe(wanted);
  });

  test.each([
    ["nobody, before middleware has left the user at the request", 'if (!ok) {\n    here();\n    return res.status(403).end();\n  }\n  req.user = read(req);', '"anon"'],
    ["nobody, in a callback before the user is left there", 'verify(token, (err, user) => {\n    if (err) {\n      here();\n      return res.status(403).end();\n    }\n    req.user = user;\n    next();\n  });', '"anon"'],
    ["the user whom middleware has left there", 'req.user = read(req);\n  if (!ok) {\n    here();\n    return res.status(403).end();\n  }', 'req.user?.id ?? "unknown"'],
    ["the user whom middleware before it has left there", 'req.started = 1;\n  if (!ok) {\n    here();\n    return res.status(403).end();\n  }', 'req.user?.id ?? "unknown"'],
  ])("%s", (_name, body, wanted) => {
    const text = `import express from "express";\nconst app = express();\napp.use((req, res, next) => {\n  ${body}\n  next();\n});\napp.get("/a", (req, res) => res.json(req.user.id));\n`;
    const { file, handlers } = opened(parser, text, "server/app.js");
    const middleware = handlers.find(({ role }) => role === "middleware")!;
    expect(actorText(placeIn(file).node, middleware, { ...DENIED, status: 403 }, file)).toBe(wanted);
  });

  test.each([
    ["whom a strategy has found", "if (!user) return next();\n    here();", "user.id"],
    ["whom a strategy may have found", "here();", 'user?.id ?? "anon"'],
    ["nobody, where a strategy has found nobody", "if (!user) {\n      here();\n    }", '"anon"'],
  ])("%s", (_name, body, wanted) => {
    const text = `import express from "express";\nconst app = express();\napp.post("/login", (req, res, next) => {\n  passport.authenticate("local", (err, user) => {\n    ${body}\n  })(req, res, next);\n});\n`;
    const { file, handlers } = opened(parser, text, "server/app.js");
    expect(actorText(placeIn(file).node, handlers[0]!, LOGGED_IN, file)).toBe(wanted);
  });

  test("nobody whom a call of another kind hands to its callback", () => {
    const text = 'import express from "express";\nconst app = express();\napp.post("/login", (req, res, next) => {\n  list("local", (err, user) => {\n    here();\n  });\n});\n';
    const { file, handlers } = opened(parser, text, "server/app.js");
    expect(actorText(placeIn(file).node, handlers[0]!, LOGGED_IN, file)).toBe('"anon"');
  });

  test("a failure of what asks for the caller without being given anything", () => {
    const text = "export async function POST(req) {\n  try {\n    const me = await getEffectiveUser();\n    await change(me);\n  } catch {\n    here();\n  }\n}\n";
    const { file, handlers } = opened(parser, text, "app/api/a/route.ts");
    expect(actorText(placeIn(file).node, handlers[0]!, { event: "billing.change", outcome: "error" }, file)).toBe('"unknown"');
  });

  test.each([
    ["the member of whom another handler reads the id, from the same guard", "requireMember()", 'member.id'],
    ["no member of another handler, from another guard", "requireOther()", '"unknown"'],
  ])("%s", (_name, guard, wanted) => {
    const text = `export async function GET(req) {\n  const { member, response } = await requireMember();\n  if (response) return response;\n  use(member.id);\n}\nexport async function POST(req) {\n  const { member, response } = await ${guard};\n  if (response) return response;\n  here();\n}\n`;
    const { file, handlers } = opened(parser, text, "app/api/a/route.ts");
    expect(actorText(placeIn(file).node, handlers[1]!, EXPORTED, file)).toBe(wanted);
  });

  test("a failure of a function of the file that asks who is calling", () => {
    const text =
      "export async function POST(req) {\n  try {\n    await change(req);\n  } catch {\n    here();\n  }\n}\nconst change = async (req) => {\n  const user = await getCurrentUser(req);\n};\n";
    const { file, handlers } = opened(parser, text, "app/api/a/route.ts");
    expect(actorText(placeIn(file).node, handlers[0]!, { event: "billing.change", outcome: "error" }, file)).toBe('"unknown"');
  });

  test("what another handler of the file reads", () => {
    const text =
      "export async function GET(req) {\n  use(req.user.id);\n}\nexport async function POST(request) {\n  here();\n}\n";
    const { file, handlers } = opened(parser, text, "app/api/a/route.ts");
    expect(actorText(placeIn(file).node, handlers[1]!, EXPORTED, file)).toBe('request.user?.id ?? "anon"');
  });

  test.each([
    ["no user of another handler for a sign-up, where nobody is signed in yet", "", { event: "auth.register", outcome: "success" }, '"anon"'],
    ["no user of another handler for a login", "", LOGGED_IN, '"anon"'],
    ["the user of another handler for a login that somebody was let in for", "requireAuth, ", LOGGED_IN, 'req.user?.id ?? "anon"'],
    ["the user of another handler for a logout", "", { event: "auth.logout", outcome: "success" }, 'req.user?.id ?? "unknown"'],
  ] as const)("%s", (_name, guard, recorded, wanted) => {
    const text = `import express from "express";\nconst app = express();\napp.get("/a", (req, res) => res.json(req.user.id));\napp.post("/b", ${guard}(req, res) => {\n  here();\n});\n`;
    const { file, handlers } = opened(parser, text, "server/app.js");
    expect(actorText(placeIn(file).node, handlers[1]!, recorded, file)).toBe(wanted);
  });

  test.each([
    ["somebody, where middleware has let in administrators alone", "adminMiddleware, ", '"unknown"'],
    ["somebody, by another name of it", "isAdmin, ", '"unknown"'],
    ["nobody, where other middleware stands before it", "parseBody, ", '"anon"'],
  ] as const)("%s", (_name, guard, wanted) => {
    const text = `import express from "express";\nconst app = express();\napp.post("/b", ${guard}(req, res) => {\n  here();\n});\n`;
    const { file, handlers } = opened(parser, text, "server/app.js");
    expect(actorText(placeIn(file).node, handlers[0]!, EXPORTED, file)).toBe(wanted);
  });

  test("a session of the handler's own that another handler reads the user of", () => {
    const text =
      "export async function GET(req) {\n  const session = await auth();\n  use(session.user.id);\n}\nexport async function POST(req) {\n  const session = await auth();\n  here();\n}\n";
    const { file, handlers } = opened(parser, text, "app/api/a/route.ts");
    expect(actorText(placeIn(file).node, handlers[1]!, LOGGED_IN, file)).toBe('session?.user?.id ?? "anon"');
  });

  test("no user of another handler for a webhook, which a service sends", () => {
    const text = "export async function GET(req) {\n  use(req.user.id);\n}\nexport async function POST(req) {\n  here();\n}\n";
    const { file, handlers } = opened(parser, text, "app/api/a/route.ts");
    expect(actorText(placeIn(file).node, handlers[1]!, { event: "webhook.verify", outcome: "success" }, file)).toBe('"anon"');
  });

  test("an id beside a session's role in JavaScript, where no type is in the way", () => {
    const text = 'export async function POST(req) {\n  const session = await auth();\n  if (session.user.role !== "admin") {\n    here();\n  }\n}\n';
    const { file, handlers } = opened(parser, text, "app/api/a/route.js");
    expect(actorText(placeIn(file).node, handlers[0]!, DENIED, file)).toBe('session?.user?.id ?? "anon"');
  });

  test("what another handler reads of a request of another type", () => {
    const text =
      "export function GET(req: AuthRequest) {\n  use(req.user.id);\n}\nexport function POST(request: Request) {\n  here();\n}\n";
    const { file, handlers } = opened(parser, text, "app/api/a/route.ts");
    expect(actorText(placeIn(file).node, handlers[1]!, EXPORTED, file)).toBe('"anon"');
  });
});
