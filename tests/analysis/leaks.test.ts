import { describe, expect, test } from "vitest";
import rule from "../../rules/no-secret-in-log.js";
import { readSettings } from "../../src/settings.js";
import { PARSERS } from "../support/parsers.js";

/** Log calls that carry a secret, each with what the report must name. */
const LEAKS: readonly (readonly [sentence: string, what: string, code: string])[] = [
  // What stands in the call
  ["a password given as an argument", "password", `function login(email, password) { console.log("login", email, password); }`],
  ["a shorthand field", "password", `function login(email, password) { logger.info("login", { email, password }); }`],
  ["a field under a harmless name", "user.password", `function f(user) { logger.info("login", { value: user.password }); }`],
  ["a field under a secret's name with a value of unknown kind", "apiKey", `function f(value) { logger.warn("key", { apiKey: value }); }`],
  ["a token in a template", "token", "function f(token) { console.log(`reset ${token} sent`); }"],
  ["a token joined on with a plus", "token", `function f(token) { console.log("reset " + token + " sent"); }`],
  ["a nested field", "accessToken", `function f(accessToken) { logger.info({ auth: { accessToken } }, "ok"); }`],
  ["an element of an array", "secret", `function f(name, secret) { console.log([name, secret]); }`],
  ["an arm of a choice", "token", `function f(token) { console.log(token.length > 0 ? token : "none"); }`],
  ["the right side of a test", "password", `function f(verbose, password) { console.log(verbose && password); }`],
  ["a fallback", "process.env.JWT_SECRET", `console.log(process.env.JWT_SECRET || "none");`],
  ["an environment variable", "process.env.STRIPE_SECRET_KEY", `console.log("key", process.env.STRIPE_SECRET_KEY);`],
  ["an environment variable in brackets", `process.env["GITHUB_TOKEN"]`, `console.log(process.env["GITHUB_TOKEN"]);`],
  ["a variable of Deno's environment", `Deno.env.get("SERVICE_ROLE_KEY")`, `console.log(Deno.env.get("SERVICE_ROLE_KEY"));`],
  ["a connection string", "process.env.DATABASE_URL", "console.error(`cannot reach ${process.env.DATABASE_URL}`);"],
  ["an error built from a secret and logged at once", "token", "function f(token) { logger.error(new Error(`bad token ${token}`)); }"],
  ["a JSON text of an object", "password", `function f(email, password) { console.log(JSON.stringify({ email, password })); }`],
  ["a JSON text with indentation", "password", `function f(email, password) { console.log(JSON.stringify({ email, password }, null, 2)); }`],
  ["an audit event's field", "newPassword", `import { logAudit } from "./audit"; function f(userId, newPassword) { logAudit({ action: "password.change", userId, newPassword }); }`],
  ["an audit table's row", "token", `function f(prisma, token) { prisma.auditLog.create({ data: { action: "login", token } }); }`],
  ["an error report's extra data", "req.body", `import * as Sentry from "@sentry/node"; app.post("/x", (req, res) => { Sentry.captureException(new Error("x"), { extra: { body: req.body } }); });`],
  ["a logger of a library under a name of its own", "password", `import pino from "pino"; const out = pino(); function f(password) { out.info({ password }, "x"); }`],
  ["such a logger, required", "password", `const winston = require("winston"); const out = winston.createLogger({}); exports.f = (password) => { out.info("x", { password }); };`],
  ["a logger in a field of a class", "req.body", `import { Logger } from "@nestjs/common"; class A { out = new Logger("A"); use(req) { this.out.log(req.body); } }`],
  ["a context of lines in a private field", "user.password", `class A { #logCtx; run(user) { this.#logCtx.error("x", { password: user.password }); } }`],
  ["a logger by its type", "token", `import type { Logger } from "pino"; function f(token: string, out: Logger) { out.warn({ token }, "x"); }`],
  ["the project's logger under a name of its own", "password", `import L from "../common/logger"; function f(password) { L.info("x", { password }); }`],
  ["what is bound to a logger under a name of its own", "process.env.API_TOKEN", `import bunyan from "bunyan"; const out = bunyan.createLogger({ name: "x" }); const child = out.child({ token: process.env.API_TOKEN }); child.info("hi");`],
  ["fields bound to a child logger", "token", `function f(logger, token) { const log = logger.child({ token }); log.info("hello"); }`],
  ["fields bound by with", "sessionToken", `function f(logger, sessionToken) { logger.with({ sessionToken }).info("hello"); }`],
  ["data of a crumb that goes with an error report", "session.access_token", `import * as Sentry from "@sentry/node"; export function f(session) { Sentry.addBreadcrumb({ category: "auth", data: { t: session.access_token } }); }`],
  ["the same, by a function that is imported", "resetToken", `import { setContext } from "@sentry/nextjs"; export function f(resetToken) { setContext("reset", { resetToken }); }`],
  ["an attribute of a span", "password", `import { trace } from "@opentelemetry/api"; export function f(password) { trace.getActiveSpan()?.setAttribute("login.with", password); }`],
  ["an event of a span", "token", `import tracer from "dd-trace"; export function f(token) { const span = tracer.startSpan("x"); span.addEvent("issued", { token }); }`],
  ["a line that is added to a log file", "req.headers.authorization", `const fs = require("fs"); module.exports = (req, res, next) => { fs.appendFile("logs/access.txt", req.headers.authorization, next); };`],
  ["a line of a log file whose name a constant holds", "password", `import { appendFileSync } from "node:fs"; const ACCESS_LOG = "/var/app/access"; export function f(user, password) { appendFileSync(ACCESS_LOG, user + password); }`],
  ["a line of a stream into a log file", "token", `import { createWriteStream } from "node:fs"; const out = createWriteStream("access.log", { flags: "a" }); export function f(token) { out.write(token); }`],
  ["the id of a session that goes into a cookie", "session.id", `export async function f(user, res) { const session = await open(user); res.cookie("s", session.id); console.log("opened", { id: 1, opened: session.id }); }`],
  ["a signed cookie by its name", 'getSignedCookie(c, c.env.KEY, "refresh_token")', `export async function f(c) { console.log(await getSignedCookie(c, c.env.KEY, "refresh_token")); }`],
  ["the body of the request that Nest hands out", "request.body", `class F { catch(failure, host) { const request = host.switchToHttp().getRequest(); this.logger.error("x", { given: request.body }); } }`],
  ["the headers of a request by its module's type", "r.headers", `export function f(r: import("express").Request) { console.log(r.headers); }`],
  ["a bearer header under any variable's name", "value", "function f(value) { console.log(`Authorization: Bearer ${value}`); }"],
  ["a hole of a template of which a logger's method is the tag", "password", "import { getLogger } from \"@logtape/logtape\"; const log = getLogger(\"auth\"); function f(user, password) { log.info`${user.id} gave ${password}`; }"],
  ["the headers that a failed request was sent with, under another name", "failure.config", `import axios, { AxiosError } from "axios"; import { logger } from "./logger"; export async function f() { try { await axios.get("/x"); } catch (error) { const failure = error as AxiosError; logger.error("x", { sent: failure.config?.headers }); } }`],
  ["what the function is given that a function of the file returns", "apiKey", "const line = (area) => (value) => logger.info(`${area} ${value}`); function f(apiKey) { line(\"billing\")(apiKey); }"],
  ["the same, kept under a name", "apiKey", `function lineOf(area) { return (value) => { logger.info(area, value); }; } const line = lineOf("billing"); function f(apiKey) { line(apiKey); }`],
  ["a key in a list of credentials that is taken apart at once", "creds", `const f = ({ creds: [first] }) => logger.info("x", { first });`],
  ["a cookie of the browser's document", "document.cookie", `console.log(document.cookie);`],
  ["a card number and its code", "card.cvv", `function f(card) { logger.info("charge", { cvv: card.cvv }); }`],
  ["a one-time code", "otp", "function f(otp, userId) { logger.info(`sent ${otp} to ${userId}`); }"],
  ["a code in a function that sends one-time codes", "code", "async function sendOtp(phone, code) { console.log(`sending ${code} to ${phone}`); }"],
  ["a code that a function about them makes", "code", `function verifyPhone(phone) { const code = String(random(6)); console.log("code", code); return sms(phone, code); }`],
  ["a code from the body under a route about a second factor", "code", `router.post("/2fa/verify", async (req, res) => { const { code } = req.body; logger.info({ code }, "second factor"); });`],
  ["a code that an address brings to a callback of OAuth", "code", `export async function oauthCallback(request) { const code = new URL(request.url).searchParams.get("code"); console.log("code", code); return exchange(code); }`],
  ["a code in a callback inside such a function", "code", `function sendVerificationCode(numbers, code) { numbers.forEach((number) => { console.log(number, code); }); }`],
  ["a verification code", "verificationCode", `function f(verificationCode) { console.log({ verificationCode }); }`],
  ["a call whose name says that it gives a token", "getAccessToken()", `console.log(await getAccessToken());`],
  ["a signed JWT", "jwt.sign", `import jwt from "jsonwebtoken"; function f(user) { console.log("issued", jwt.sign({ sub: user.id }, KEY)); }`],
  ["fields that a logger of winston is made with", "process.env.API_KEY", `import winston from "winston"; const logger = winston.createLogger({ defaultMeta: { apiKey: process.env.API_KEY } }); export function f() { logger.info("started"); }`],
  ["fields that a logger of pino is made with", "token", `import pino from "pino"; export const loggerFor = (token) => pino({ level: "info", base: { service: "api", token } });`],
  ["a listed property that is defined", "apiKey", `function f(apiKey) { const seen = {}; Object.defineProperty(seen, "apiKey", { value: apiKey, enumerable: true }); logger.info(seen); }`],
  ["what is compared with a password's hash", "plain", `async function f(plain, user) { const ok = await bcrypt.compare(plain, user.passwordHash); logger.info({ ok, plain }, "compared"); }`],
  ["what argon2 verifies", "given", `async function f(given, user) { const ok = await argon2.verify(user.passwordHash, given); console.log(given, ok); }`],
  ["a value that is then named a token", "value", `import { randomBytes } from "node:crypto"; function open(userId) { let value = "pending"; value = randomBytes(32).toString("hex"); const sessionToken = value; logger.info({ userId, issued: value }); return sessionToken; }`],
  ["the headers of a request by their type", "given", `import type { IncomingHttpHeaders } from "node:http"; export function f(given: IncomingHttpHeaders) { logger.info({ given }); }`],
  ["the headers of a request to a Fetch API", "headers", `export function f(headers: Headers) { const all = Object.fromEntries(headers.entries()); logger.info({ all }); }`],
  ["arguments as a list, in the old way", "password", `function f(username, password) { console.log([].slice.call(arguments)); }`],
  ["the headers of as much of a request as a function needs", "req.headers", `import * as Sentry from "@sentry/node"; export function f(req: { headers: Record<string, string> }) { Sentry.setExtra("headers", req.headers); }`],
  ["the beginning of a parsed body's text", "req.body", `app.post("/login", (req, res) => { console.log("body", JSON.stringify(req.body).slice(0, 80)); });`],
  ["much of a body's text as it came", "request.text()", `export async function POST(request) { const raw = await request.text(); console.error("no JSON", raw.slice(0, 200)); }`],
  ["the first ten characters of a key", "apiKey", "function f(apiKey) { console.log(`using ${apiKey.slice(0, 10)}`); }"],
  ["the first twenty characters of a token, with dots", "token", "function f(token) { console.log(`push ${token.substring(0, 20)}...`); }"],
  ["the first characters of a password, with dots", "password", `function f(password) { logger.info({ password: password.slice(0, 8) + "..." }); }`],
  ["the first eight characters of a key", "apiKey", "function f(apiKey) { console.log(apiKey.slice(0, 8)); }"],
  ["the first eight characters of a token, shown without dots", "token", "function f(token) { logger.info({ id: token.slice(0, 8) }); }"],
  ["the first eight characters of a password", "password", `function f(password) { logger.info({ password: password.slice(0, 8) }); }`],
  ["eight characters from the middle of a token", "token", "function f(token) { logger.info({ token: token.slice(2, 10) }); }"],
  ["the last eight characters of a token", "token", "function f(token) { logger.info({ token: token.slice(-8) }); }"],
  ["a copy of a body in which other fields are blanked by a list", "req.body", `app.post("/", (req, res) => { const copy = { ...req.body }; for (const key of ["avatar", "photo"]) copy[key] = "[REDACTED]"; console.log(copy); });`],
  ["a copy of a body in which counts are kept by name", "req.body", `app.post("/", (req, res) => { const copy = { ...req.body }; const key = kind(); copy[key] = "seen"; console.log(copy); });`],
  ["a copy of a body that is blanked after the call", "req.body", `app.post("/", (req, res) => { const copy = { ...req.body }; console.log(copy); ["password"].forEach((key) => { copy[key] = "***"; }); });`],
  ["headers of which a pino takes out one that says nothing", "req.headers", `import pino from "pino"; const logger = pino({ redact: ["headers.host"] }); app.use((req, res, next) => { logger.info({ headers: req.headers }); next(); });`],
  ["headers under another name than a pino redacts", "req.headers", `import pino from "pino"; const logger = pino({ redact: ["req.headers.authorization"] }); app.use((req, res, next) => { logger.info({ headers: req.headers }); next(); });`],
  ["a form's data in a function of the server", "formData", `"use server"; export async function save(formData) { console.log(formData); }`],
  ["a session's key that is looked up in a store of sessions", "sessionKey", `function f(user, sessionKey) { signIn(user); const data = redis.getItem(sessionKey); console.log("session", sessionKey, data.id); }`],
  ["a session's id from a cookie in a file with routes", "req.cookies.sid", `app.get("/", (req, res) => { const sessionId = req.cookies.sid; res.cookie("sid", sessionId); console.log(sessionId); });`],
  ["a body of a Nest controller that is any object", "body", `class Hooks { @Post() async take(@Body() body: object) { console.log("took", JSON.stringify(body)); } }`],
  ["an untyped body of a Nest controller", "body", `class Hooks { @Post() async take(@Body() body: any) { console.log("took", JSON.stringify(body)); } }`],
  ["the headers of a Nest controller", "headers", `class Hooks { @Post() async take(@Headers() headers: Record<string, string>) { console.log(headers); } }`],
  ["a body of a type that has a password", "password", `type Login = { name: string; password: string }; export const login: RequestHandler<{}, Answer, Login> = (req, res) => { logger.info({ body: req.body }); };`],
  ["a body of a type about users", "req.body", `import type { UserUpdate } from "./types"; export const update: RequestHandler<{}, Answer, UserUpdate> = (req, res) => { logger.info({ body: req.body }); };`],
  ["a body of no type among the types of a handler", "req.body", `export const update: RequestHandler<{ id: string }, Answer, unknown> = (req, res) => { logger.info({ body: req.body }); };`],
  ["a login token of a flow", "flowAccessToken", `function f(flowAccessToken) { console.log(flowAccessToken); }`],
  ["a key that an audit function of the file hashes and keeps", "apiKey", `function logAudit({ apiKey, action }) { const id = hash(apiKey); db.auditLog.create({ data: { id, action, apiKey } }); } function f(apiKey) { logAudit({ apiKey, action: "x" }); }`],
  ["a form of the platform that a function of the server is given", "form", `export async function save(form: FormData) { console.log(form); }`],
  ["the beginning of a body's JSON text", "event.body", `export async function handler(event) { let body; try { body = JSON.parse(event.body || "{}"); } catch { return; } console.error("sample", JSON.stringify(body).slice(0, 500)); }`],
  ["the environment alone in an audit event", "process.env", `import { writeAuditLog } from "./audit"; writeAuditLog(process.env);`],
  ["the environment as a field of an audit event", "process.env", `import { writeAuditLog } from "./audit"; writeAuditLog({ action: "start", env: process.env });`],
  ["a token that is handed to a function with a part in its name", "token", `function f(token) { logger.info({ token: formatPart(token) }); }`],
  ["a prefix that is long enough", "apiKey", "function f(apiKey) { logger.info({ keyPrefix: apiKey.slice(0, 16) }); }"],
  ["a token of the message that an event brings", "message.token", `export const events = { signOut(message) { console.log("signed out", message.token); } };`],
  ["a token printed where it is not development", "token", `function f(token) { if (process.env.NODE_ENV === "production") console.log(token); }`],
  ["a token printed behind another question of the environment", "token", `function f(token) { if (process.env.DEBUG === "1") console.log(token); }`],
  ["a request handed on under another name", "req", `import { logger } from "./logger"; app.get("/", (req, res) => { logger.info({ request: req, body: 1 }); });`],
  ["a request handed to console", "req", `app.get("/", (req, res) => { console.log({ req }); });`],
  ["a request handed to a pino that has no serializer for it", "req", `import pino from "pino"; const logger = pino(); app.get("/", (req, res) => { logger.info({ req }); });`],
  ["a cookie of a session", "sessionCookie", "function f(sessionCookie) { console.log(sessionCookie.value); }"],
  ["a request of a function that reads it", "request", `export function save(request) { console.log(request); return work(request.body); }`],
  ["what stands before the at sign of a connection string", "connectionString", `function f(connectionString) { console.log(connectionString.split("@")[0]); }`],
  ["a confirmation code of an account", "confirmationCode", `function f(user, confirmationCode) { logger.info("sign-up", { confirmationCode }); }`],
  ["tokens of a body that signs in with them", "req.body.tokens", `app.post("/oauth", (req, res) => { oauth.use(req.body.tokens.refresh_token); console.log(req.body.tokens); });`],
  ["an object whose secret field is there", "response.access_token", `async function f() { const response = await call(); if (response.access_token) { use(response.access_token); console.log(response); } }`],
  ["a session's id that a call makes, and until when it lasts", "sid", `app.post("/", async (req, res) => { const sid = await openSession({ user: 1, expiresAt: Date.now() + 9 }); res.cookie("sid", sid); console.log("opened", sid); });`],
  ["a session's id that is cut out of the header of cookies", "sid", `export async function onRequest(context) { const all = context.request.headers.get("cookie"); const sid = /sid=(\\w+)/.exec(all)?.[1]; console.log("asked", sid); return context.next(); }`],
  ["a session's id in a file that signs people in", "sessionId", `function f(user, sessionId) { signIn(user); logger.info({ sessionId }); }`],
  ["a PIN in a file that checks one", "pin", `function f(pin) { if (!verifyPin(pin)) console.log("wrong", pin); }`],
  ["a PIN of a card", "card.pin", `function f(card) { console.log(card.pin); }`],
  ["the sent headers of a failed request", "err.config.headers", `import axios from "axios"; async function f() { try { await axios.get("/x"); } catch (err) { console.error(err.config.headers); } }`],
  ["a hard-coded password in a list", "password", `const USERS = [{ name: "admin", password: "Admin_123" }]; USERS.forEach((user) => console.log(JSON.stringify(user)));`],
  // Through variables
  ["a constant", "process.env.API_KEY", `const value = process.env.API_KEY; console.log(value);`],
  ["a constant of a constant", "process.env.API_KEY", `const first = process.env.API_KEY; const second = first; console.log(second);`],
  ["a reassigned variable", "user.password", `function f(user) { let shown = "none"; shown = user.password; console.log(shown); }`],
  ["a variable that is assigned on one branch", "user.password", `function f(user, debug) { let shown = "none"; if (debug) shown = user.password; console.log(shown); }`],
  ["a variable of a secret's name that starts empty", "token", `async function f() { let token = null; try { token = await load(); } catch {} console.log(token); }`],
  ["an object built before the call", "password", `function f(email, password) { const entry = { email, password }; logger.info("login", entry); }`],
  ["an object's field that is written later", "password", `function f(email, password) { const entry = { email }; entry.password = password; logger.info(entry); }`],
  ["a field that Object.assign writes", "token", `function f(id, token) { const entry = { id }; Object.assign(entry, { token }); logger.info(entry); }`],
  ["a copy by Object.assign", "token", `function f(id, token) { const entry = Object.assign({}, { id }, { token }); logger.info(entry); }`],
  ["a spread object", "password", `function f(email, password) { const login = { email, password }; logger.info("x", { ...login, at: 1 }); }`],
  ["a renamed field of a pattern", "password", `function f(input) { const { password: p } = input; console.log(p); }`],
  ["a nested field of a pattern", "secretKey", `function f(config) { const { stripe: { secretKey: k } } = config; console.log(k); }`],
  ["a pattern with a default", "apiKey", `function f(options) { const { apiKey: k = "" } = options; console.log(k); }`],
  ["a parameter's pattern", "password", `function f({ email, password: p }) { console.log(email, p); }`],
  ["the body of a request that is taken apart in the parameter list", "body", `router.post("/x", ({ body }, res) => { logger.info({ body }, "x"); res.end(); });`],
  ["the same under another name, of a handler in a file of its own", "cookies", `exports.show = ({ params, cookies: jar }, response) => { console.log("x", jar); response.end(); };`],
  ["the same with a default, beside a reply", "body", "app.post('/x', async ({ body = {} }, reply) => { console.log(`got ${JSON.stringify(body)}`); });"],
  ["the rest of a pattern that holds the secret", "password", `function f(email, password) { const all = { email, password, id: 1 }; const { email: e, ...rest } = all; logger.info(rest); }`],
  ["an array that is pushed to", "token", `function f(token) { const parts = []; parts.push("x"); parts.push(token); console.log(parts); }`],
  ["a joined array", "password", `function f(email, password) { const line = [email, password].join(":"); console.log(line); }`],
  ["a map", "token", `function f(token) { const fields = new Map(); fields.set("t", token); console.log(fields); }`],
  ["a header list that is built", "token", "function f(token) { const headers = { Accept: \"x\", Authorization: `Bearer ${token}` }; console.log(\"calling\", headers); }"],
  ["a Headers object that is set", "key", `function f(key) { const h = new Headers(); h.set("x-api-key", key); console.log(h); }`],
  ["a URL with the token in its query", "token", "function f(base, token) { const resetUrl = `${base}/reset?token=${token}`; logger.info({ resetUrl }); }"],
  ["a text in another coding", "password", `function f(password) { const coded = Buffer.from(password).toString("base64"); console.log(coded); }`],
  ["a trimmed lower-case copy", "secret", `function f(secret) { const shown = secret.trim().toLowerCase(); console.log(shown); }`],
  ["String and toString", "token", `function f(token) { console.log(String(token)); }`],
  ["inspect", "password", `import { inspect } from "node:util"; function f(user, password) { const o = { user, password }; console.log(inspect(o)); }`],
  ["a parsed authorization header", `req.headers.authorization`, `app.get("/", (req, res) => { const [scheme, value] = req.headers.authorization.split(" "); console.log(scheme, value); });`],
  ["an error that was built before", "token", "function f(token) { const problem = new Error(`bad ${token}`); logger.error(problem); }"],
  ["an error thrown and caught in one place", "token", "function f(token) { try { throw new Error(`bad ${token}`); } catch (error) { logger.error(error); } }"],
  ["a local variable whose own field is a secret that the code uses", "user.password", `async function f(id, given) { const user = await load(id); if (user.password !== given) return; console.log(user); }`],
  ["an error that a secret is written into", "password", `function f(password) { const e = new Error("x"); e.details = { password }; logger.error(e); }`],
  ["headers that a function of the file collects", "req.headers", `const about = (req) => ({ method: req.method, headers: req.headers }); app.use((req, res, next) => { logger.info(about(req)); next(); });`],
  ["a pair of a loop over an object", "password", `function f(email, password) { for (const [key, value] of Object.entries({ email, password })) console.log(key, value); }`],
  ["a basic authorization that is put together", "password", "function f(account) { const auth = \"Basic \" + Buffer.from(`${account.user}:${account.password}`).toString(\"base64\"); console.log(auth); }"],
  ["a hard-coded credential", "adminPassword", `const adminPassword = "S3cr3t!pass99"; console.log("seeded with", adminPassword);`],
  // Through functions
  ["a parameter of a function of the file", "req.body.password", `function show(label, value) { console.log(label, value); } app.post("/", (req, res) => { show("login", req.body.password); });`],
  ["a rest parameter", "apiKey", `function trace(...parts) { console.log("trace", ...parts); } function f(apiKey) { trace("x", apiKey); }`],
  ["a private method of the class", "token", `class A { run(token) { this.#note(token); } #note(value) { console.log(value); } }`],
  ["what a function of the file returns", "user.password", `function describe(user) { return { id: user.id, extra: user.password }; } function f(user) { logger.info(describe(user)); }`],
  ["what a function returns of its argument", "token", "function quote(value) { return `<${value}>`; } function f(token) { console.log(quote(token)); }"],
  ["a promise's value", "getAccessToken()", `getAccessToken().then((value) => console.log(value));`],
  ["an element of an iteration", "user.password", `function f(users) { users.map((user) => ({ id: user.id, extra: user.password })).forEach((row) => console.log(row)); }`],
  ["a field of a class", "apiKey", `class Client { constructor(apiKey) { this.apiKey = apiKey; } debug() { console.log("key", this.apiKey); } }`],
  ["a class's field under a harmless name", "apiKey", `class Client { constructor(apiKey) { this.value = apiKey; } debug() { console.log(this.value); } }`],
  ["a type in the file that has a secret field", "password", `interface Login { email: string; password: string } function f(input: Login) { logger.info("login", { input }); }`],
  ["a schema in the file that has a secret field", "password", `import { z } from "zod"; const schema = z.object({ email: z.string(), password: z.string() }); app.post("/", (req, res) => { const parsed = schema.safeParse(req.body); console.log(parsed.data); });`],
  ["what a getter of an object returns", "password", `function f(password) { const box = { get inside() { return password; } }; console.log(box.inside); }`],
  ["an object with a getter that is spread", "apiKey", `function f(apiKey) { const box = { id: 1, get inside() { return apiKey; } }; logger.info({ ...box }); }`],
  ["a getter of an object under a secret's name", "sessionToken", `const store = { get sessionToken() { return read("t"); } }; logger.info(store.sessionToken);`],
  ["what a method of an object of the file returns", "process.env.API_KEY", `const keys = { current() { return process.env.API_KEY; } }; console.log(keys.current());`],
  ["what a static method of a class of the file returns", "process.env.API_KEY", `class Keys { static current() { return process.env.API_KEY; } } console.log(Keys.current());`],
  ["what a function is given that is called where it stands", "password", `function f(password) { (function (given) { console.log(given); })(password); }`],
  ["the console of the global object", "password", `function f(password) { globalThis.console.log(password); }`],
  ["the last part of a token that was cut at its dots", "token", `function f(token) { const [head, claims, signature] = token.split("."); console.log(signature); }`],
  ["the session that Supabase gives", "session.access_token", `import { createClient } from "@/lib/supabase/server"; export async function GET(request) { const supabase = createClient(); const { data: { session } } = await supabase.auth.getSession(); console.log("session", session); return new Response("ok"); }`],
  ["all that Supabase answers to a code", "session.access_token", `import { createClient } from "@/lib/supabase/server"; export async function GET(request) { const supabase = createClient(); const answer = await supabase.auth.exchangeCodeForSession(code); console.log(answer); return new Response("ok"); }`],
  ["the data of a sign-in at Supabase where it went well", "session.access_token", `import { createClient } from "@/lib/supabase/server"; export async function GET(request) { const supabase = createClient(); const { data, error } = await supabase.auth.signInWithPassword(given); if (error) throw error; console.log("in", data); return new Response("ok"); }`],
  ["a token for an account in a file that calls contracts", "token", `import { ethers } from "ethers"; function f(token) { const user = readBearer(token); console.log(token); return user; }`],
  ["what the environment gave, in a terminal's prompt", "process.env.API_TOKEN", `import * as p from "@clack/prompts"; export function f() { p.log.warn("using " + process.env.API_TOKEN); }`],
  // Requests as a whole
  ["an Express body", "req.body", `app.post("/login", (req, res) => { console.log("body", req.body); });`],
  ["a body of a request type of one's own", "req.body", `class A { async create(req: IAuthRequest<Body>, res: Response) { this.logger.error(req.body); } }`],
  ["a body that is awaited", "request.json()", `export async function POST(request) { const body = await request.json(); console.log("body", body); }`],
  ["a body that a promise gives", "request.json()", `export function POST(request) { return request.json().then((data) => console.log(data)); }`],
  ["form data", "req.formData()", `export async function POST(req) { const form = await req.formData(); console.log(Object.fromEntries(form)); }`],
  ["a password from form data", "password", `export async function POST(req) { const form = await req.formData(); const p = form.get("password"); console.log(p); }`],
  ["the rest of a body", "req.body", `app.post("/", (req, res) => { const { email, ...rest } = req.body; console.log(rest); });`],
  ["a spread body", "req.body", `app.post("/", (req, res) => { logger.info({ ...req.body, at: 1 }); });`],
  ["a body as JSON text", "req.body", "app.post(\"/\", (req, res) => { logger.info(`got ${JSON.stringify(req.body)}`); });"],
  ["all headers", "req.headers", `app.get("/", (req, res) => { console.log(req.headers); });`],
  ["all headers as an object", "request.headers", `export async function GET(request) { console.log(Object.fromEntries(request.headers)); }`],
  ["each header of a loop", "req.headers", `app.get("/", (req, res) => { for (const [key, value] of Object.entries(req.headers)) console.log(key, value); });`],
  ["the authorization header", `req.headers.authorization`, `app.get("/", (req, res) => { console.log("auth", req.headers.authorization); });`],
  ["a header by its name", `req.get("authorization")`, `app.get("/", (req, res) => { console.log(req.get("authorization")); });`],
  ["a header of a Hono context", `c.req.header("Authorization")`, `app.get("/", (c) => { console.log(c.req.header("Authorization")); });`],
  ["all cookies", "req.cookies", `app.get("/", (req, res) => { logger.debug({ cookies: req.cookies }); });`],
  ["cookies of Next.js", "store.getAll()", `import { cookies } from "next/headers"; export async function GET() { const store = await cookies(); console.log(store.getAll()); }`],
  ["a session cookie", `cookies().get("session")`, `import { cookies } from "next/headers"; export function GET() { console.log(cookies().get("session")); }`],
  ["the request itself", "req", `app.get("/", (req, res) => { console.log(req); });`],
  ["a request's session id", "req.sessionID", `app.get("/", (req, res) => { logger.info({ session: req.sessionID }); });`],
  ["the value of a session's cookie in a variable of that name", "req.cookies.sid", `app.get("/", (req, res) => { const sessionId = req.cookies.sid; logger.info({ sessionId }); });`],
  ["a PIN from the body", "pin", `app.post("/", (req, res) => { const { pin } = req.body; logger.info({ pin }); });`],
  ["the body of a Koa context", "ctx.request.body", `router.post("/", async (ctx) => { console.log(ctx.request.body); });`],
  ["the body of a lambda", "event.body", `export const handler = async (event) => { console.log(JSON.parse(event.body)); };`],
  ["the whole environment", "process.env", `console.log(process.env);`],
  ["a copy of the environment", "process.env", `const settings = { ...process.env }; console.log("settings", settings);`],
  ["a worker's environment", "env", `export default { async fetch(request, env) { console.log(env); } };`],
  ["a worker's environment given to a log function alone", "env", `import { log } from "./log"; export default { async fetch(request, env) { log(env); } };`],
  ["a worker's secret", "env.API_TOKEN", `export default { async fetch(request, env) { console.log(env.API_TOKEN); } };`],
  ["Deno's environment", "Deno.env.toObject()", `console.log(Deno.env.toObject());`],
  ["a body of which the type hides a part", "request.json()", `type Order = { id: string; payment: Payment }; export async function POST(request) { const order: Order = await request.json(); console.log(order); }`],
  ["a body of which a part has a password", "request.json()", `type Order = { id: string; buyer: { name: string; password: string } }; export async function POST(request) { const order: Order = await request.json(); console.log(order); }`],
  ["a body of which the type has a token", "token", `interface Call { id: string; token: string } app.post("/", (req, res) => { const call = req.body as Call; console.log(call); });`],
  ["a body of a type that is imported", "req.body", `import type { Call } from "./types"; app.post("/", (req, res) => { const call = req.body as Call; console.log(call); });`],
  ["a cookie of the request beside a session", "req.cookies.sid", `app.get("/", (req, res) => { console.log(req.cookies.sid, req.session.cookie); });`],
  ["the token of a function about sessions", "token", `import { jwtVerify } from "jose"; const pushTokens = []; function endSession(token) { console.log("ended", token); }`],
  ["a token that a test compares with words", "req.headers.token", `app.use((req, res, next) => { const token = req.headers.token; if (token === "a") next(); console.log(token); });`],
  ["a URL in which something else is replaced", "process.env.MAPS_API_KEY", "const url = `https://maps.test/?key=${process.env.MAPS_API_KEY}`; console.log(url.replace(base, \"/\"));"],
  ["a copy of a body that loses its empty fields", "req.body", `app.post("/", (req, res) => { const copy = { ...req.body }; Object.keys(copy).forEach((key) => { if (copy[key] === undefined || copy[key] === null) { delete copy[key]; } }); console.log(copy); });`],
  ["a copy of a body that loses its empty fields by pairs", "req.body", `app.post("/", (req, res) => { const copy = { ...req.body }; for (const [key, value] of Object.entries(copy)) { if (!value) delete copy[key]; } console.log(copy); });`],
  ["a payment that loses a field of another name", "cvv", `function pay({ cvv, offers }) { const sent = { cvv, offers }; for (const key of Object.keys(sent)) { if (key === "offers" && isEmpty(sent[key])) delete sent[key]; } console.log(sent); }`],
  ["the sid of a session in a file with cookies", "session.sid", `app.get("/", (req, res) => { const session = load(); res.cookie("sid", session.sid); logger.info({ at: session.sid }); });`],
  ["a session's id that an audit event keeps beside its object", "sessionId", `import { logAudit } from "./audit"; export async function end(sessionId, user) { await revokeSession(sessionId); logAudit({ action: "session.end", entityId: user.id, sessionId }); }`],
  ["a session's id from a cookie that an audit event is about", "req.cookies.sessionId", `import { logAudit } from "./audit"; export async function end(req, res) { res.cookie("seen", "1"); logAudit({ action: "session.end", entityId: req.cookies.sessionId }); }`],
  ["a token of the push file's session", "getToken(session)", `function f(session) { console.log(getToken(session)); }`],
  ["a token that is written out", "token", `logger.info("calling", { token: "e1d083a2f00b4c" });`],
  ["a code printed where a mode of another kind is on", "otp", `const isDeveloperApi = () => process.env.API_MODE === "true"; function f(otp) { if (isDeveloperApi()) console.log(otp); }`],
  ["a code printed where development's mode is off", "otp", `function f(otp) { if (process.env.MAIL_DEV_MODE !== "true") console.log(otp); }`],
  ["a login's token in a file with a device's", "token", `import { jwtVerify } from "jose"; const pushTokens = []; function refuse(token) { console.log("refused", token); }`],
  ["the first eight characters of a token under a name that says so", "token", `function f(token) { logger.warn("unknown", { tokenPrefix: token.slice(0, 8) }); }`],
  ["the first eight characters of a token before dots", "token", "function f(token) { logger.info(`using ${token.slice(0, 8)}…`); }"],
  ["the first eight characters of a token, joined with dots", "token", `function f(token) { logger.info({ token: token.substring(0, 8) + "..." }); }`],
  ["the address of a message queue", "process.env.RABBITMQ_URI", `const rabbitmqUri = process.env.RABBITMQ_URI; console.log("connecting to", rabbitmqUri);`],
  ["the address of a database with a password in it", "mongoUri", `const mongoUri = "mongodb://app:s3cr3tpw@db.test:27017/app"; async function f() { console.log("connecting to", mongoUri); }`],
  ["the request of a failure that has the shape of an HTTP client's", "error.request", `async function f() { try { await api.post("/x"); } catch (error) { if (error.response) { console.error(error.response.status); } else { console.error("no answer", error.request); } } }`],
  ["a session's id beside a refresh token, in a file that keeps it in a cookie", "sessionId", `function f(res, user, sessionId, refreshToken) { signIn(user, refreshToken); res.cookie("sid", sessionId); console.log("opened", sessionId); }`],
  ["the request in an event of the emitter", "request", `import { securityLog } from "@/lib/logging"; export async function POST(request: Request) { securityLog.info("auth.login", { actor: "a", request }); return new Response(); }`],
  ["a password beside the request that an audit function is given", "password", `import { recordAudit } from "./audit"; app.post("/", (req, res) => { const { password } = req.body; recordAudit({ password, req }); });`],
  ["a session's token as the session's id", "sessionToken", `logger.info({ sessionId: sessionToken });`],
  ["a session's id of the request beside a refresh token", "req.sessionID", `app.get("/", (req, res) => { rotate(req.body.refreshToken); logger.info({ session: req.sessionID }); });`],
  ["a password that was decoded", "decodedPassword", `function f(decodedPassword) { console.log(decodedPassword); }`],
  ["a request that a listener is given", "request", `server.on("request", (request, response) => { console.log("got", request); });`],
  ["a key of a service beside no invoice", "doc.accessKey", `function f(doc) { console.log(doc.accessKey); }`],
  ["a password that a function makes by a flag", "password", `function f(strict) { console.log({ password: generate(12), x: 1 }); return generate(!!strict); }`],
  ["a token that a function gives by a flag", "getToken(!!fresh)", `function f(fresh) { const token = getToken(!!fresh); console.log(token); }`],
  ["a sort code of an account", "account.sortCode", `function f(account) { pay(account.accountNumber); logger.info({ code: account.sortCode }); }`],
  ["the credentials of an application", "applicantCredentials", `function f(applicantCredentials) { console.log(applicantCredentials); }`],
  ["an object that is turned into JSON inside a text", "token", "function f(token) { const sent = { token }; console.log(`sent ${JSON.stringify(sent)}`); }"],
  ["a query with a token as text", "token", "function f(token) { const query = new URLSearchParams({ token }); console.log(`/reset?${query.toString()}`); }"],
  ["an object that has a password beside a token that is missing", "user.password", `function f(user) { if (!user.token) { console.log(user); } return check(user.password); }`],
  ["an answer without one token that may hold another", "data.refresh_token", `async function f() { const data = await ask(); if (!data.name) { console.log(data); } return use(data.refresh_token); }`],
  ["a token where it is not development, chosen inside the line", "token", "function f(token) { const isDev = process.env.NODE_ENV === \"development\"; console.log(`link ${isDev ? \"-\" : token}`); }"],
  ["a user that is the detail of an audit event", "user.password", `import { logAudit } from "./audit"; function f(user, given) { compare(given, user.password); logAudit({ action: "login", user }); }`],
  // What a type of the file says
  ["a token that may be null, by the type of a parameter", "accessToken", `interface Session { id: string; accessToken: string | null } export function f(session: Session) { logger.info(session); }`],
  ["a list of such", "accessToken", `interface Session { id: string; accessToken: string } export function f(open: readonly Session[]) { logger.info({ open }); }`],
  ["a part of such", "password", `export function f(config: { db: { host: string; password: string } }) { logger.info({ ...config.db }); }`],
  ["a part of a declared type inside of another", "password", `type Db = { password: string }; type Config = { db: Readonly<Db> | null }; export function f(config: Config) { logger.info(config); }`],
  ["keys in a list of a type", "apiKeys", `interface Team { id: string; apiKeys: string[] } export function f(team: Team) { logger.info({ team }); }`],
  ["texts of a list that is named for them, joined", "apiKeys", `export function f(apiKeys: string[]) { logger.info("x " + apiKeys.join(", ")); }`],
  ["texts of such a list, one after the other", "passwords", `export function f(passwords: ReadonlyArray<string>) { passwords.forEach((each) => logger.info(each)); }`],
  ["texts of such a list, put together", "passwords", `export function f(passwords: readonly string[]) { const line = passwords.reduce((all, each) => all + each, ""); logger.info(line); }`],
  ["a variable's type", "accessToken", `interface Session { accessToken?: string } export async function f() { const session: Session = await ask(); logger.info({ session }); }`],
  ["a type that a value is said to be of", "accessToken", `interface Session { accessToken?: string } export async function f() { const session = (await ask()) as Session; logger.info({ session }); }`],
  ["the type of what a function of the file promises", "accessToken", `interface Session { accessToken: string } async function ask(): Promise<Session> { return send("/x"); } export async function f() { logger.info(await ask()); }`],
  // Arguments and maps
  ["the arguments of a function that others call", "password", `exports.create = function (name, password) { logger.debug("create", arguments); };`],
  ["one of these arguments", "password", `exports.create = function (name, password) { logger.debug(arguments[1]); };`],
  ["a list of these arguments", "password", `exports.create = function (name, password) { console.log(Array.prototype.slice.call(arguments)); };`],
  ["a map's value under a key that only the running program knows", "accessToken", `const kept = new Map(); export function keep(id, accessToken) { kept.set(id, accessToken); } export function show(id) { logger.info({ value: kept.get(id) }); }`],
  ["all of a secret but its end", "clientSecret", `function f(clientSecret) { logger.info({ start: clientSecret.slice(0, -4) }); }`],
  ["the letters of a second factor's seed", "generateSecret", `import speakeasy from "speakeasy"; export function enrol() { const generated = speakeasy.generateSecret(); logger.info({ seed: generated.base32 }); }`],
  ["what a function sends to a path that could be a placeholder", "token", `function send(token) { post("/x", token); return token; } function f(token) { console.log(send(token)); }`],
];

/** Log calls that look alike and carry none. */
const CLEAN: readonly (readonly [sentence: string, code: string])[] = [
  ["a token that says how far a search index has come", `function f(options) { logger.warn("behind", { token: options.consistencyToken }); }`],
  // Words are not values
  ["a message about passwords", `logger.info("password reset requested");`],
  ["an event's name", `logger.info({ event: "auth.token.refresh", userId: user.id });`],
  ["a message that is joined from texts", `console.log("token" + " " + "expired");`],
  ["a constant that names a key", `const TOKEN_KEY = "auth_token"; console.log(TOKEN_KEY);`],
  ["an enum's member", `import { TokenType } from "./tokens"; console.log(TokenType.REFRESH_TOKEN);`],
  ["a form's error message", `function f(errors) { console.log(errors.password); }`],
  ["a member of an enum of settings", `function f() { for (const name of [InfraConfigEnum.RECOVERY_TOKEN]) console.error(name); }`],
  ["a constant of a module of constants", `import { RESET_TOKEN } from "../constants"; console.log(RESET_TOKEN);`],
  // Names of other things
  ["a tag with the length of a password", "import { getLogger } from \"@logtape/logtape\"; const log = getLogger(\"auth\"); function f(password) { log.info`${password.length} characters`; }"],
  ["a template of another tag", "function f(password) { return log.sql`select ${password}`; }"],
  ["whether fetch sends cookies along", `function f(init: RequestInit) { logger.info("x", { credentials: init.credentials }); }`],
  ["the address of a failed request, under another name", `import axios from "axios"; import { logger } from "./logger"; export async function f() { try { await axios.get("/x"); } catch (error) { const failure = error as any; logger.error("x", { url: failure.config?.url }); } }`],
  ["what the function is given that is returned, where it is harmless", "const line = (area) => (value) => logger.info(`${area} ${value}`); function f(apiKey) { line(apiKey ? \"set\" : \"none\")(area.id); }"],
  ["a count of tokens", `function f(tokenCount, maxTokens) { logger.info({ tokenCount, maxTokens }); }`],
  ["a language model's tokens", "function f(usage) { logger.info(`${usage.prompt_tokens} and ${usage.completion_tokens}`); }"],
  ["a flag", `function f(hasPassword, isPasswordValid) { logger.info({ hasPassword, isPasswordValid }); }`],
  ["a length that is required", `function f(PASSWORD_MIN_LENGTH) { console.log(PASSWORD_MIN_LENGTH); }`],
  ["the id of a key", `function f(apiKeyId) { logger.info({ apiKeyId }); }`],
  ["the id of a key's record", `function f(apiKey) { logger.info({ id: apiKey.id, name: apiKey.name }); }`],
  ["a public key", `function f(publicKey) { console.log(publicKey); }`],
  ["a cache key", `function f(cacheKey, key) { logger.debug({ cacheKey, key }); }`],
  ["a public environment variable", `console.log(process.env.NEXT_PUBLIC_SUPABASE_ANON_KEY);`],
  ["an ordinary environment variable", "console.log(`port ${process.env.PORT} in ${process.env.NODE_ENV}`);"],
  ["a microphone", `function f(microphone) { console.log(microphone); }`],
  ["a passport strategy", `function f(passport) { console.log(passport); }`],
  ["an attribute of an element of a page", `export function f(token) { const span = document.createElement("span"); span.setAttribute("data-x", token); }`],
  ["a setting that is added to a file", `import { appendFileSync } from "node:fs"; export function f(token) { appendFileSync(".env", token); appendFileSync("blog/login.txt", token); }`],
  ["a stream into another file", `import { createWriteStream } from "node:fs"; const out = createWriteStream("dump.sql"); export function f(token) { out.write(token); }`],
  ["what the cookies that came are called", `export function proxy(request) { const cookies = request.cookies.getAll().map((one) => one.name).join(", "); console.log("present: " + cookies); }`],
  ["the id of a session by which a cookie is called", `export async function f(res) { const session = await open(); res.cookie(\`oauth-\${session.id}\`, "1"); logger.info({ at: "https://a.example/?state=" + session.id }); }`],
  ["the id of a row beside a cookie", `export async function f(user, res, token) { const session = await open(user); res.cookie("s", token); console.log("opened", session.id); }`],
  ["cookies of preferences by their names", `export function f(c) { console.log(getCookie(c, "theme"), getCookie(c, "cookie_consent")); }`],
  ["the name of the database that a connection string ends in", `function parse(url) { const [, user, password, host, database] = /(.*):(.*)@(.*)\\/(.*)/.exec(url); return { user, password, host, database }; } const { database } = parse(process.env.DATABASE_URL); console.log("restoring", database);`],
  ["a user who is handed to a method that writes it down by its id", `class Auth { async login(email, password) { const user = await find(email); if (!(await bcrypt.compare(password, user.password))) return; await this.recordLoginActivity(user); } async recordLoginActivity(user) { await prisma.loginActivity.create({ data: { userId: user.id } }); } }`],
  ["a chat's session", "function f(sessionId) { logger.info(`chat ${sessionId} opened`); }"],
  ["a checkout's session", `async function f(stripe) { const session = await stripe.checkout.sessions.create({}); logger.info({ sessionId: session.id }); }`],
  ["a cursor of a page", `function f(nextPageToken) { console.log(nextPageToken); }`],
  ["a word of a text", `function f(text) { for (const token of text.split(" ")) console.log(token); }`],
  ["a word that is compared with words", `function f(parts) { const token = parts[1]; if (token === "red" || token === "blue") console.log(token); }`],
  ["a parsed token's type", `function f(token) { console.log(token.type, token.line); }`],
  ["a token that is a record", `function f(token) { if (token.type === "comma") console.log(token); }`],
  // Field by field
  ["the id of a user with a password", `function f(user, given) { if (user.password !== given) logger.warn({ userId: user.id }); }`],
  ["a user of unknown fields", `async function f(id) { const user = await load(id); logger.info({ user }); }`],
  ["another field of an object that was built", `function f(email, password) { const login = { email, password }; logger.info(login.email); }`],
  ["a field of a body", `app.post("/", (req, res) => { logger.info({ email: req.body.email }); });`],
  ["fields taken out of a body", `export async function POST(request) { const { email, password } = await request.json(); await check(email, password); logger.info({ email }); }`],
  ["a body that is only used", `export async function POST(request) { const body = await request.json(); logger.info({ plan: body.plan }); }`],
  ["the rest of a pattern without the secret", `app.post("/", (req, res) => { const { password, ...safe } = req.body; logger.info(safe); });`],
  ["the body of what is no request, taken apart in the parameter list", `export const shape = ({ body }, mail) => { logger.info({ body }, "x"); mail.send(); };`],
  ["the body of a type of its own beside something that is called an answer", `interface Shape { body: { kind: string } } export const shape = ({ body }: Shape, res) => { logger.info({ body }, "x"); };`],
  ["fields of a request that is taken apart in the parameter list", `router.get("/x", ({ params, query }, res) => { logger.info({ id: params.id, page: query.page }, "x"); });`],
  ["how many texts a list of keys has", `export function f(apiKeys: string[]) { logger.info({ count: apiKeys.length, any: apiKeys.some(Boolean) }); }`],
  ["a list of names of secrets", `export function f(requiredSecrets: string[]) { logger.info("missing: " + requiredSecrets.join(", ")); }`],
  ["a list of what is named for keys, of which the file does not show that they are texts", `export function f(apiKeys: ApiKey[]) { logger.info(apiKeys.map((key) => key.id).join(", ")); }`],
  ["the rest of an object without the secret", `function f(email, password) { const all = { email, password }; const { password: gone, ...rest } = all; logger.info(rest); }`],
  ["a harmless header", `app.get("/", (req, res) => { logger.info({ agent: req.headers["user-agent"], id: req.get("x-request-id") }); });`],
  ["a theme cookie", `app.get("/", (req, res) => { logger.info({ theme: req.cookies.theme }); });`],
  ["the names of headers", `app.get("/", (req, res) => { console.log(Object.keys(req.headers)); });`],
  ["the method and path of a request", "app.get(\"/\", (req, res) => { logger.info(`${req.method} ${req.path}`); });"],
  ["the stream that a Fetch request's body is", `export async function POST(request) { const data = await request.json(); console.log(request.body, data.id); }`],
  ["a response's body", `async function f() { const response = await fetch("/x"); const body = await response.json(); console.log(body); }`],
  ["a DTO called request", `function f(request: CreateOrder) { logger.info({ request }); }`],
  ["a context of one's own", `function f(context) { logger.info("x", { context }); }`],
  ["an event of one's own", `emitter.on("x", (event) => { console.log(event, event.body); });`],
  ["an audit function that is given the request", `import { logAudit } from "./audit"; app.post("/", (req, res) => { logAudit(req, "login"); });`],
  ["a log function that is given the request among others", `import { logMissingIntent } from "./log"; export async function action({ request }) { const formData = await request.formData(); logMissingIntent({ formData, request }); }`],
  ["the request that one of a helper's callers gives it for an audit function", `import { recordAudit } from "./audit"; function keep(entry: { request?: Request }) { recordAudit({ actor: "a", request: entry.request }); } export async function POST(request: Request) { keep({ request }); return new Response(); } export async function GET(request: Request) { keep({ request: earlier }); return new Response(); }`],
  ["the id of a stored credential under the credential's name", `const { credential } = await read(); logger.error("no access token", { credentialId: credential });`],
  ["a field of the request that a log function is not given", `import { logMissingIntent } from "./log"; export async function action({ request }) { logMissingIntent({ url: request.url }); }`],
  ["a URL whose password a function of the file shortens", "const shown = (url) => { const u = new URL(url); return u.password ? `${u.protocol}//${u.password.slice(0, 1)}…@${u.host}` : url; }; console.log(shown(process.env.DATABASE_URL));"],
  ["what an overloaded function returns", `function read(id: string): string; function read(id: string) { return id; } console.log(read("x"));`],
  ["the user of a Basic header", `app.get("/", (req, res) => { const raw = atob(req.headers.authorization.slice(6)); const clientId = raw.slice(0, raw.indexOf(":")); logger.info({ clientId }); });`],
  ["a public key that stands for a token", `class A { run(authHeader) { const accessToken = authHeader.replace("Bearer ", ""); const publicKey = accessToken; console.log(publicKey); } }`],
  ["the claims of a token", `const safeDecodeJwt = (token) => { try { return decodeJwt(token); } catch { return token; } }; function f(token) { console.log(safeDecodeJwt(token)); }`],
  ["a logging context of one's own with an environment", `class Reporter { report(error, context) { this.sentry.captureException(error, { extra: context }); console.error(context); } }`],
  ["a worker's environment that a reporting function reaches its bindings through", `import { reportError } from "./report"; export default { async fetch(request, env, ctx) { try { return await route(request, env); } catch (err) { ctx.waitUntil(reportError(env, err)); throw err; } } };`],
  ["the e-mail address cut out of a Basic header", `app.get("/", (req, res) => { const raw = atob(req.headers.authorization.slice(6)); const userEmail = raw.slice(0, raw.indexOf(":")); logger.info({ userEmail }); });`],
  ["a printed table of records with its columns", `function show(rows, columns) { const out = {}; rows.forEach((row, i) => { out[i] = row; }); console.table(out, columns); } async function f(prisma) { const apiKeys = await prisma.apiKey.findMany(); show(apiKeys, ["id"]); }`],
  ["a session of a sandbox", `function f(request) { logger.debug({ sessionId: request.sessionId }); }`],
  ["a display form of a key", `function f(config) { logger.info({ displaySecretKey: config.displaySecretKey }); }`],
  ["the result of a sign-in call with credentials in its name", `async function f(values) { const result = await signIn("credentials", { email: values.email }); console.log(result); }`],
  ["a database in a file", `function f(config) { const { url } = config.database; if (!url.startsWith("file:")) return; logger.info({ dbUrl: url }); }`],
  ["fields that a helper takes from the request", `import { securityLog, requestContext } from "./logging"; app.post("/", (req, res) => { securityLog.warn("x", { ...requestContext(req) }); });`],
  ["a code under a route about something else", `router.post("/otp", check); router.post("/coupons", async (req, res) => { const { code } = req.body; logger.info({ code }, "coupon"); });`],
  ["the code of an error in a function about one-time codes", `async function sendOtp(phone) { try { await sms(phone); } catch (error) { console.log(error.code); const { code } = error; console.log("failed", code); } }`],
  ["a code that an address brings to another page", `export async function applyCoupon(request) { const code = new URL(request.url).searchParams.get("code"); console.log("code", code); }`],
  ["another part of such an address", `export async function oauthCallback(request) { const code = new URL(request.url).searchParams.get("error"); console.log("code", code); }`],
  ["a code that is looked up there", `function verifyPhone(country) { const { code } = countries.find(country); console.log("otp for", code); }`],
  ["a code in a function about failures", `function onOtpError(code, message) { console.log(code, message); }`],
  ["a pin on a map", `function f(pin) { console.log(pin); }`],
  ["the options of an error that no HTTP client made", `async function f() { try { await run(); } catch (err) { console.error(err.config); } }`],
  // Cleared values
  ["a hash of a password", `async function f(password) { const stored = await hashPassword(password); logger.info({ stored }); }`],
  ["a digest", `import { createHash } from "node:crypto"; function f(token) { logger.info({ token: createHash("sha256").update(token).digest("hex") }); }`],
  ["a masked token", `function f(token) { logger.info({ token: maskToken(token) }); }`],
  ["a redacted body", `app.post("/", (req, res) => { logger.info(redact(req.body)); });`],
  ["an omitted field", `import omit from "lodash/omit"; function f(email, password) { const o = { email, password }; logger.info(omit(o, ["password"])); }`],
  ["picked fields", `import { pick } from "lodash"; app.post("/", (req, res) => { logger.info(pick(req.body, ["email", "plan"])); });`],
  ["an encrypted value", `function f(secret) { console.log(encrypt(secret)); }`],
  ["a length", `function f(password) { console.log(password.length); }`],
  ["a type", `function f(token) { console.log(typeof token); }`],
  ["a double negation", `function f(token) { console.log({ token: !!token }); }`],
  ["Boolean", `function f(apiKey) { logger.info({ apiKey: Boolean(apiKey) }); }`],
  ["a comparison", `function f(password, again) { console.log({ password: password === again }); }`],
  ["a ternary's test", `function f(apiKey) { logger.info({ apiKey: apiKey ? "set" : "missing" }); }`],
  ["the left side of a test", `function f(token) { console.log(token && "there"); }`],
  ["a prefix test", `app.get("/", (req, res) => { console.log(req.headers.authorization?.startsWith("Bearer ")); });`],
  ["the last four characters", "function f(cardNumber) { console.log(`card ending ${cardNumber.slice(-4)}`); }"],
  ["the first four characters", "function f(apiKey) { console.log(`${apiKey.substring(0, 4)}…`); }"],
  ["the scheme of an authorization header", `app.get("/", (req, res) => { const [scheme, value] = req.headers.authorization.split(" "); console.log(scheme); });`],
  ["characters replaced by stars", `function f(password) { console.log(password.replace(/./g, "*")); }`],
  ["a placeholder", `function f(user) { logger.info({ email: user.email, password: "[REDACTED]" }); }`],
  ["a literal flag under a secret's name", `logger.info({ password: true, token: null });`],
  ["a query that names fields", `prisma.auditLog.create({ data: { action: "x" }, select: { token: false } });`],
  ["a deleted field", `function f(email, password) { const entry = { email, password }; delete entry.password; logger.info(entry); }`],
  ["a deleted field of a body", `app.post("/", (req, res) => { const copy = { ...req.body }; delete copy.password; console.log(copy); });`],
  ["an overwritten field", `function f(email, password) { const entry = { email, password }; entry.password = "[REDACTED]"; logger.info(entry); }`],
  ["a field overwritten after a spread", `app.post("/", (req, res) => { logger.info({ ...req.body, password: undefined }); });`],
  ["a variable overwritten before the call", `function f(user) { let shown = user.password; shown = "***"; console.log(shown); }`],
  ["a secret that is assigned only after the call", `function f(user) { let shown = "none"; console.log(shown); shown = user.password; }`],
  ["a branch on which it is empty", `function f(token) { if (!token) { console.log("no token", token); } }`],
  ["a branch on which it is undefined", `const key = process.env.API_KEY; if (key === undefined) console.log("missing", key);`],
  ["a local redactor", `function tidy(value) { const copy = { ...value }; copy.password = "***"; return copy; } app.post("/", (req, res) => { console.log(tidy(req.body)); });`],
  ["a local function that keeps little", "const brief = (value) => `${value.slice(0, 2)}…`; function f(token) { console.log(brief(token)); }"],
  ["a replacer that drops the field", `app.post("/", (req, res) => { console.log(JSON.stringify(req.body, (key, value) => (key === "password" ? undefined : value))); });`],
  ["a list of keys for JSON", `function f(email, password) { const o = { email, password }; console.log(JSON.stringify(o, ["email"])); }`],
  ["a pino that redacts the path", `import pino from "pino"; const logger = pino({ redact: ["password", "*.token"] }); function f(password, token) { logger.info({ password, auth: { token } }, "x"); }`],
  ["a child of a logger that redacts", `import pino from "pino"; const base = pino({ redact: { paths: ["password"], censor: "x" } }); const logger = base.child({ module: "a" }); function f(password) { logger.info({ password }); }`],
  ["a winston with a redacting format", `import winston from "winston"; const clean = winston.format((info) => { delete info.password; return info; }); const logger = winston.createLogger({ format: winston.format.combine(clean(), winston.format.json()) }); function f(password) { logger.info("x", { password }); }`],
  ["a tslog that masks keys", `import { Logger } from "tslog"; const logger = new Logger({ maskValuesOfKeys: ["password"] }); function f(password) { logger.info({ deep: { password } }); }`],
  ["a flag by its type", `function f(password: boolean, token: number) { logger.info({ password, token }); }`],
  ["a schema", `import { z } from "zod"; const password = z.string().min(8); console.log(password);`],
  ["a test's result", `function f(input) { const password = /[A-Z]/.test(input); console.log({ password }); }`],
  ["an error", `async function f(token) { try { await use(token); } catch (error) { logger.error("token refused", error); } }`],
  ["an error's message", `async function f(token) { try { await use(token); } catch (error) { logger.error({ reason: error.message }); } }`],
  ["a thrown error that nobody logs", "function f(token) { throw new Error(`bad ${token}`); }"],
  ["the condition of an assertion", `function f(token) { console.assert(token, "token missing"); }`],
  ["a secret next to the call", `async function f(email, password) { await login(email, password); logger.info("login", { email }); }`],
  ["a console of one's own", `function f(console, password) { console.log(password); }`],
  ["analytics", `function f(posthog, token) { posthog.capture("x", { token }); }`],
  ["a found record's id", `async function f(prisma, id) { const token = await prisma.token.findUnique({ where: { id } }); logger.info({ token: token.id }); }`],
  ["a name that says it was masked", `function f(maskedToken, hashedPassword) { console.log(maskedToken, hashedPassword); }`],
  ["columns of a table", `function f(rows) { console.table(rows, ["id", "password"]); }`],
  ["a copy of a body in which a list of fields is blanked", `const HIDDEN = ["password", "token"]; app.post("/", (req, res) => { const copy = { ...req.body }; HIDDEN.forEach((field) => { if (copy[field]) copy[field] = "[REDACTED]"; }); const entry = { body: copy }; console.log(entry); });`],
  ["a copy of a body that loses a list of fields", `app.post("/", (req, res) => { const copy = { ...req.body }; for (const key of ["password", "pin"]) delete copy[key]; console.log(copy); });`],
  ["a copy of headers whose keys are tested one by one", `app.use((req, res, next) => { const shown = { ...req.headers }; for (const key of Object.keys(shown)) if (/auth|cookie/i.test(key)) shown[key] = "***"; console.log(shown); next(); });`],
  ["headers of which a pino takes out the authorization", `import pino from "pino"; const logger = pino({ redact: ["headers.authorization", "headers.cookie"] }); app.use((req, res, next) => { logger.info({ headers: req.headers }); next(); });`],
  ["a body of which a pino takes out passwords", `import pino from "pino"; const logger = pino({ redact: { paths: ["*.password"] } }); app.post("/", (req, res) => { logger.info({ body: req.body }); });`],
  ["the key under which a browser keeps a flag", `import { signIn } from "./auth"; function f(user) { signIn(user); const sessionKey = keyOf(user); if (sessionStorage.getItem(sessionKey)) console.log("seen", sessionKey); }`],
  ["a session of which the path names the id", `export async function GET(request, { params }) { const user = await authenticate(request); const sessionId = params.id; console.log("call", sessionId, user.id); }`],
  ["sessions of which the path names the id by a pattern", `app.get("/calls/:sessionId", (req, res) => { const { sessionId } = req.params; res.cookie("seen", "1"); console.log("call", sessionId, req.params.sessionId); });`],
  ["a typed body of a Nest controller", `class Orders { @Post() async add(@Body() order: OrderInput) { console.log("adding", order); } }`],
  ["a field of a Nest controller's body", `class Orders { @Post() async add(@Body("sku") sku: any) { console.log("adding", sku); } }`],
  ["a body whose type a handler names", `import type { FieldUpdate } from "./types"; export const update: RequestHandler<{ id: string }, Answer, FieldUpdate> = (req, res) => { const field = req.body; logger.error({ message: "x", meta: { field } }); };`],
  ["a body whose type a request names", `import type { FieldUpdate } from "./types"; export function update(req: Request<{ id: string }, Answer, FieldUpdate>, res: Response) { const { body } = req; logger.error({ message: "x", meta: { body } }); }`],
  ["a body whose type is written there", `export const update: RequestHandler<{ id: string }, Answer, { name: string; size: number }> = (req, res) => { logger.error({ body: req.body }); };`],
  ["the token of a step in a dialogue", `function f(flowToken, flow_token) { console.log(flowToken, flow_token); }`],
  ["a key that an audit function of the file only hashes", `function logAudit(given) { const { apiKey, action } = given; const id = sha256(apiKey).slice(0, 16); db.auditLog.create({ data: { id, action } }); } function f(apiKey) { logAudit({ apiKey, action: "x" }); }`],
  ["a form of a type of the file's own", `type FormData = Infer<typeof schema>; export const onSubmit = async (data: FormData) => { console.log("saving", data); };`],
  ["a token printed where the build is one for development", `function f(token) { if (import.meta.env.DEV) { if (token) console.log(token); } }`],
  ["the headers of what was fetched", `export function f(headers: Headers) { logger.info({ all: Object.fromEntries(headers) }); } export async function g(url) { const response = await fetch(url); f(response.headers); }`],
  ["fields without a secret that a logger is made with", `import pino from "pino"; const token = read(); export const logger = pino({ base: { service: "api", env: process.env.NODE_ENV } });`],
  ["a palette's base", `import pino from "pino"; const apiKey = read(); export const palette = tint({ base: { apiKey } });`],
  ["a property that is defined and not listed", `function f(apiKey) { const seen = {}; Object.defineProperty(seen, "apiKey", { value: apiKey }); logger.info(seen); }`],
  ["a hash that a password is compared with", `async function f(plain, stored) { const ok = await bcrypt.compare(plain, stored); logger.info({ ok, stored: stored.length }); }`],
  ["a value that is then named a count of tokens", `function f(value) { const tokenCount = value; logger.info({ value }); return tokenCount; }`],
  ["a request of which only what is typed is there", `export function f(req: { body: { title: string } }) { logger.info(req.body); }`],
  ["a glimpse of a body that did not parse", `export async function POST(request) { const raw = await request.text(); console.error("no JSON", raw.slice(0, 60)); }`],
  ["the environment that an audit function of one's own reads its settings from", `import { writeAuditLog } from "./audit"; writeAuditLog(process.env, { event: "tool.denied" });`],
  ["a token of which a function shows a part", `function f(token) { logger.info({ token: token ? formatPartialKey(token) : null }); }`],
  ["a token printed in development alone", `function f(token) { if (process.env.NODE_ENV === "development") { console.log("link", token); } }`],
  ["a token printed where it is not production", `function f(token, mail) { if (mail && process.env.NODE_ENV !== "production") console.log("link", token); }`],
  ["a token printed in development by a short way", `function f(token) { process.env.NODE_ENV === "development" && console.log(token); }`],
  ["a token printed in development by a constant", `const isDev = process.env.NODE_ENV !== "production"; function f(token) { if (isDev) console.log(token); }`],
  ["a token printed by what is no production", `function f(token) { if (process.env.NODE_ENV === "production") { send(token); } else { console.log(token); } }`],
  ["a request for the serializer of a logger of another file", `import { logger } from "./logger"; app.use((err, req, res, next) => { logger.error({ err, req }, "failed"); req.log.warn({ req, res }, "x"); });`],
  ["what a function finds with a token", `async function f(auth) { const state = await getPullRequestStateWithToken({ token: auth }); console.log(state); const user = await loadUserByToken(auth); logger.info({ user }); }`],
  ["a cookie that keeps a preference", `import { cookies } from "next/headers"; export async function f() { const referralCookie = (await cookies()).get("referral_code"); console.log(referralCookie.value); }`],
  ["a number to find the lines of one login by", `function f(user) { signIn(user); const sessionId = Math.random().toString(36).slice(2); logger.info({ sessionId }); }`],
  ["a checkout's session", `export async function GET(req) { const session = await requireSession(); signIn(session); const sessionId = new URL(req.url).searchParams.get("session_id"); const checkout = await stripe.checkout.sessions.retrieve(sessionId); logger.info({ sessionId }); }`],
  ["an object of the application that is called request", `function compile(request, stats) { logger.error({ clsiRequest: request }, "failed"); }`],
  ["the host of a connection string", `const url = process.env.DATABASE_URL; console.log(url.split("@")[1]); console.log(url.split("@").at(-1)); console.log(url ? url.split("@")[1] || url : "none");`],
  ["the confirmation code of a booking", `async function f() { const reservation = await book(); console.log(reservation.confirmationCode, { confirmationCode: reservation.confirmationCode }); const order = await buy(); logger.info(order.confirmation_code); }`],
  ["tokens that are given away", `app.post("/bonus", (req, res) => { addBonus(req.body.user, req.body.tokens); logger.info({ tokens: req.body.tokens }); });`],
  ["an entry that was picked from a list", `function Form({ selectedToken, chosenToken }) { console.log(selectedToken, chosenToken); }`],
  ["the id of a token", `function f(sessionId) { signIn(sessionId); revoke(sessionId); } function revoke(jti) { logger.info("revoked", { jti }); }`],
  ["an object on the branch on which its secret field is empty", `async function f() { const response = await call(); if (response.access_token) { use(response.access_token); } else { console.error("refused", response); } }`],
  ["an e-mail address, which is asked for by option", `function f(user) { logger.info({ userId: user.id }); }`],
  ["a body of which the type shows each part", `interface Guest { adults: number; ages: number[] } type Search = { hotel_id: string; guests: Guest[]; rooms: Array<{ size: number }>; mode?: "a" | "b" }; Deno.serve(async (req) => { const search: Search = await req.json(); console.log("search", JSON.stringify(search)); });`],
  ["a body that is said to be of such a type", `type Vital = { name: string; value: number }; export const report = (req, res) => { const vital = req.body as Vital; logger.info("vital", { event: "x", ...vital }); };`],
  ["the settings of a session's cookie", `app.get("/", (req, res) => { const { cookie } = req.session; console.log(req.session?.cookie, cookie); });`],
  ["a device's address in a function about those", `import { jwtVerify } from "jose"; class Devices { async dropDeviceToken(token: string) { await this.rows.forEach(() => this.logger.log(\`dropped \${token}\`)); } }`],
  ["a name that a switch looks up", `function read(param, env) { switch (param) { case "key": return env.API_KEY; default: console.warn("unknown", param); return ""; } } function all(names, env) { let found = read(process.env.API_KEY, env); for (const name of names) found = read(found, env); }`],
  ["a URL in which the key is replaced", "const url = `https://maps.test/?key=${process.env.MAPS_API_KEY}`; const KEY = process.env.MAPS_API_KEY; console.log(url.replace(KEY, \"HERE_THE_KEY\"));"],
  ["a copy of a body that loses fields by their names", `app.post("/", (req, res) => { const copy = { ...req.body }; for (const key of Object.keys(copy)) { if (key === "password" || key === "token") delete copy[key]; } console.log(copy); });`],
  ["a payment that loses its code where there is one", `function pay({ cvv, offers }) { const sent = { cvv, offers }; for (const key of Object.keys(sent)) { if (sent[key] && key === "cvv") delete sent[key]; } console.log(sent); }`],
  ["a password on a branch where it is null or not there", `function f(password) { if (password === null || password === undefined) console.log("none", password); }`],
  ["the sid of a message that was sent", `app.post("/otp", async (req, res) => { const { sid } = req.session; const sent = await texts.send(req.body.to); await login(sent); logger.info("sent", { sid: sent.sid, status: sent.status }); logger.warn({ sid: sent?.sid }); });`],
  ["a session that an audit event is about", `import { logAudit } from "./audit"; export async function end(formData, user) { const sessionId = formData.get("sessionId"); await revokeSession(sessionId); await logAudit({ action: "session.end", actorId: user.id, entityId: sessionId }); }`],
  ["the address that a push service gives a browser", `import { getToken } from "firebase/messaging"; async function ask(messaging, jwt) { const fcmToken = await getToken(messaging, { vapidKey: KEY }); console.log("address", fcmToken); post(fcmToken, jwt); }`],
  ["the beginning of a token that is written out", `logger.info("calling", { headers: { "X-Server-Token": "e1d083a2..." } });`],
  ["a code printed where development's mode is on", `function f(otp) { if (process.env.MAIL_DEV_MODE === "true") console.log(otp); }`],
  ["a code printed where a function says that it is development", `import { isDevMailMode } from "./modes"; function f(otp) { if (isDevMailMode()) { console.log(otp); } }`],
  ["a device's address in a function about pushing", `const auth = { authorization: "Bearer x" }; function setUpPushListeners(push) { push.addListener("registration", (token) => { console.log("FCM token", token.value); saveFCMToken(token.value, auth); }); }`],
  ["a token of which four characters stay", "function f(token) { logger.info(`using ${token.slice(0, 4)}…`, { tokenPrefix: token.slice(0, 4) }); }"],
  ["the path of a file with credentials", `const CREDENTIALS = process.env.GOOGLE_APPLICATION_CREDENTIALS; console.error("no such file", CREDENTIALS);`],
  ["the address of a database without a password", `const localMongoUri = "mongodb://127.0.0.1:27017/app"; async function f() { console.log("connecting to", localMongoUri); }`],
  ["the id of a session's row, where a token opens it", `async function end(sessionId, user) { signIn(user); await db.from("user_sessions").update({ revoked: true }).eq("id", sessionId).neq("session_token", user.current); console.log("ended", sessionId); }`],
  ["the id of a session beside its refresh token", `async function open(user, refreshToken) { signIn(user); const sid = makeId(); await store.set(refreshToken, sid); console.log("session", sid, { sessionId: sid }); }`],
  ["what a token says", `app.get("/", (req, res) => { console.error("no tenant", { decodedToken: req.user }); });`],
  ["a message between the parts of a browser's extension", `chrome.runtime.onMessage.addListener((request, sender, reply) => { console.log("got", request, request.headers); }); browser.runtime.onMessage.addListener((request) => console.log(request));`],
  ["the key under which a tax office knows an invoice", "async function f(doc) { await send(doc.nfce); console.log(`sent ${doc.access_key}`); const accessKey = doc.access_key; console.log({ accessKey }); }"],
  ["a session of a messenger's keys", `async function rekey(sessionId, user) { signIn(user); console.log("rekeyed", sessionId); }`],
  ["what a function makes of a flag", `import { logAudit } from "./audit"; function f(user) { const changes = {}; changes.sipPassword = secretChange(Boolean(user.sip)); changes.password = secretChange(!!user.hash, "set"); logAudit({ action: "user.update", changes }); }`],
  ["how many codes are left", "function f(result) { console.log(`${result.remainingBackupCodes} codes remaining`, result); }"],
  ["a password that a function of another file has made secure", `import { securePassword } from "./hash"; async function f(given) { const securedPassword = await securePassword(given); console.log("secured", securedPassword); }`],
  ["a part of a device's address in a service that pushes", "class Channels { async sendPush(params) { const token = this.ensure(params.token); this.logger.log(`queued for ${token.slice(0, 8)}...`); } }"],
  ["coins that are swapped", "function swap(amount, fromToken, toToken) { console.log(`swapping ${amount} ${fromToken} for ${toToken}`); }"],
  ["a part of an article's number", "function f(sku_token, skuToken) { console.log(sku_token, { skuToken }); }"],
  ["an address that a cookie keeps", `export async function POST(request) { const all = request.cookies; const walletCookie = all.find((cookie) => cookie.name.includes("wallet")); const walletAddress = walletCookie.value; console.log("wallet", walletAddress); }`],
  ["the sort code of a parcel", `async function f() { const answer = await ship(); const parcel = answer.packages[0]; console.log(parcel); return parcel.sort_code; }`],
  ["an object in a text, which prints as none of its fields", "function f(token) { const sent = { method: \"post\", headers: { authorization: token } }; logger.info(`sending ${sent.toString()}`); logger.info(`sending ${sent}`); logger.info(\"sending \" + sent); }"],
  ["the answer of a token's endpoint that has no token", `async function f() { const answer = await ask(); const data = await answer.json(); if (!answer.ok || !data.access_token) { logger.error({ data }, "refused"); return; } keep(data.refresh_token, data.access_token); }`],
  ["the answer of a token's endpoint of which the token was taken", `async function f() { const data = await ask(); const accessToken = data.access_token; if (!accessToken) { logger.error("no token", data); return; } use(accessToken); }`],
  ["a token shown in development alone, chosen inside the line", "function f(token) { const isDev = process.env.NODE_ENV === \"development\"; console.log(`link ${isDev ? token : \"-\"}`); const shown = isDev ? token : \"-\"; console.log({ shown }); }"],
  ["a user that an audit function of another file is handed", `import { logLogin } from "./audit"; class Login { async run(user, given, req) { await compare(given, user.password); await this.securityAuditService.logLoginSuccess(user, req); } }`],
  ["what a getter of an object tells of a secret", `function f(password) { const box = { id: 1, get size() { return password.length; } }; console.log(box.size, box.id, box); }`],
  ["what another method of an object of the file returns", `const keys = { current() { return process.env.API_KEY; }, label() { return "main"; } }; console.log(keys.label());`],
  ["what a method of an object of the file masks", `const tools = { short(value) { return value.slice(0, 2) + "***"; } }; function f(token) { console.log(tools.short(token)); }`],
  ["another parameter of a function that is called where it stands", `function f(user, password) { (function (id, given) { check(given); console.log(id); })(user.id, password); }`],
  ["the first part of a token that was cut at its dots", `function f(token) { const [head, claims] = token.split("."); console.log(head); }`],
  ["the first part of a header's token that was handed over", `export function check(token) { const [head, claims] = token.split("."); console.log(head); return claims; } app.use((req, res, next) => { check(req.headers.authorization.slice(7)); next(); });`],
  ["who is known by the session that Supabase gives", `import { createClient } from "@/lib/supabase/server"; export async function GET(request) { const supabase = createClient(); const { data, error } = await supabase.auth.getSession(); console.log(data.session?.user, data.session?.expires_at, !!data.session, error); return new Response("ok"); }`],
  ["the data of a sign-in at Supabase that failed", `import { createClient } from "@/lib/supabase/server"; export async function GET(request) { const supabase = createClient(); const { data, error } = await supabase.auth.signInWithPassword(given); if (error || !data.session) { console.error("refused", { data, error }); } return new Response("ok"); }`],
  ["no session of Supabase", `import { createClient } from "@/lib/supabase/server"; export async function GET(request) { const supabase = createClient(); const { data: { session } } = await supabase.auth.getSession(); if (!session) console.log("nobody", session); return new Response("ok"); }`],
  ["the session that Supabase gives in a browser", `"use client"; import { supabase } from "./client"; export async function f() { const { data: { session } } = await supabase.auth.getSession(); console.log(session); }`],
  ["the coin of a contract", `import { ethers } from "ethers"; export function f(token) { const contract = new ethers.Contract(token, abi); console.log("token", token); return contract; }`],
  ["a link for whoever answers the questions of a prompt", `import * as p from "@clack/prompts"; export function f() { const token = generateToken(); p.log.warn("open " + token); }`],
  ["a field of a typed object that has a secret besides", `interface Session { id: string; accessToken: string | null } export function f(open: Session[]) { logger.info({ ids: open.map((one) => one.id), first: open[0]?.id }); }`],
  ["a typed object without its secret", `interface Session { id: string; accessToken?: string } export async function f() { const session: Session = await ask(); delete session.accessToken; logger.info({ session }); }`],
  ["what is left of a type", `interface Session { id: string; accessToken: string } export function f(session: Omit<Session, "accessToken">) { logger.info({ session }); }`],
  ["a type that holds itself", `interface Leaf { id: string; token: number; above: Leaf | null; below: Leaf[] } export function f(leaf: Leaf) { logger.info({ leaf }); }`],
  ["a harmless one of the arguments, and how many they are", `exports.create = function (name, password) { logger.debug(arguments[0], arguments.length); };`],
  ["four characters from the end of a secret", `function f(clientSecret) { logger.info({ end: clientSecret.slice(-6, -2) }); }`],
];

describe.each(PARSERS)("leaks under $parser", ({ facts }) => {
  test.each(LEAKS)("finds %s", (_sentence, what, code) => {
    const found = facts(code).leaks.filter(({ personal }) => !personal);
    expect(found.map((leak) => leak.what)).toHaveLength(1);
    expect(found[0]!.what).toContain(what);
  });

  test.each(CLEAN)("leaves %s alone", (_sentence, code) => {
    expect(facts(code).leaks.filter(({ personal }) => !personal).map(({ what }) => what)).toEqual([]);
  });
});

describe.each(PARSERS)("what a leak says under $parser", ({ facts }) => {
  test("each secret of a call once, with the places where it stands again", () => {
    const { leaks } = facts(`function f(token, password) { console.log(token, { token, password }); }`);
    expect(leaks.map(({ what, again }) => [what, again.length])).toEqual([["token", 1], ["password", 0]]);
  });

  test("the variable that brought it", () => {
    const [leak] = facts(`function f(password) { const entry = { password }; console.log("x", entry); }`).leaks;
    expect(leak).toMatchObject({ what: "password", through: "entry", classes: ["password"], whole: false, personal: false });
  });

  test("a whole body as such", () => {
    const [leak] = facts(`app.post("/", (req, res) => { console.log("x", req.body); });`).leaks;
    expect(leak).toMatchObject({ what: "req.body", through: undefined, classes: ["body"], whole: true });
  });

  test("personal data apart from secrets", () => {
    const leaks = facts(`function f(user) { console.log(user.email, user.phoneNumber, user.dateOfBirth); }`).leaks;
    expect(leaks.map(({ what, personal }) => [what, personal])).toEqual([["user.email", true], ["user.phoneNumber", true], ["user.dateOfBirth", true]]);
  });

  test("the card of tests that a script types in, where it has one of its own", () => {
    const says = (name: string, rest: string): number => facts(`const code = process.env.${name}${rest}; console.log("cvc", code, { cvc: code });`, "scripts/pay.mjs").leaks.length;
    expect([says("TEST_CVC", ` ?? "123"`), says("TEST_CVC", ""), says("SHOP_CVC", ` ?? "123"`)]).toEqual([0, 1, 1]);
  });

  test("a token that a script asks for by a server of its own, which it then closes", () => {
    const says = (end: string): number =>
      facts(
        `import http from "node:http"; const server = http.createServer(async (req, res) => { const data = await ask(req.url); res.end("ok"); console.log("TOKEN=" + data.refresh_token); ${end} }); server.listen(3000);`,
        "scripts/get-token.mjs",
      ).leaks.length;
    expect([says("server.close();"), says("process.exit(0);"), says("")]).toEqual([0, 0, 1]);
  });

  test("what a script prints for whoever runs it, but not what the environment gave it", () => {
    const made = `import { hash } from "./hash.js"; const password = make(); await save(hash(password)); console.log("password", password);`;
    const given = `console.log("using", process.env.DATABASE_URL); console.log(process.env);`;
    const count = (code: string, path: string): number => facts(code, path).leaks.length;
    expect(["scripts/create-admin.js", "packages/cli/src/keys.ts", "backend/reset_password.js", "backend/db_seed.js", "generateKeys.js", "gen-token.js", "src/data/seeders/37-keys.js"].map((path) => count(made, path))).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(["scripts/create-admin.js", "generateKeys.js"].map((path) => count(given, path))).toEqual([2, 2]);
    expect(count(made, "src/accounts.js")).toBe(1);
    const asked = `const token = readToken(); https.get(url).on("error", (error) => console.error(error)); console.log(token);`;
    expect([count(asked, "test-booking.js"), count(asked.replace("error", "message"), "test-booking.js")]).toEqual([0, 1]);
    expect(count(`${made} export { password };`, "src/create-admin.js")).toBe(1);
    const loaded = `const main = async () => { const password = make(); console.log(password); }; module.exports = { main };`;
    expect([`${loaded} if (require.main === module) main();`, loaded].map((code) => count(code, "ensure-admin.js"))).toEqual([0, 1]);
    expect(count(`const app = express(); app.listen(3000); ${made}`, "src/create-server.js")).toBe(1);
    expect(count(`import { logger } from "./log.js"; const password = make(); logger.info({ password });`, "scripts/create-admin.js")).toBe(1);
    const shown = "const value = config.apiKey; process.stdout.write(`${value}\\n`);";
    expect([`#!/usr/bin/env node\n${shown}`, shown].map((code) => count(code, "src/main.ts"))).toEqual([0, 1]);
    expect(count(`#!/usr/bin/env node\nconst password = make(); console.log(password); app.listen(80);`, "src/server.js")).toBe(1);
    const handler = `import express from "express"; const app = express(); app.post("/login", (req, res) => { console.log(req.body); res.sendStatus(204); });`;
    expect(count(`#!/usr/bin/env node\n${handler}`, "src/main.js")).toBe(1);
  });

  test("what is printed by helpers of tests, and by a command's own console", () => {
    const count = (code: string, path: string): number => facts(code, path).leaks.length;
    const started = `const password = box.getPassword(); console.log("started", { password });`;
    expect(count(`import { GenericContainer } from "testcontainers"; ${started}`, "packages/boxes/src/index.ts")).toBe(0);
    expect(count(`import { GenericContainer } from "containers"; ${started}`, "packages/boxes/src/index.ts")).toBe(1);
    const made = `import { consoleLog } from "./utils.js"; consoleLog.info("password", made.password);`;
    expect([count(made, "packages/cli/src/seed.ts"), count(made, "src/accounts.ts")]).toEqual([0, 1]);
  });

  test("what a program prints that is told by its arguments what to do", () => {
    const code = `const invoice = await find(process.argv[2]); console.log("pay at", invoice.access_token);`;
    const count = (text: string): number => facts(text, "tools/send-invoice.js").leaks.length;
    expect([count(code), count(code.replace("process.argv[2]", "1")), count(`${code} app.listen(80);`), count(`${code} export { invoice };`)]).toEqual([0, 1, 1, 1]);
  });

  test("passwords of the accounts that a script makes, where it has one of its own for them", () => {
    const says = (value: string): number =>
      facts(`const adminPassword = ${value}; await createUser("admin", adminPassword); console.log("admin:", adminPassword);`, "prisma/seed.ts").leaks.length;
    expect(says(`process.env.ADMIN_PASSWORD ?? "Admin-1234"`)).toBe(0);
    expect(says(`(process.env.ADMIN_PASSWORD || "Admin-1234").trim()`)).toBe(0);
    expect(says("process.env.ADMIN_PASSWORD")).toBe(1);
    const mail = `const url = process.env.DATABASE_URL ?? "postgres://localhost/app"; console.log("connected to", url);`;
    expect(facts(mail, "prisma/seed.ts").leaks).toHaveLength(1);
    const served = `const password = process.env.ADMIN_PASSWORD ?? "Admin-1234"; console.log("admin:", password);`;
    expect(facts(served, "src/server.ts").leaks).toHaveLength(1);
  });

  test("names that the settings add or take away", () => {
    const code = `function f(voucher, deviceToken, sharedToken) { console.log(voucher, deviceToken, sharedToken); }`;
    const { leaks } = facts(code, "src/a.ts", { secretWords: ["voucher"], safeWords: ["shared token"] });
    expect(leaks.map(({ what }) => what)).toEqual(["voucher"]);
  });

  test("the project's own redactors and loggers", () => {
    const code = `function f(password) { journal.info(veil(password)); journal.info(password); }`;
    const { leaks } = facts(code, "src/a.ts", { redactors: ["veil"], loggers: ["journal"] });
    expect(leaks).toHaveLength(1);
  });

  test("the call that passes it to the function that logs", () => {
    const code = `function show(value) { console.log(value); } function f(apiKey) { show(apiKey); }`;
    const [leak] = facts(code).leaks;
    expect(leak!.given.map((node) => code.slice(...node.range))).toEqual(["apiKey"]);
  });

  test("no call where the function also stores what it is given", () => {
    const [leak] = facts(`function show(value) { save(value); console.log(value); } function f(apiKey) { show(apiKey); }`).leaks;
    expect(leak!.given).toEqual([]);
  });
});

test.each(LEAKS)("the text alone lets through %s", (_sentence, _what, code) => {
  const { mayReport, defaults } = rule.definition;
  const pii = PARSERS[0]!.facts(code).leaks.every(({ personal }) => personal);
  expect(mayReport(code, "src/a.ts", readSettings(undefined), { ...defaults, pii })).toBe(true);
});

test("a chain of a thousand variables that double at each step ends", () => {
  const lines = Array.from({ length: 1000 }, (_, index) => `const v${index + 1} = v${index} + v${index};`);
  const { leaks } = PARSERS[0]!.facts(`const v0 = read();\n${lines.join("\n")}\nconsole.log(v1000, v500);`);
  expect(leaks).toEqual([]);
});

describe("an object that is written to and logged in many places", () => {
  const many = (line: (index: number) => string): string => Array.from({ length: 600 }, (_, index) => line(index)).join("\n");
  const leaksOf = (code: string): readonly string[] => PARSERS[0]!.facts(code).leaks.map(({ what }) => what);

  test("carries a secret from the place where it is put in, and in this field alone", () => {
    const put = (index: number): string => (index === 300 ? "all.f300 = user.password;" : `all.f${index} = user.id;`);
    const code = `function f(user) { const all = {};\n${many((index) => `${put(index)} console.log(all.f${index}, all.f299);`)} console.log(all); }`;
    expect(leaksOf(code)).toEqual(["user.password", "user.password"]);
  });

  test("carries it no more once it is overwritten", () => {
    const code = `function f(user) { const all = { key: user.password };\n${many((index) => `all.f${index} = user.id; ${index === 3 ? "all.key = user.id;" : ""} console.log(all);`)} }`;
    expect(leaksOf(code)).toEqual(["user.password", "user.password", "user.password"]);
  });

  test("carries it on where it is overwritten in a branch alone", () => {
    const code = `function f(user) { const all = { key: user.password };\n${many((index) => `if (user.id === ${index}) all.key = user.id;`)} console.log(all.key); }`;
    expect(leaksOf(code)).toEqual(["user.password"]);
  });

  test("carries one of six hundred elements that are pushed", () => {
    const code = `function f(user) { const all = [];\n${many((index) => (index === 100 ? "all.push(user.password);" : "all.push(user.id);"))} console.log(all); }`;
    expect(leaksOf(code)).toEqual(["user.password"]);
  });

  test("holds what was assigned last", () => {
    const code = `function f(user) { let held = user.password;\n${many((index) => `console.log(held); held = user.${index % 2 ? "password" : "id"};`)} }`;
    expect(leaksOf(code)).toHaveLength(300);
  });

  test("is asked in a function before and behind the places where it is filled", () => {
    const code = `const all = {}; function early() { console.log(all.f9); }\n${many((index) => `all.f${index} = ${index === 9 ? "user.password" : "user.id"};`)} function late() { console.log(all.f9, all.f8); }`;
    expect(leaksOf(code)).toEqual(["user.password", "user.password"]);
  });
});
