/** What takes a secret out of what is logged, each beside what leaves it in. */
import { describe, expect, test } from "vitest";
import { PARSERS } from "../support/parsers.js";

type Way = readonly [sentence: string, what: string, shows: string, hides: string];

const post = (code: string): string => `app.post("/", (req, res) => { const copy = { ...req.body }; ${code} console.log(copy); });`;

const KEYS: readonly Way[] = [
  ["keys that are deleted where they are empty, and those of a function's choice", "req.body", post("for (const [key, value] of Object.entries(copy)) { if (!value) delete copy[key]; }"), post("for (const [key, value] of Object.entries(copy)) { if (isHidden(key)) delete copy[key]; }")],
  ["one key, and all but one", "req.body", post(`for (const key of Object.keys(copy)) { if (key === "photo") delete copy[key]; }`), post(`for (const key of Object.keys(copy)) { if (key === "photo") keep(); else delete copy[key]; }`)],
  ["one key, and all that are not another", "req.body", post(`for (const key of Object.keys(copy)) { if (key === "photo") delete copy[key]; }`), post(`for (const key of Object.keys(copy)) { if (key !== "photo") delete copy[key]; }`)],
  ["one of two keys, and all where lines are to be short", "req.body", post(`for (const key of Object.keys(copy)) { if (key === "photo" || key === "icon") delete copy[key]; }`), post(`for (const key of Object.keys(copy)) { if (lines === "short") delete copy[key]; }`)],
  ["keys of a list, and of one that the file does not show", "req.body", post(`for (const key of ["photo", "icon"]) delete copy[key];`), post(`for (const key of ["photo", hidden()]) delete copy[key];`)],
  ["keys of a list, and what goes by their places", "req.body", post(`["photo"].forEach((key, at) => { delete copy[key]; });`), post(`["photo"].forEach((key, at) => { delete copy[at]; });`)],
  [
    "keys of an object in the object",
    "req.body",
    `app.post("/", (req, res) => { const line = { at: 1, body: { ...req.body } }; for (const key of ["photo"]) line.body[key] = "***"; console.log(line); });`,
    `app.post("/", (req, res) => { const line = { at: 1, body: { ...req.body } }; for (const key of ["photo", "password"]) line.body[key] = "***"; console.log(line); });`,
  ],
  ["a field of unknown name in an object in the object", "password", `export const f = (key, password) => { const line = { at: 1, given: {} }; line.given[key] = password; console.log(line); };`, `export const f = (key, password) => { const line = { at: 1, given: {} }; line.given[key] = password.length; console.log(line); };`],
  ["an element of a list in the object", "password", `export const f = (password) => { const line = { at: 1, given: [] }; line.given.push("x", password); console.log(line); };`, `export const f = (password) => { const line = { at: 1, given: [] }; line.given.push("x", password); console.log(line.at); };`],
  ["a property that is listed, and one that is not", "apiKey", `export const f = (apiKey) => { const seen = {}; Object.defineProperty(seen, "apiKey", { value: apiKey, enumerable: true }); console.log(seen); };`, `export const f = (apiKey) => { const seen = {}; Object.defineProperty(seen, "apiKey", { value: apiKey, enumerable: false }); console.log(seen); };`],
  ["a field of a form", "token", `export const f = (token) => { const form = new FormData(); form.append("t", token); console.log(form); };`, `export const f = (token) => { const form = new FormData(); form.append("t", token.length); console.log(form); };`],
  ["a field that is written in a branch, of one of two objects", "process.env.API_KEY", `export const f = (a, b) => { let box = a ? { key: process.env.API_KEY } : { key: "none" }; if (b) box.key = b.id; console.log(box.key); };`, `export const f = (a, b) => { let box = a ? { key: process.env.API_KEY } : { key: "none" }; box.key = "x"; console.log(box.key); };`],
];

const REDACTORS: readonly Way[] = [
  ["a replacer that sorts, and one that is named for redacting", "password", `export const f = (id, password) => console.log(JSON.stringify({ id, password }, sorted));`, `export const f = (id, password) => console.log(JSON.stringify({ id, password }, redactor));`],
  ["a replacer that looks for another field by a pattern", "password", `export const f = (id, password) => console.log(JSON.stringify({ id, password }, (key, value) => (/city/.test(key) ? undefined : value)));`, `export const f = (id, password) => console.log(JSON.stringify({ id, password }, (key, value) => (/password/.test(key) ? undefined : value)));`],
  ["one that goes by a pattern of the file's, of colours and of what is sensitive", "password", `export const f = (id, password) => console.log(JSON.stringify({ id, password }, (key, value) => (COLOURS.test(key) ? undefined : value)));`, `export const f = (id, password) => console.log(JSON.stringify({ id, password }, (key, value) => (SENSITIVE.test(key) ? undefined : value)));`],
  ["one that writes a placeholder by a pattern", "password", `export const f = (id, password) => console.log(JSON.stringify({ id, password }, (key, value) => (NAMED.test(key) ? 1 : value)));`, `export const f = (id, password) => console.log(JSON.stringify({ id, password }, (key, value) => (NAMED.test(key) ? "[REDACTED]" : value)));`],
  ["entries without some that a pattern names", "password", `export const f = (id, password) => console.log(Object.fromEntries(Object.entries({ id, password }).filter(([key]) => !/city/.test(key))));`, `export const f = (id, password) => console.log(Object.fromEntries(Object.entries({ id, password }).filter(([key]) => !/password/.test(key))));`],
  ["fields that are left out by their names, and by a list of another file", "password", `import { omit } from "lodash"; export const f = (id, password) => console.log(omit({ id, password }, ["city"]));`, `import { omit } from "lodash"; import { HIDDEN } from "./hidden"; export const f = (id, password) => console.log(omit({ id, password }, HIDDEN));`],
  ["fields that a function of the project leaves out", "password", `import { omit } from "lodash"; export const f = (id, password) => console.log(omit({ id, password }, "city"));`, `import { omit } from "./omit"; export const f = (id, password) => console.log(omit({ id, password }));`],
  [
    "a list of what is hidden, and more that a call may name",
    "token",
    `const HIDDEN = ["password"]; function redact(o) { const out = {}; for (const key of Object.keys(o)) out[key] = HIDDEN.includes(key) ? "***" : o[key]; return out; } export const f = (id, token) => console.log(redact({ id, token }));`,
    `const HIDDEN = ["password"]; function redact(o, more) { const out = {}; for (const key of Object.keys(o)) out[key] = HIDDEN.includes(key) || more[key] ? "***" : o[key]; return out; } export const f = (id, token) => console.log(redact({ id, token }, { token: 1 }));`,
  ],
  ["a placeholder for another field, and one that is chosen", "password", `function redact(o) { return { ...o, token: "[REDACTED]" }; } export const f = (id, password) => console.log(redact({ id, password }));`, `function redact(o) { return { ...o, password: o.open ? o.password : "[REDACTED]" }; } export const f = (id, password) => console.log(redact({ id, password }));`],
  ["another field that is deleted, and one that is on one way", "password", `function redact(o) { const copy = { ...o }; delete copy.token; return copy; } export const f = (id, password) => console.log(redact({ id, password }));`, `function redact(o, open) { const copy = { ...o }; if (open) return copy; else delete copy.password; return copy; } export const f = (id, password) => console.log(redact({ id, password }));`],
  ["a text with dots behind it, and with stars", "token", "function shown(text) { return `${text.substring(0, 6)}...`; } export const f = (token) => console.log(shown(token));", "function shown(text) { return `${text.substring(0, 6)}***`; } export const f = (token) => console.log(shown(token));"],
];

const ROWS: readonly Way[] = [
  ["a user for a function that takes all, and for one that is handed the request", "user.password", `import { logLogin } from "./audit"; export const f = (user, given) => { check(given, user.password); logLogin(user); };`, `import { logLogin } from "./audit"; export const f = (user, given, req) => { check(given, user.password); logLogin(user, req); };`],
  ["a user in a list", "user.password", `import { logLogin } from "./audit"; export const f = (user, given, req) => { check(given, user.password); logLogin([user], req); };`, `import { logLogin } from "./audit"; export const f = (user, given, req) => { check(given, user.password); logLogin([user.id], req); };`],
  ["a part of an object that holds the password of another", "other.password", `import { logLogin } from "./audit"; export const f = (other, req) => { const box = { held: other.password }; logLogin(box, req); };`, `import { logLogin } from "./audit"; export const f = (other, req) => { const box = { held: other.id }; logLogin(box, req); };`],
  ["a session in what an event is about, and the session that it is about", "sessionId", `import { logAudit } from "./audit"; export const f = (res, sessionId) => { res.cookie("seen", "1"); const at = { sessionId }; logAudit({ action: "x", entityId: at }); };`, `import { logAudit } from "./audit"; export const f = (res, sessionId) => { res.cookie("seen", "1"); logAudit({ action: "x", entityId: sessionId }); };`],
  ["a token alone, and one by which the function knows who it was", "token", `import { logAccess } from "./audit"; export const f = (token) => logAccess(token);`, `import { logAccess } from "./audit"; export const f = (token) => logAccess(token, { action: "x" });`],
  ["what a namespace of debug is given, and an audit function", "req.headers", `const debug = require("debug")("app"); app.use((req, res) => debug(req.headers));`, `import { logAudit } from "./audit"; app.use((req, res) => logAudit(req.headers));`],
];

const HASHED: readonly (readonly [does: string, code: string, found: readonly string[]])[] = [
  ["hashes the key", `function logAudit({ apiKey, action }) { send({ action, id: hash(apiKey) }); }`, []],
  ["drops the key", `function logAudit({ apiKey, ...rest }) { send(rest); }`, []],
  ["keeps the key", `function logAudit({ apiKey, action }) { send({ action, apiKey }); }`, ["apiKey"]],
  ["hashes a key of something else", `function logAudit(given) { const { apiKey } = config; send(given, hash(apiKey)); }`, ["apiKey"]],
  ["only declares what it is given", `declare function logAudit(entry: { apiKey: string }): void;`, ["apiKey"]],
];

const CUTS: readonly Way[] = [
  ["a part between two places, and the last letters", "token", `export const f = (token, a, b) => console.log(token.slice(a, b));`, `export const f = (token) => console.log(token.slice(token.length - 4, token.length));`],
  ["what substring takes for the whole", "token", `export const f = (token) => console.log(token.substring(-4));`, `export const f = (token) => console.log(token.slice(-4));`],
  ["half of a text", "token", `export const f = (token) => console.log(token.slice(token.length / 2));`, `export const f = (token) => console.log(token.slice(token.length - 2));`],
  ["a text from a place on", "token", `export const f = (token, place) => console.log(token.slice(place.start - 2));`, `export const f = (token) => console.log(token.slice(token.length - 2));`],
  ["all but the first letters", "token", `export const f = (token) => console.log(token.slice(+4));`, `export const f = (token) => console.log(token.slice(-4));`],
  ["a credential that is written out, and a day", "password", `const password = "pass20240101"; console.log(password);`, `const password = "2024-01-01"; console.log(password);`],
];

const EMPTY: readonly Way[] = [
  ["a token behind a test for it, and for its lack", "token", `export const f = (token) => token.trim() && console.log(token);`, `export const f = (token) => !token && console.log("none", token);`],
  ["a token whose type is asked for", "token", `export const f = (token) => { if (typeof token) console.log(token); };`, `export const f = (token) => { if (!token) console.log(token); };`],
  ["the same by a loose comparison", "token", `export const f = (token) => { if (token == "a") console.log(token); };`, `export const f = (token) => { if (token == null) console.log(token); };`],
  ["the same in its other branch", "token", `export const f = (token) => { if (token != null) console.log(token); };`, `export const f = (token) => { if (token != null) send(token); else console.log(token); };`],
  ["the same the other way round", "token", `export const f = (token) => { if ("a" === token) console.log(token); };`, `export const f = (token) => { if (null === token) console.log(token); };`],
  ["an empty text", "token", `export const f = (token) => { if (token === "a") console.log(token); };`, `export const f = (token) => { if (token === "") console.log(token); };`],
];

describe.each(PARSERS)("what takes a secret away, under $parser", ({ facts }) => {
  const logged = (code: string, settings?: unknown): string[] => facts(code, "src/a.ts", settings).leaks.map(({ what }) => what);

  test.each([...KEYS, ...REDACTORS, ...ROWS, ...CUTS, ...EMPTY])("%s", (_sentence, what, shows, hides) => {
    expect([logged(shows), logged(hides)]).toEqual([[what], []]);
  });

  test.each(HASHED)("an audit function of the settings that %s", (_sentence, code, found) => {
    expect(logged(`${code} export const f = (apiKey) => logAudit({ apiKey, action: "x" });`, { auditFunctions: ["logAudit"] })).toEqual(found);
  });

  test("a redactor of the settings, by its path and as a function of the file that only copies", () => {
    const path = `export const f = (password) => console.log({ password: tools.veil(password) });`;
    const own = `function veil(given) { return { ...given }; } export const f = (password) => console.log(veil({ password }));`;
    const given = (code: string, redactor: string): string[] => logged(code, { redactors: [redactor] });
    expect([given(path, "tools.veil"), given(path, "tools.wrap"), given(own, "veil"), given(own, "wrap")]).toEqual([[], ["password"], [], ["password"]]);
  });

  test("a field of a JSON text by itself, also where its replacer is undefined", () => {
    const code = `export const f = (id, password) => console.log(JSON.stringify({ id, password }, undefined, 2));`;
    expect(facts(code).leaks.map(({ node }) => code.slice(...node.range))).toEqual(["password"]);
  });
});
