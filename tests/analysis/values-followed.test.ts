import { describe, expect, test } from "vitest";
import { PARSERS } from "../support/parsers.js";

/** Ways of a secret through the code, each with a way beside it that the secret does not take. */
const WAYS: readonly (readonly [sentence: string, what: string, shows: string, hides: string])[] = [
  [
    "a method of an object of a class, kept in a constant",
    "password",
    `class Trail { put(line, more) { console.log(line, more); } } const trail = new Trail(); export function f(user, password) { trail.put(user.id, { password }); }`,
    `class Trail { put(line, more) { console.log(line, more); } } const trail = new Trail(); export function f(user, password) { trail.put(user.id, { given: password.length }); }`,
  ],
  [
    "the same, made on the spot and kept in a private field",
    "apiKey",
    `class Trail { put = (more) => { console.log(more); }; } new Trail().put("start"); class Shop { #trail = new Trail(); open(apiKey) { this.#trail.put(apiKey); } }`,
    `class Trail { put = (more) => { console.log(more); }; } class Other { put(more) { return more; } } class Shop { #trail = new Other(); open(apiKey) { this.#trail.put(apiKey); } } new Trail().put("start");`,
  ],
  [
    "into a method of an object that the constructor puts into a field",
    "apiKey",
    `class Trail { put = (more) => { console.log(more); }; } new Trail().put("start"); class Shop { constructor() { this.trail = new Trail(); } open(apiKey) { this.trail.put(apiKey); } }`,
    `class Trail { put = (more) => { console.log(more); }; } class Other { put(more) { return more; } } class Shop { constructor() { this.trail = new Other(); } open(apiKey) { this.trail.put(apiKey); } } new Trail().put("start");`,
  ],
  [
    "the same, handed to a constructor by its type",
    "token",
    `class Trail { put(more: unknown) { console.log(more); } } export class Shop { constructor(private trail: Trail) {} open(token: string) { this.trail.put({ token }); } }`,
    `class Trail { put(more: unknown) { console.log(more); } } export class Shop { constructor(private trail: Store) {} open(token: string) { this.trail.put({ token }); } }`,
  ],
  [
    "what a method of such an object gives",
    "process.env.STRIPE_SECRET_KEY",
    `class Keys { current() { return process.env.STRIPE_SECRET_KEY; } } const keys = new Keys(); console.log(keys.current());`,
    `class Keys { current() { return process.env.REGION; } } const keys = new Keys(); console.log(keys.current());`,
  ],
  [
    "what a getter of such an object gives",
    "process.env.API_KEY",
    `class Keys { get shown() { return process.env.API_KEY; } } const keys = new Keys(); console.log(keys.shown);`,
    `class Keys { get shown() { return process.env.REGION; } } const keys = new Keys(); console.log(keys.shown);`,
  ],
  [
    "what a method of such an object gives of what it was made with",
    "env.BILLING_API_KEY",
    `class Till { #opener; #shop; constructor(shop, opener) { this.#shop = shop; this.#opener = opener; } told() { return "till of " + this.#opener; } } export function f(env) { const till = new Till("north", env.BILLING_API_KEY); console.log(till.told()); }`,
    `class Till { #opener; #shop; constructor(shop, opener) { this.#shop = shop; this.#opener = opener; } told() { return "till of " + this.#shop; } } export function f(env) { const till = new Till("north", env.BILLING_API_KEY); console.log(till.told()); }`,
  ],
  [
    "a whole secret under a name that says nothing, and a part that was cut out of one",
    "req.cookies.session",
    `app.get("/", (req, res) => { let id = req.query.id; id ??= req.cookies.session; logger.info({ id }); res.end(); });`,
    `app.get("/", (req, res) => { const id = req.cookies.session.split(".")[0]; logger.info({ id }); res.end(); });`,
  ],
  [
    "out of a loop that is left with it, and in the round in which it is left",
    "row.password",
    `export function f(rows) { let seen = "none"; for (const row of rows) { if (row.last) { seen = row.password; break; } } logger.info({ seen }); }`,
    `export function f(rows) { let seen = "none"; for (const row of rows) { if (row.last) { seen = row.password; break; } logger.info({ seen }); } }`,
  ],
  [
    "into the next round of a loop, where the variable is not made anew in each",
    "row.password",
    `export function f(rows) { let seen = "none"; for (const row of rows) { if (row.last) { seen = row.password; continue; } logger.info({ seen }); } }`,
    `export function f(rows) { for (const row of rows) { let seen = "none"; if (row.last) { seen = row.password; continue; } logger.info({ seen }); seen = row.password; keep(seen); } }`,
  ],
  [
    "into a catch from the attempt, and past none of both where each gives another value",
    "user.password",
    `export function f(user) { let seen = user.password; try { seen = cut(seen); } catch { logger.info({ seen }); } }`,
    `export function f(user) { let seen = user.password; try { seen = cut(user.name); } catch { seen = "none"; } logger.info({ seen }); }`,
  ],
  [
    "past the cases of a switch without a default, and past none with one",
    "user.password",
    `export function f(user) { let seen = user.password; switch (user.kind) { case 1: case 2: seen = "a"; break; case 3: { seen = "b"; break; } } logger.info({ seen }); }`,
    `export function f(user) { let seen = user.password; switch (user.kind) { case 1: case 2: seen = "a"; break; case 3: { seen = "b"; break; } default: return; } logger.info({ seen }); }`,
  ],
  [
    "out of the first entry of an object, and not its name",
    "account.apiKey",
    `export function f(account) { const [[, first]] = Object.entries({ a: account.apiKey }); logger.info({ first }); }`,
    `export function f(account) { const [[name]] = Object.entries({ a: account.apiKey }); logger.info({ name }); }`,
  ],
  [
    "past a branch that does not give the variable another value, and into the other arm of the one that does",
    "user.password",
    `export function f(user) { let seen = user.password; if (user.a) seen = "a"; else if (user.b) seen = "b"; logger.info({ seen }); }`,
    `export function f(user) { let seen = "none"; if (user.a) { seen = user.password; } else { logger.info({ seen }); } }`,
  ],
  [
    "past an arm that keeps what was held, and past none where each gives another value or leaves",
    "user.password",
    `export function f(user) { let seen = user.password; if (user.a) { seen = seen.slice(0, 2); } else { count(user); } logger.info({ seen }); }`,
    `export function f(user) { let seen = user.password; if (user.a) seen = seen.slice(0, 2); else if (user.b) { seen = "b"; } else return; logger.info({ seen }); }`,
  ],
  [
    "the message of an error that is caught where it was thrown",
    "token",
    `export function f(token) { try { throw new Error("no " + token); } catch (err) { logger.error(err.message); } }`,
    `export function f(token) { try { open(token); throw new Error("no " + token.length); } catch (err) { logger.error(err.message); } }`,
  ],
  [
    "out of a Map that is written with it, by its key",
    "token",
    `export function f(user, token) { const kept = new Map([["who", user.id], ["how", token]]); logger.info({ how: kept.get("how") }); }`,
    `export function f(user, token) { const kept = new Map([["who", user.id], ["how", token]]); logger.info({ who: kept.get("who"), size: kept.size }); }`,
  ],
  [
    "out of such a Map as a whole, and nothing of its keys",
    "token",
    `export function f(user, token) { const kept = new Map([["who", user.id], ["how", token]]); logger.info({ all: [...kept.values()] }); }`,
    `export function f(user, token) { const kept = new Map([["who", user.id], ["how", token]]); logger.info({ all: [...kept.keys()] }); }`,
  ],
  [
    "fields that are bound to a method of a logger",
    "password",
    `export function f(user, password) { const warn = logger.warn.bind(logger, { password }); warn("refused"); }`,
    `export function f(user, password) { const check = bcrypt.compare.bind(bcrypt, password); const warn = logger.warn.bind(logger, { user: user.id }); warn(check(user.hash)); }`,
  ],
  [
    "what a call gives to a callback in Node's manner",
    "jwt.sign({ sub: user.id }, key, (err, made) => { logger.i…",
    `import jwt from "jsonwebtoken"; export function f(user, key) { jwt.sign({ sub: user.id }, key, (err, made) => { logger.info({ made }); }); }`,
    `import jwt from "jsonwebtoken"; export function f(given, key) { jwt.verify(given, key, (err, made) => { logger.info({ made }); }); }`,
  ],
  [
    "a function of the file that writes stars for it, and one that writes it in capitals",
    "apiKey",
    `const shown = (text) => (text ? text.toUpperCase() : ""); export function f(apiKey) { logger.info({ apiKey: shown(apiKey) }); }`,
    `const shown = (text) => (text ? "*".repeat(8) : ""); export function f(apiKey) { logger.info({ apiKey: shown(apiKey) }); }`,
  ],
  [
    "a method of an object that a function of the file makes",
    "password",
    `function trailOf(area) { return { put: (line) => console.log(area, line) }; } const trail = trailOf("auth"); export function f(password) { trail.put(password); }`,
    `function trailOf(area) { return { put: (line) => console.log(area, line), keep: (line) => line }; } const trail = trailOf("auth"); export function f(password) { trail.keep(password); trail.put("kept"); }`,
  ],
  [
    "a parameter of a URL, in the whole of it",
    "process.env.MAPS_API_KEY",
    `export function f(base) { const url = new URL(base); url.searchParams.set("key", process.env.MAPS_API_KEY); console.log(url.href); }`,
    `export function f(base) { const url = new URL(base); url.searchParams.set("key", process.env.MAPS_API_KEY); console.log(url.origin, url.pathname); }`,
  ],
  [
    "a parameter of a URL, in its text",
    "token",
    `export function f(base, token) { const url = new URL(base); url.searchParams.append("auth", token); console.log(url.toString()); }`,
    `export function f(base, token) { const url = new URL(base); url.searchParams.append("auth", token); url.searchParams.delete("auth"); console.log(url.toString()); }`,
  ],
  [
    "the password of a URL",
    "url.password",
    `export function f(url) { console.log(url.password); }`,
    `export function f(urls) { console.log(urls.password); }`,
  ],
  [
    "a text that is joined from parts, under a secret's name",
    "Password",
    `export function f(shop) { const day = [new Date().getFullYear(), "01"].join(""); const made = { Password: btoa(shop.code + shop.passkey + day) }; console.log(made); }`,
    `export function f(shop) { const day = [new Date().getFullYear(), "01"].join(""); const made = { Label: btoa(shop.code + shop.passkey + day) }; console.log(made); }`,
  ],
  [
    "a field that the constructor sets",
    "given.password",
    `class Visit { constructor(id, token) { this.id = id; this.token = token; } } export function f(id, given) { console.log(new Visit(id, given.password)); }`,
    `class Visit { constructor(id, token) { this.id = id; keep(token); } } export function f(id, given) { console.log(new Visit(id, given.password)); }`,
  ],
  [
    "a private field, which is not printed",
    "token",
    `class Visit { constructor(token) { this.held = token; } } export function f(token) { console.log(new Visit(token)); }`,
    `class Visit { #held; constructor(token) { this.#held = token; } } export function f(token) { console.log(new Visit(token)); }`,
  ],
  [
    "a parameter that is a field",
    "given.password",
    `class Visit { constructor(public id: string, readonly held: string) {} } export function f(id: string, given: Login) { console.log(new Visit(id, given.password)); }`,
    `class Visit { constructor(public id: string, held: string) { keep(held); } } export function f(id: string, given: Login) { console.log(new Visit(id, given.password)); }`,
  ],
  [
    "a field with a first value, of a class that does not say how it is written",
    "process.env.API_KEY",
    `class Client { key = process.env.API_KEY; } console.log(new Client());`,
    `class Client { key = process.env.API_KEY; toJSON() { return {}; } } console.log(new Client());`,
  ],
  [
    "a getter of the class",
    "process.env.API_KEY",
    `class Config { static get apiKey() { return process.env.API_KEY; } } console.log(Config.apiKey);`,
    `class Config { static get apiKey() { return "none"; } } console.log(Config.apiKey);`,
  ],
  [
    "a JSON text whose replacer looks at another key",
    "password",
    `export function f(user, password) { console.log(JSON.stringify({ user, password }, (key, value) => (key === "city" ? undefined : value))); }`,
    `export function f(user, password) { console.log(JSON.stringify({ user, password }, (key, value) => (key === "password" ? undefined : value))); }`,
  ],
  [
    "a JSON text of listed fields",
    "password",
    `export function f(user, password) { console.log(JSON.stringify({ user, password }, ["user", "password"])); }`,
    `export function f(user, password) { console.log(JSON.stringify({ user, password }, ["user"])); }`,
  ],
  [
    "a text in colours",
    "password",
    `import chalk from "chalk"; export function f(password) { console.log(chalk.red(password)); }`,
    `import chalk from "chalk"; export function f(password) { console.log(chalk.red("none")); }`,
  ],
  [
    "an object that is handed to a function before it is logged",
    "apiKey",
    `export function f(apiKey) { const seen = { apiKey }; remember(seen); console.log(seen); }`,
    `export function f(apiKey) { const seen = { apiKey }; redactSecrets(seen); console.log(seen); }`,
  ],
  [
    "a field of it that is handed on",
    "apiKey",
    `export function f(apiKey) { const seen = { apiKey, at: {} }; redactSecrets(seen.at); console.log(seen); }`,
    `export function f(apiKey) { const seen = { at: { apiKey } }; redactSecrets(seen.at); console.log(seen); }`,
  ],
  [
    "an entry of a Map",
    "password",
    `export function f(password) { const seen = new Map(); seen.set("password", password); seen.delete("id"); console.log(seen); }`,
    `export function f(password) { const seen = new Map(); seen.set("password", password); seen.delete("password"); console.log(seen); }`,
  ],
  [
    "what a promise gives, and not why it failed",
    "readToken()",
    `readToken().then((found) => { console.log(found); });`,
    `readToken().then(undefined, (found) => { console.log(found); });`,
  ],
  [
    "the name that a loop is given",
    "process.env.API_KEY",
    `export function f() { let held; for (held of [process.env.API_KEY]) console.log(held); }`,
    `export function f() { let held; for (held of ["a"]) console.log(held); }`,
  ],
  [
    "the values of an object's entries, and not their keys",
    "token",
    `export function f(token) { for (const [key, value] of Object.entries({ a: token })) console.log(value); }`,
    `export function f(token) { for (const [key, value] of Object.entries({ a: token })) console.log(key); }`,
  ],
  [
    "what a function that is named for redacting only copies",
    "user.password",
    `function redact(given) { return { ...given }; } export function f(user) { console.log(redact({ id: user.id, password: user.password })); }`,
    `function redact(given) { return { ...given, password: undefined }; } export function f(user) { console.log(redact({ id: user.id, password: user.password })); }`,
  ],
  [
    "what a function that picks by its name gives back as it is",
    "user.apiKey",
    `function pickValue(kind, user) { switch (kind) { case "key": return user.apiKey; default: return ""; } } export function f(kind, user) { console.log(pickValue(kind, user)); }`,
    `function pickValue(kind, user) { switch (kind) { case "key": return "***"; default: return user.id; } } export function f(kind, user) { console.log(pickValue(kind, user)); }`,
  ],
  [
    "a field that a method which redacts leaves in",
    "user.password",
    `class Users { scrub(user) { const copy = { ...user }; delete copy.token; return copy; } show(user) { console.log(this.scrub({ id: user.id, password: user.password })); } }`,
    `class Users { scrub(user) { const copy = { ...user }; delete copy.password; return copy; } show(user) { console.log(this.scrub({ id: user.id, password: user.password })); } }`,
  ],
  [
    "a body that a redactor hands on, and one without the field that makes it a leak",
    "req.body",
    `const redact = (body) => ({ ...body }); app.post("/login", (req, res) => { console.log(redact(req.body)); res.end(); });`,
    `const redact = (body) => { const { password, ...rest } = body; return rest; }; app.post("/login", (req, res) => { console.log(redact(req.body)); res.end(); });`,
  ],
  [
    "a field that is not on the list of what a redactor hides",
    "accessToken",
    `const HIDDEN = ["password"]; function redact(o) { const out = {}; for (const key of Object.keys(o)) out[key] = HIDDEN.includes(key) ? "***" : o[key]; return out; } export function f(id, accessToken) { console.log(redact({ id, accessToken })); }`,
    `const HIDDEN = ["password", "accessToken"]; function redact(o) { const out = {}; for (const key of Object.keys(o)) out[key] = HIDDEN.includes(key) ? "***" : o[key]; return out; } export function f(id, accessToken) { console.log(redact({ id, accessToken })); }`,
  ],
  [
    "what a list leaves in, and what is compared with it in another spelling",
    "accessToken",
    `const HIDDEN = ["password"]; const redact = (o) => Object.fromEntries(Object.entries(o).map(([key, value]) => (HIDDEN.includes(key) ? [key, "***"] : [key, value]))); export function f(id, accessToken) { console.log(redact({ id, accessToken })); }`,
    `const HIDDEN = ["token"]; const redact = (o) => Object.fromEntries(Object.entries(o).map(([key, value]) => (HIDDEN.some((part) => key.toLowerCase().includes(part)) ? [key, "***"] : [key, value]))); export function f(id, accessToken) { console.log(redact({ id, accessToken })); }`,
  ],
  [
    "what a redactor returns as it is, and what it cuts, hashes or overwrites on one way",
    "token",
    `function mask(text) { if (!text) return ""; return text.trim(); } export function f(token) { console.log(mask(token)); }`,
    `function mask(text) { return text[0] + "…"; } function hashed(text) { return digestOf(text); } function scrub(o) { if (o.token) { o.token = "[x]"; } return o; } export function f(token) { console.log(mask(token), hashed(token), scrub({ token })); }`,
  ],
  [
    "a hint that is most of the key",
    "apiKey",
    `export function f(apiKey) { console.log({ hint: apiKey.slice(0, 12) + "…" }); }`,
    `export function f(apiKey) { console.log({ hint: apiKey.slice(0, 4) + "…" }); }`,
  ],
  [
    "the pin of an account whose type says that it has one, and that of a map",
    "user.pin",
    `export function f(user: { id: string; pin: string }) { console.log({ seen: user.pin }); }`,
    `export function f(place: { id: string; pin: string }) { console.log({ seen: place.pin }); }`,
  ],
  [
    "a line of debug's that is required at once",
    "account.password",
    `const print = require("debug")("mail"); exports.f = (account) => print("sending %s", account.password);`,
    `const print = require("printer")("mail"); exports.f = (account) => print("sending %s", account.password);`,
  ],
  [
    "a line under a name of the project's own, and a setting",
    "code.otp",
    "import { authLogger } from \"./x\"; export function f(code) { authLogger.otp(`sent a code to ${code.to}`, { otp: code.otp }); }",
    "import { authLogger } from \"./x\"; export function f(code) { authLogger.keep(\"code\", { otp: code.otp }); authLogger.setUp(\"one more code\", { otp: code.otp }); box.keep(\"one more code\", { otp: code.otp }); }",
  ],
  ["more of a text than its first letters", "token", `export function f(token) { console.log(token.substr(0, 12)); }`, `export function f(token) { console.log(token.substr(0, 4)); }`],
  [
    "more of a text than its last letters",
    "token",
    `export function f(token) { console.log(token.slice(token.length - 12)); }`,
    `export function f(token) { console.log(token.slice(token.length - 4)); }`,
  ],
  [
    "a token that is signed, and not one that is taken apart",
    "sign({ id: user.id }, KEY)",
    `import { sign } from "jsonwebtoken"; export function f(user) { console.log(sign({ id: user.id }, KEY)); }`,
    `import { getToken } from "next-auth/jwt"; export async function f(req) { const found = await getToken({ req }); console.log(found); }`,
  ],
];

describe.each(PARSERS)("ways of a secret under $parser", ({ facts }) => {
  const logged = (code: string): string[] => facts(code, "src/a.ts").leaks.map(({ what }) => what);

  test.each(WAYS)("%s", (_sentence, what, shows, hides) => {
    expect([logged(shows), logged(hides)]).toEqual([[what], []]);
  });
});
