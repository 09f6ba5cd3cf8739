import { describe, expect, test } from "vitest";
import { PARSERS } from "../support/parsers.js";

/** Ways of a secret through the code, each with a way beside it that the secret does not take. */
const WAYS: readonly (readonly [sentence: string, what: string, shows: string, hides: string])[] = [
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
