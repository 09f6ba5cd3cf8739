/** What a name, or a value's use, says of it, each beside a name that says something else. */
import { describe, expect, test } from "vitest";
import { PARSERS } from "../support/parsers.js";

type Way = readonly [sentence: string, what: string, shows: string, hides: string, path?: string];

const RESULTS: readonly Way[] = [
  ["the last of some keys that a test finds, and a key that is found", "process.env.API_KEY", `console.log([process.env.API_KEY].findLast(Boolean));`, `console.log(findApiKey(Boolean));`],
  ["what a function makes of a number, and of a flag", "password", `export const f = () => console.log({ a: 1, password: partOf(-1) });`, `export const f = (user) => console.log({ a: 1, password: changeOf(!user.hash) });`],
  ["what a function makes of a user with a flag, and of a flag alone", "password", `export const f = (user) => console.log({ a: 1, password: partOf(user, !user.hash) });`, `export const f = (user) => console.log({ a: 1, password: changeOf("x", !user.hash) });`],
  ["tokens that a function gives, and an address for mail", "oauth.getTokens()", `console.log(oauth.getTokens());`, `console.log(getEmail());`],
  ["a key that is read, and one that is new and comes as a record", "readApiKey()", `console.log(readApiKey());`, `console.log(newApiKey());`],
  ["a password that is loaded, and a pin", "loadPassword()", `console.log(loadPassword());`, `console.log(loadPin());`],
  ["a secret that is asked for by its name, and a region", 'app.secrets.get("jwtSecret")', `console.log(app.secrets.get("jwtSecret"));`, `console.log(app.secrets.get("region"));`],
];

const FIELDS: readonly Way[] = [
  ["tokens of a token, and of a key", "user.oauthToken", `export const f = (user) => console.log(user.oauthToken.tokens);`, `export const f = (user) => console.log(user.apiKey.tokens);`],
  ["an address into which a password was put, and one that is written beside it", "user.password", `export const f = (url, user) => { url.password = user.password; console.log(url.href); };`, `export const f = (page, user) => { page.title = user.password; console.log(page.href); };`],
  ["the same of an object that has an address", "user.password", `export const f = (url, user) => { url.search = user.password; console.log(url.href); };`, `export const f = (user) => { const page = { href: "/x", password: user.password }; console.log(page.href); };`],
  ["the id of a session that goes into a cookie, and of a row", "session.id", `export const f = (session, res) => { res.cookie("s", session.id); console.log(session.id); };`, `export const f = (session, res) => { res.cookie("s", session.name); console.log(session.id); };`],
  ["the same id, read from a state", "state.session.id", `export const f = (state, session, res) => { res.cookie("s", session.id); console.log(state.session.id); };`, `export const f = (state, session, res) => { res.cookie("s", session.id); console.log(state.chat.id); };`],
  ["a field that a schema names, and what a schema of no fields lets through", "password", `const Login = z.object({ password: z.string() }); export const f = (given) => console.log(Login.parse(given));`, `const Login = z.record(z.string()); export const f = (given) => console.log(Login.parse(given));`],
  ["a hint under a harmless name, and a fingerprint", "process.env.API_KEY", `console.log({ hint: process.env.API_KEY });`, `console.log({ fingerprint: process.env.API_KEY });`],
  ["the same by a getter", "process.env.API_KEY", `const box = { get hint() { return process.env.API_KEY; } }; console.log(box);`, `const box = { get fingerprint() { return process.env.API_KEY; } }; console.log(box);`],
  ["credentials as the id of something else, and as their own", "creds", `export const f = (creds) => console.log({ tokenId: creds });`, `export const f = (token) => console.log({ tokenId: token });`],
  ["a password by what a result holds, and by what it tells", "password", `export const f = (result) => console.log({ password: result.found });`, `export const f = (result) => console.log({ password: result.isSet });`],
  ["a variable that is declared elsewhere, and one that nobody sets", "API_TOKEN", `declare const API_TOKEN: string; console.log(API_TOKEN);`, `let apiToken; console.log(apiToken);`],
];

const USES: readonly Way[] = [
  ["a token that is compared with one word, and with two", "token", `export const f = (token) => { if (token == "a") return; console.log(token); };`, `export const f = (token) => { if (token == "red" || token == "blue") console.log("x", token); };`],
  ["the same the other way round", "token", `export const f = (token) => { if ("a" === token) return; console.log(token); };`, `export const f = (token) => { if ("red" === token || "blue" === token) console.log("x", token); };`],
  ["a token that is compared with nothing, twice", "token", `export const f = (token) => { if (token === "") return; if (token === "") fail(); console.log(token); };`, `export const f = (token) => { if (token === "a") return; if (token === "b") fail(); console.log(token); };`],
  ["what is compared with a hash, and the hash", "plain", `export const f = async (plain, stored) => { await bcrypt.compare(plain, stored); console.log(plain); };`, `export const f = async (plain, stored) => { await bcrypt.compare(plain, stored); console.log(stored); };`],
  ["what is hashed, and how often", "plain", `export const f = async (plain) => { await argon2.hash(plain); console.log(plain); };`, `export const f = async (rounds) => { await bcrypt.genSalt(rounds); console.log(rounds); };`],
  ["the address of a database, and of a file", "databaseUrl", `export const f = (databaseUrl) => { if (databaseUrl.startsWith("postgres:")) console.log(databaseUrl); };`, `export const f = (databaseUrl) => { if (databaseUrl.startsWith("./")) console.log(databaseUrl); };`],
  ["a token where it is a text, and where it is an object", "token", `export const f = (token) => { if (typeof token === "string") console.log(token); else use(token.kind); };`, `export const f = (token) => { if (typeof token === "object") console.log(token); else use(token.kind); };`],
  ["the same, where something else is a text", "token", `export const f = (token, kind) => { if (kind && typeof token === "string") console.log(token); else use(token.kind); };`, `export const f = (token, kind) => { if (typeof kind === "string") console.log(token); else use(token.kind); };`],
  ["a pin in a file that checks pins, and a mountain's pass", "pin", `export const f = (pin, pass) => { verifyPin(pin); console.log(pin); };`, `export const f = (pin, pass) => { verifyPin(pin); console.log(pass); };`],
  ["a value that is one of many, with a key among them", "process.env.API_KEY", `export const f = (a) => { let held; ${[..."abcdefghijklmn"].map((key) => `if (a.${key}) held = { at: a.${key} };`).join(" ")} if (a.z) held = process.env.API_KEY; console.log(held); };`, `export const f = (a) => { let held; ${[..."abcdefghijklmn"].map((key) => `if (a.${key}) held = { at: a.${key} };`).join(" ")} console.log(held); };`],
  ["a text to which a loop adds passwords, and one to which it adds names", "one.password", `export const f = (list) => { let line = ""; for (const one of list) { line = line + one.password; } console.log(line); };`, `export const f = (list) => { let line = ""; for (const one of list) { line = line + one.name; } console.log(line); };`],
  ["what a loop sets for its next turn, and for what comes behind it", "one.password", `export const f = (list) => { let held = "x"; for (const one of list) { console.log(held); held = one.password; } };`, `export const f = (list) => { let held = "x"; console.log(held); for (const one of list) held = one.password; };`],
  ["what another function holds for a while", "one.password", `let held; async function open(one) { held = one.password; await use(held); held = "none"; } export const show = () => console.log(held);`, `let held; async function open(one) { held = one.name; await use(held); held = "none"; } export const show = () => console.log(held);`],
  ["a logger's method under another name, of a logger that redacts", "apiKey", `import pino from "pino"; const logger = pino({ redact: ["password"] }); const say = logger.info.bind(logger); export const f = (apiKey) => say({ apiKey });`, `import pino from "pino"; const logger = pino({ redact: ["password"] }); const say = logger.info.bind(logger); export const f = (password) => say({ password });`],
  ["a line of the project's in a file that asks its user", "token", `import * as p from "@clack/prompts"; import { logger } from "./logger"; export const f = (token) => logger.warn({ token });`, `import * as p from "@clack/prompts"; import { logger } from "./logger"; export const f = (token) => p.log.warn(token);`],
];

const FAILED = (test: string): string =>
  `export async function f() { const res = await ask(); const data = await res.json(); if (${test}) { console.error(data); return; } keep(data.access_token); }`;
const ELSE = (test: string): string =>
  `export async function f() { const res = await ask(); const data = await res.json(); if (${test}) keep(data.access_token); else console.error(data); }`;
const what = "data.access_token";

const ANSWERS: readonly Way[] = [
  ["an answer where another has no token, and where it has none itself", what, FAILED("!other.access_token"), FAILED("!data.refresh_token")],
  ["an answer of which the type is asked for", what, FAILED("typeof data.access_token"), FAILED("!data.access_token")],
  ["an answer where one of two may have failed, and where both have", what, FAILED("!res.found || !data.name"), FAILED("!res.ok && !data.name")],
  ["an answer in the other branch of one that may have failed", what, ELSE("data.name && res.found"), ELSE("res.ok || data.access_token")],
  ["an answer beside a name, and beside an error", what, FAILED("name"), FAILED("err")],
  ["an answer by a status that is well, and that is not", what, FAILED("res.status < 300"), FAILED("res.status > 299")],
  ["the same by a status that says little", what, FAILED("res.status > 100"), FAILED("res.status >= 400")],
  ["the same in the other branch", what, ELSE("res.status > 299"), ELSE("res.status < 300")],
  ["an answer whose status is one or is not", what, FAILED("res.status === 200"), FAILED("res.status !== 200")],
];

const supabase = (test: string): string => `export async function GET() { const { data } = await supabase.auth.getSession(); if (${test}) console.log(data); return new Response(); }`;
const SESSIONS: readonly Way[] = [["a session of Supabase without a profile, and without a user", "session.access_token", supabase("!data.profile"), supabase("!data.user"), "app/api/me/route.ts"]];

const ACCOUNTS: readonly Way[] = [["a session in a file about accounts that has a way out", "sessionId", `export const f = (sessionId) => { logout(sessionId); logger.info({ sessionId }); };`, `export const f = (sessionId) => { end(sessionId); logger.info({ sessionId }); };`, "src/auth/devices.ts"]];

const withPath = (ways: readonly Way[]) => ways.map(([sentence, said, shows, hides, path = "src/a.ts"]) => [sentence, said, shows, hides, path] as const);

describe.each(PARSERS)("what names and uses say, under $parser", ({ facts }) => {
  const logged = (code: string, path: string): string[] =>
    facts(code, path).leaks.filter(({ personal }) => !personal).map((leak) => leak.what);

  test.each(withPath([...RESULTS, ...FIELDS, ...USES, ...ANSWERS, ...SESSIONS, ...ACCOUNTS]))("%s", (_sentence, said, shows, hides, path) => {
    expect([logged(shows, path), logged(hides, path)]).toEqual([[said], []]);
  });

  test("a session in a file about orders that has a way out", () => {
    expect(logged(ACCOUNTS[0]![2], "src/orders/devices.ts")).toEqual([]);
  });

  test("the domain of an e-mail address is no personal data", () => {
    const personal = (part: string): number =>
      facts(`export const f = (email) => console.log(email.split("@")${part});`).leaks.length;
    expect([personal(""), personal("[1]")]).toEqual([1, 0]);
    expect(facts(`export const f = (email) => console.log(email.match(/(.+)@(.+)/)[2]);`).leaks).toHaveLength(0);
  });
});
