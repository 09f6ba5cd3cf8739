/** How far a secret comes through calls, callbacks, classes and types, each beside a way that it does not take. */
import { describe, expect, test } from "vitest";
import { PARSERS } from "../support/parsers.js";

type Way = readonly [sentence: string, what: string, shows: string, hides: string];

const CALLBACKS: readonly Way[] = [
  ["a list that a callback only maps, and one of which it leaves stars", "apiKey", `export const f = (apiKey) => console.log([apiKey].map((key) => key.trim()));`, `export const f = (apiKey) => console.log([apiKey].map((key) => key.split("").map((char, at) => (at < 4 ? char : "**")).join("")));`],
  [
    "the fields that a fold copies, and those of which it blanks one",
    "password",
    `export const f = (id, password) => console.log(Object.entries({ id, password }).reduce((all, [key, value]) => ({ ...all, [key]: value }), {}));`,
    `export const f = (id, password) => console.log(Object.entries({ id, password }).reduce((all, [key, value]) => ({ ...all, [key]: key === "password" ? "***" : value }), {}));`,
  ],
  ["a fold from the right", "password", `export const f = (password) => console.log([password].reduceRight((all, one) => all + one, ""));`, `export const f = (password) => console.log([password].reduceRight((all, one) => all + one.length, 0));`],
  ["an element that a fold is at, and its place", "process.env.API_KEY", `[process.env.API_KEY].reduceRight((all, one) => { console.log(one); return all; }, 0);`, `[process.env.API_KEY].reduce((all, one, at) => { console.log(at); return all; }, 0);`],
  ["what a fold starts with, and what it goes through", "process.env.API_KEY", `rows.reduce((all, one) => { console.log(all); return all; }, process.env.API_KEY);`, `rows.reduce((all, one) => { console.log(one); return all; }, process.env.API_KEY);`],
  ["what a fold without a start begins with", "process.env.API_KEY", `[process.env.API_KEY].reduce((all, one) => { console.log(all); return all; });`, `["a"].reduce((all, one) => { console.log(all); return all; });`],
  ["the last element, taken off", "process.env.API_KEY", `console.log([{ a: process.env.API_KEY }].pop().a);`, `console.log([{ a: process.env.REGION }].pop().a);`],
  ["the first one, taken off", "process.env.API_KEY", `console.log([{ a: process.env.API_KEY }].shift().a);`, `console.log([{ a: process.env.REGION }].shift().a);`],
  ["one at a place", "process.env.API_KEY", `console.log([{ a: process.env.API_KEY }].at(0).a);`, `console.log([{ a: process.env.REGION }].at(0).a);`],
  ["the last that is found", "process.env.API_KEY", `console.log([{ a: process.env.API_KEY }].findLast(isOpen).a);`, `console.log([{ a: process.env.REGION }].findLast(isOpen).a);`],
  ["one of some keys, and a letter of one", "apiKeys", `export const f = (apiKeys) => console.log(apiKeys.at(-1));`, `export const f = (apiKey) => console.log(apiKey.at(-1));`],
];

const CALLS: readonly Way[] = [
  ["a field that was picked, and one that was redacted", "token", `export const f = (given) => console.log(pick(given, ["token"]).token.trim());`, `export const f = (given) => console.log(redact(given).token.trim());`],
  ["a field that stays when another is left out", "omit(given, [\"id\"]).token", `export const f = (given) => console.log(omit(given, ["id"]).token.trim());`, `export const f = (given) => console.log(omit(given, ["token"]).token.trim());`],
  ["a key of a store that is asked for somebody, and rows of a query", "apiKey", `export const f = (user) => { const apiKey = vault.open(user).for("stripe"); console.log(apiKey); };`, `export const f = () => { const apiKey = db.select().from(keys).for("update"); console.log(apiKey); };`],
  ["what is declared to be found, where a query finds it", "password", `interface User { id: string; password: string } async function find(id): Promise<User> { return prisma.user.findUnique({ where: { id } }); } export const f = async (id) => console.log(await find(id));`, `interface Team { id: string; name: string } async function find(id): Promise<Team> { return prisma.team.findUnique({ where: { id } }); } export const f = async (id) => console.log(await find(id));`],
  ["all headers, and whether drafts are shown", "headers()", `import { headers } from "next/headers"; export const f = async () => console.log(await headers());`, `import { draftMode } from "next/headers"; export const f = async () => console.log(await draftMode());`],
  ["a body that h3 reads, and a query", "readBody(event)", `import { readBody } from "h3"; export default defineEventHandler(async (event) => { console.log(await readBody(event)); });`, `import { getQuery } from "h3"; export default defineEventHandler(async (event) => { console.log(await getQuery(event)); });`],
  ["a token that jose signs, and what one says", "sign({}, KEY)", `import { sign } from "jsonwebtoken"; export const f = () => console.log(sign({}, KEY));`, `import { verify } from "jsonwebtoken"; export const f = (given) => console.log(verify(given, KEY));`],
  ["a token that a library signs, and a report", "jwt.sign({})", `export const f = (jwt) => console.log(jwt.sign({}));`, `export const f = (report) => console.log(signer.sign(report));`],
  ["a text in a tag of colours, and a style", "token", "export const f = (token) => console.log(bold`${token}`);", "export const f = (token) => console.log(css`${token}`);"],
  ["the same, and a tag that redacts", "token", "export const f = (token) => console.log(line`${token}`);", "export const f = (token) => console.log(redact`${token}`);"],
  [
    "a tag of the file that puts together, and one that writes stars",
    "token",
    "function line(parts, ...values) { return parts.join(\"\") + values.join(\"\"); } export const f = (token) => console.log(line`${token}`);",
    "function line(parts, ...values) { return parts.map((part) => part + \"***\").join(\"\"); } export const f = (token) => console.log(line`${token}`);",
  ],
  ["a tag of the file that asks another", "token", "function line(parts, ...values) { return render(parts, values); } export const f = (token) => console.log(line`${token}`);", "function line(parts, ...values) { return values.length; } export const f = (token) => console.log(line`${token}`);"],
  ["arguments as a list, and a question to them", "password", `export function f(id, password) { console.log([].slice.call(arguments)); }`, `export function f(id, password) { console.log([].some.call(arguments, isEmpty)); }`],
  ["a given argument, and one whose place a spread hides", "apiKey", `function show(a, b) { console.log(b); } export const f = (given, apiKey) => show(given, apiKey);`, `function show(a, b) { console.log(b); } export const f = (given, apiKey) => show(...given, apiKey);`],
  ["what comes back, and what a spread hides", "apiKey", `function second(a, b) { return b; } export const f = (given, apiKey) => console.log(second(given, apiKey));`, `function second(a, b) { return b; } export const f = (given, apiKey) => console.log(second(...given, apiKey));`],
  ["what a call of another kind gives, and a method that is only handed on", "apiKey", `function note(value) { console.log(value); } export const f = (apiKey) => note.call(null, apiKey);`, `function note(value) { console.log(value); } export const f = (apiKey) => later(note.call, apiKey);`],
  ["the same, with a spread before it", "apiKey", `function note(a, b) { console.log(b); } export const f = (apiKey) => note.call(null, 1, apiKey);`, `function note(a, b) { console.log(b); } export const f = (list, apiKey) => note.call(null, ...list, apiKey);`],
  ["what is bound and called at once, and bound and handed on", "apiKey", `function note(a, b) { console.log(b); } export const f = (apiKey) => note.bind(null, "x")(apiKey);`, `function note(a, b, third) { console.log(third); } export const f = (apiKey) => later(note.bind(null, "x"), apiKey);`],
  ["what is bound and kept for whoever calls it", "apiKey", `function note(a) { console.log(a); } export const f = (apiKey) => { const say = note.bind(null, apiKey); later(say); };`, `function note(a, b) { console.log(b); } export const f = (apiKey) => { const say = note.bind(null, "x"); later(say, apiKey); };`],
  ["a method of what an arrow gives", "password", `const trailOf = (area) => ({ put: (line) => console.log(area, line) }); const trail = trailOf("auth"); export const f = (password) => trail.put(password);`, `const trailOf = (area) => ({ put: (line) => console.log(area, line) }); const trail = trailOf("auth"); export const f = (password) => trail.put(password.length);`],
  ["what functions give through each other, and through too many", "process.env.API_KEY", `const a = () => process.env.API_KEY; const b = () => a(); const c = () => b(); console.log(c());`, `const a = () => process.env.API_KEY; const b = () => a(); const c = () => b(); const d = () => c(); console.log(d());`],
  ["what a function gives that calls itself", "node.password", `function last(node) { return node.next ? last(node.next) : node.password; } console.log(last(list));`, `function last(node) { return node.next ? last(node.next) : node.id; } console.log(last(list));`],
];

const CLASSES: readonly Way[] = [
  ["a field of the class, and one by whose type it is none", "this.token", `class A { private token: string; f() { console.log(this.token); } }`, `class A { private token: number; f() { console.log(this.token); } }`],
  ["one of the class's own fields", "process.env.API_KEY", `class Keys { static region = "eu"; static main = process.env.API_KEY; } console.log(Keys.main);`, `class Keys { static region = "eu"; static main = process.env.API_KEY; } console.log(Keys.region);`],
  ["what the constructor sets, and what a method before it does later", "one.password", `class Visit { constructor(one) { this.held = one.password; } } export const f = (one) => console.log(new Visit(one));`, `class Visit { open(one) { this.held = one.password; } constructor(id) { this.id = id; } } export const f = (one) => console.log(new Visit(one.id));`],
  ["the same of a method behind it", "one.password", `class Visit { constructor(one) { this.held = one.password; } open() {} } export const f = (one) => console.log(new Visit(one));`, `class Visit { constructor(id) { this.id = id; } open(one) { this.held = one.password; } } export const f = (one) => console.log(new Visit(one.id));`],
  ["a class with a way of its own to become a text, and one that says how it is shown", "process.env.API_KEY", `class Box { key = process.env.API_KEY; [Symbol.iterator]() {} } console.log(new Box());`, `class Box { key = process.env.API_KEY; [util.inspect.custom]() { return "Box"; } } console.log(new Box());`],
  ["a field that this class sets, and that other classes set", "process.env.API_KEY", `class B { constructor() { this.held = process.env.API_KEY; } f() { console.log(this.held); } }`, `class A { constructor() { this.held = process.env.API_KEY; } } class B { constructor() { this.held = "x"; } f() { console.log(this.held); } } class C { constructor() { this.held = process.env.API_KEY; } }`],
  ["a parameter of a public method, and of a private one whose calls the file shows", "token", `class A { show(token) { console.log(token); } f() { this.show("none"); } }`, `class A { private show(token) { console.log(token); } f() { this.show("none"); } }`],
];

const TEXTS: readonly Way[] = [
  ["an object that says what it prints as, and one that does not", "token", "export const f = (token) => { const sent = { token, toString() { return token; } }; console.log(`sent ${sent}`); };", "export const f = (token) => { const sent = { token }; console.log(`sent ${sent}`); };"],
  ["the same in a text that is put together before", "token", "export const f = (token) => { const sent = [token]; const line = `sent ${sent}`; console.log(line); };", "export const f = (token) => { const sent = { token }; const line = `sent ${sent}`; console.log(line); };"],
  ["the text of an address, and of an object of a class", "token", "export const f = (token) => { const sent = new URLSearchParams({ token }); console.log(sent.toString()); };", "class Sent { constructor(token) { this.token = token; } } export const f = (token) => { const sent = new Sent(token); console.log(sent.toString()); };"],
  ["a value of a cookie, and how long it lives", "cookie", `export const f = (cookie) => console.log(cookie.match(/sid=(\\w+)/));`, `export const f = (cookie) => console.log(cookie.match(/Max-Age=(\\d+)/i));`],
  ["one of the cookies by a secret's name", "cookies.get(\"session_token\")", `export const f = (cookies) => console.log(cookies.get("session_token"));`, `export const f = (cookies) => console.log(cookies.get("theme"));`],
  ["what follows a bearer, and whether it is set", "token", "export const f = (token) => console.log(`Bearer ${token}`);", "export const f = (token) => console.log(`Bearer ${token ? \"set\" : \"none\"}`);"],
  ["what is joined, and what is compared beside", "password", `export const f = (user, password, again) => console.log(user.name, password + again);`, `export const f = (user, password, again) => console.log(user.name, password === again, dates.format());`],
  ["the part of a token behind a space, and a letter of one", "token", `export const f = (token) => console.log(token.split(" ")[1]);`, `export const f = (token) => console.log(token.trim()[1]);`],
  ["the domain of an address", "email", `export const f = (email) => console.log(email.trim());`, `export const f = (email) => console.log(email.split("@")[1]);`],
  ["the first part of a key, and of a signed token", "apiKey", `export const f = (apiKey) => { const [first] = apiKey.split("-"); console.log(first); };`, `export const f = (token) => { const [first] = token.split("."); console.log(first); };`],
  ["the first part of a key that a pattern finds, and that dots end", "apiKey", `export const f = (apiKey) => { const [first] = apiKey.match(/a+/); console.log(first); };`, `export const f = (apiKey) => { const [first] = apiKey.split("."); console.log(first); };`],
  ["the first of some keys", "apiKey", `export const f = (apiKey) => { const [first] = [apiKey].filter(Boolean); console.log(first); };`, `export const f = (header) => { const [first] = header.authorization.split(" "); console.log(first); };`],
  ["the first of credentials, and of an authorization", "creds", `export const f = ({ creds: [first] }) => logger.info("x", { first });`, `export const f = ({ authorization: [scheme] }) => logger.info("x", { scheme });`],
  ["the whole of an address, where it may stand behind its host", "process.env.MONGO_URL", `const shown = process.env.DATABASE_URL.split("@")[1] || process.env.MONGO_URL; console.log(shown);`, `const shown = process.env.DATABASE_URL.split("@")[1] || process.env.DATABASE_URL; console.log(shown);`],
  ["what a pattern finds in an address, and its last part behind the at sign", "connectionString", `export const f = (connectionString) => console.log(connectionString.match("@")[1]);`, `export const f = (connectionString) => console.log(connectionString.split("@").pop());`],
  ["the second of two pairs, with its value", "token", `export const f = (id, token) => { const [[, first], [key, value]] = Object.entries({ a: token, b: token }); console.log(value); };`, `export const f = (id, token) => { const [[key, value]] = Object.entries({ a: token }); console.log(key); };`],
  ["the first pair of an object", "token", `export const f = (token) => { const [[, value]] = Object.entries({ a: token }); console.log(value); };`, `export const f = (token) => { const [[name]] = Object.entries({ a: token }); console.log(name); };`],
  ["one of the arguments that were given, and one that was not", "apiKey", `function show(...given) { const [token] = given; console.log(token); } export const f = (apiKey) => show(apiKey);`, `function show(...given) { const [token] = given; console.log(token); } export const f = (apiKey) => show();`],
];

const TYPES: readonly Way[] = [
  ["a key that is a text or a number, and one of another kind", "apiKey", `interface Shop { apiKey: string | number } export const f = (shop: Shop) => logger.info(shop);`, `interface Shop { apiKey: string | Vault } export const f = (shop: Shop) => logger.info(shop);`],
  ["what a type has, and a name of its fields", "apiKey", `interface Keys { apiKey: string } export const f = (keys: Readonly<Keys>) => logger.info(keys);`, `interface Keys { apiKey: string } export const f = (name: keyof Keys) => logger.info(name);`],
  ["a token of which the type does not say what it is, and an object", "token", `export const f = (token: Awaited<Answer>) => console.log(token);`, `export const f = (token: Token) => console.log(token);`],
  ["a token that is a text or an object, and one that is an object or nothing", "token", `export const f = (token: Token | string) => console.log(token);`, `export const f = (token: Token | null) => console.log(token);`],
  ["a list of keys, and of names of secrets", "apiKeys", `export const f = (apiKeys: string[]) => logger.info("x " + apiKeys.join(", "));`, `export const f = (clientSecrets: string[]) => logger.info("missing: " + clientSecrets.join(", "));`],
  ["a list of texts that nobody changes, and one of records", "apiKeys", `export const f = (apiKeys: readonly string[]) => logger.info("x " + apiKeys.join(", "));`, `export const f = (apiKeys: readonly ApiKey[]) => logger.info("x " + apiKeys.join(", "));`],
  ["a user whose password is read, and a client that is asked for one", "user.password", `export async function f(id) { const user = await load(id); cache[user.password] = 1; console.log(user); }`, `export async function f(id) { const user = await load(id); user.password(); console.log(user); }`],
  ["the same, and a user whose password is set or taken away later", "user.password", `export async function f(id) { const user = await find(id); console.log(user); check(user.password); }`, `export async function f(id) { const user = await find(id); console.log(user); user.password = make(); delete user.password; }`],
  ["credentials of which a part is read, and a login", "credentials", `export const f = (credentials) => { find(credentials.user); console.log(credentials); };`, `export const f = (apiKey) => { find(apiKey.user); console.log(apiKey); };`],
  ["a date, and a value of unknown type", "password", `export const f = (password: Given) => { logger.info({ made: password.trim(), password: password.trim() }); };`, `export const f = (password: Date) => { logger.info({ password }); };`],
];

describe.each(PARSERS)("a secret that is handed on, under $parser", ({ facts }) => {
  const logged = (code: string): string[] => facts(code, "src/a.ts").leaks.map(({ what }) => what);

  test.each([...CALLBACKS, ...CALLS, ...CLASSES, ...TEXTS, ...TYPES])("%s", (_sentence, what, shows, hides) => {
    expect([logged(shows), logged(hides)]).toEqual([[what], []]);
  });
});
