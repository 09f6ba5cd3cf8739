/** Texts of a request that were held against something before they are written, each beside a near one that was not. */
import { describe, expect, test } from "vitest";
import { injectedMessages } from "../../src/analysis/injection/injected-messages.js";
import { PARSERS } from "../support/parsers.js";
import { express } from "./ask.js";

/** In an Express handler: what of the request the last line holds. */
const ROWS: readonly (readonly [sentence: string, what: string, code: string])[] = [
  // Words
  ["one of two words", "nothing", `if (req.body.kind === "a" || req.body.kind === "b") console.log("x " + req.body.kind);`],
  ["one word, or something else", "req.body.kind", `if (req.body.kind === "a" || force) console.log("x " + req.body.kind);`],
  ["something else, or one word", "req.body.kind", `if (force || req.body.kind === "a") console.log("x " + req.body.kind);`],
  ["one word, and something else", "nothing", `if (force && req.body.kind === "a") console.log("x " + req.body.kind);`],
  ["a word that stands first", "nothing", `if ("a" === req.body.kind) console.log("x " + req.body.kind);`],
  ["a word that is held against another text", "req.body.kind", `if ("a" === req.body.other) console.log("x " + req.body.kind);`],
  ["the same as another text", "req.body.kind", `if (req.body.kind === req.body.other) console.log("x " + req.body.kind);`],
  ["a case of a switch", "nothing", `switch (req.body.kind) { case "a": console.log("x " + req.body.kind); }`],
  ["a case of a switch over another text", "req.body.kind", `switch (req.body.other) { case "a": console.log("x " + req.body.kind); }`],
  // Tables
  ["a key of a table", "nothing", `if (!(req.body.kind in HANDLERS)) return; console.log("x " + req.body.kind);`],
  ["another key of a table", "req.body.kind", `if (!(req.body.other in HANDLERS)) return; console.log("x " + req.body.kind);`],
  ["a key of what was sent", "req.body.kind", `if (!(req.body.kind in req.body.rows)) return; console.log("x " + req.body.kind);`],
  ["an entry of a table", "nothing", `if (closed || !HANDLERS[req.body.kind]) return; console.log("x " + req.body.kind);`],
  ["an entry of a table, first", "nothing", `if (!HANDLERS[req.body.kind] || closed) return; console.log("x " + req.body.kind);`],
  ["an entry of a table, and something else", "req.body.kind", `if (!HANDLERS[req.body.kind] && closed) return; console.log("x " + req.body.kind);`],
  ["another entry of a table", "req.body.kind", `if (!HANDLERS[req.body.other]) return; console.log("x " + req.body.kind);`],
  // Rows and validators
  ["the id of a row", "nothing", `const row = await find(req.params.id); if (!row) return; console.log("x " + req.params.id);`],
  ["the id of a row that is not hidden", "nothing", `const row = await find(req.params.id); if (!row || row.hidden) return; console.log("x " + req.params.id);`],
  ["the id of a row that is asked for last", "nothing", `const row = await find(req.params.id); if (closed || !row) return; console.log("x " + req.params.id);`],
  ["the id of a row, or of none", "req.params.id", `const row = await find(req.params.id); if (!row && closed) return; console.log("x " + req.params.id);`],
  ["the id where something else is missing", "req.params.id", `const row = await find(req.params.id); if (!closed) return; console.log("x " + req.params.id);`],
  ["the id of a row that is none", "nothing", `const row = await find(req.params.id); if (row == null) return; console.log("x " + req.params.id);`],
  ["the id of a row that is another", "req.params.id", `const row = await find(req.params.id); if (row == other) return; console.log("x " + req.params.id);`],
  ["the id where another is none", "req.params.id", `const row = await find(req.params.id); if (other == null) return; console.log("x " + req.params.id);`],
  ["the id of a result with an error", "nothing", `const result = await find(req.params.id); if (result.error) return; console.log("x " + req.params.id);`],
  ["the id of a result that is open", "req.params.id", `const result = await find(req.params.id); if (result.open) return; console.log("x " + req.params.id);`],
  ["the id where another has an error", "req.params.id", `const result = await find(req.params.id); if (other.error) return; console.log("x " + req.params.id);`],
  ["the id that is asked for before", "req.params.id", `let row = known; if (!row) return; row = await find(req.params.id); console.log("x " + req.params.id);`],
  ["the id behind the block that asks for it", "req.params.id", `if (open) { const row = await find(req.params.id); if (!row) return; } console.log("x " + req.params.id);`],
  ["the id where there is a row", "nothing", `const row = await find(req.params.id); if (row) console.log("x " + req.params.id);`],
  ["the id where there is no row", "req.params.id", `const row = await find(req.params.id); if (row) use(row); else console.log("x " + req.params.id);`],
  ["the id where there is a row that is open", "nothing", `const row = await find(req.params.id); if (open && row) console.log("x " + req.params.id);`],
  ["the id where there is a row, first", "nothing", `const row = await find(req.params.id); if (row && open) console.log("x " + req.params.id);`],
  ["the id where something is open", "req.params.id", `const row = await find(req.params.id); if (open && shut) console.log("x " + req.params.id);`],
  ["the id where there is a row, or not", "req.params.id", `const row = await find(req.params.id); if (row || open) console.log("x " + req.params.id);`],
  ["the id where there are rows", "nothing", `const rows = await find(req.params.id); if (rows.length > 0) console.log("x " + req.params.id);`],
  ["the id where there are none", "req.params.id", `const rows = await find(req.params.id); if (rows.length === 0) console.log("x " + req.params.id);`],
  ["the id where there are more than a page", "req.params.id", `const rows = await find(req.params.id); if (rows.length > page) console.log("x " + req.params.id);`],
  ["the id where there are others", "req.params.id", `const rows = await find(req.params.id); if (others.length > 0) console.log("x " + req.params.id);`],
  ["a text with a fault", "req.body.name", `const { error } = validateName(req.body.name); if (error) console.log("x " + req.body.name);`],
  ["a text that a captcha was asked with", "req.body.text", `await captcha.verify(req.body.text); console.log("x " + req.body.text);`],
  ["a text as a text, held against a list", "nothing", `const kind = String(req.body.kind); if (!KINDS.includes(kind)) return; console.log("x " + req.body.kind);`],
  ["a text that something was made of, held against a list", "req.body.kind", `const kind = shape(req.body.kind); if (!KINDS.includes(kind)) return; console.log("x " + req.body.kind);`],
  // What has no line break
  ["a kind of content that is asked for", "nothing", `console.log("x " + req.is("json"));`],
  ["a header that is asked for", `req.get("x-id")`, `console.log("x " + req.get("x-id"));`],
  ["bytes in hex", "nothing", `console.log("x " + req.body.data.toString("hex"));`],
  ["bytes as a text", "req.body.data", `console.log("x " + req.body.data.toString("utf8"));`],
  ["an address that is decoded", "req.url", `console.log("x " + decodeURI(req.url));`],
  ["the first line break taken out", "req.body.a", String.raw`console.log("x " + req.body.a.replace("\n", ""));`],
  ["each line break taken out", "nothing", String.raw`console.log("x " + req.body.a.replaceAll("\n", ""));`],
  ["each line break taken out by a pattern", "nothing", String.raw`console.log("x " + req.body.a.replaceAll(/\n/g, ""));`],
  ["the address of a page that is none of the request", "nothing", `const parts = { a: 1 }; console.log("x " + new URL("/a", parts));`],
  ["a date that is made of it", "nothing", `console.log("x " + new Date(req.body.at));`],
];

describe.each(PARSERS)("texts of a request that were checked ($parser)", ({ facts }) => {
  const found = (code: string, path?: string): string =>
    injectedMessages(facts(code, path)).flatMap(({ parts }) => parts.map(({ what }) => what)).join(", ") || "nothing";

  test.each(ROWS.map(([sentence, what, code]) => ({ sentence, what, code })))("$sentence", ({ what, code }) => {
    expect(found(express(code, "const HANDLERS = { a: 1, b: 2 };"))).toBe(what);
  });

  test("a validator before the handler, and one that asks who somebody is", () => {
    const code = (before: string): string =>
      `import express from "express";\nconst app = express();\napp.get("/:id", ${before}, (req, res) => { console.log("x " + req.params.id); res.end(); });`;
    expect([found(code("validateParams(schema)")), found(code("checkSession(schema)"))]).toEqual(["nothing", "req.params.id"]);
  });

  test("what a peer sends, and what anything else that speaks does", () => {
    const code = (name: string): string => `export const open = (${name}) => ${name}.on("chat", (text) => console.log("x " + text));`;
    expect([code("peer"), code("emitter")].map((text) => found(text))).toEqual(["text", "nothing"]);
  });
});
