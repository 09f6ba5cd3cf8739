import { describe, expect, test } from "vitest";
import { consoleCallsInHandlers } from "../../src/analysis/console-in-handlers.js";
import { PARSERS } from "../support/parsers.js";
import { express, route, ROUTE_FILE } from "./ask.js";

const LINE = `console.log(JSON.stringify({ event: "x" }));`;

type Case = readonly [sentence: string, calls: readonly string[], code: string, path?: string];

const CASES: readonly Case[] = [
  ["in a handler", ["in console.log"], route(`console.log("x"); return new Response("ok");`)],
  ["in a callback of a handler", ["in console.warn"], route(`items.forEach((item) => console.warn(item)); return new Response("ok");`)],
  ["in an Express handler", ["in console.error"], express(`console.error("x"); res.json({});`), "src/server.ts"],
  ["in brackets", [`in console["error"]`], route(`console["error"]("x"); return new Response("ok");`)],
  ["as a member of the global object", ["in globalThis.console.log", "in global.console.warn"], route(`globalThis.console.log("x"); global.console.warn("y"); return new Response("ok");`)],
  ["handed to a promise", ["in console.error"], route(`save().catch(console.error); return new Response("ok");`)],
  ["handed on in a function that only handlers call", ["for console.log"], route(`note(); return new Response("ok");`, `function note() { items.forEach(console.log); }`)],
  ["handed on outside of handlers", [], route(`return new Response("ok");`, `save().catch(console.error);`)],
  ["another object's method, handed on", [], route(`save().catch(logger.error); return new Response("ok");`)],
  ["as a member of another object", [], route(`page.console.log("x"); return new Response("ok");`)],
  ["in a function that only handlers call", ["for console.log"], route(`note(); return new Response("ok");`, `function note() { console.log("x"); }`)],
  ["in an arrow that only handlers call", ["for console.log"], route(`note(); return new Response("ok");`, `const note = () => console.log("x");`)],
  ["in a function that a function of handlers calls", ["for console.log"], route(`outer(); return new Response("ok");`, `function inner() { console.log("x"); }\nfunction outer() { inner(); }`)],
  ["in functions that call each other, for a handler", ["for console.log"], route(`a(1); return new Response("ok");`, `function a(n) { b(n); }\nfunction b(n) { console.log(n); if (n) a(n - 1); }`)],
  ["in a function that is exported", [], route(`note(); return new Response("ok");`, `export function note() { console.log("x"); }`)],
  ["in a function that other code calls too", [], route(`note(); return new Response("ok");`, `function note() { console.log("x"); }\nnote();`)],
  ["in a function that is handed around", [], route(`run(note); return new Response("ok");`, `function note() { console.log("x"); }`)],
  ["in a function that nobody calls", [], route(`return new Response("ok");`, `function note() { console.log("x"); }`)],
  ["in a method of a class that a handler makes", ["for console.log"], route(`await new Store().save(); return new Response("ok");`, `class Store { async save() { console.log("x"); } }`)],
  ["in a method of a class whose one instance only handlers use", ["for console.log"], route(`await store.save(); return new Response("ok");`, `class Store { save() { this.note(); } note() { console.log("x"); } }\nconst store = new Store();`)],
  ["in a static method that only handlers call", ["for console.log"], route(`Store.save(); return new Response("ok");`, `class Store { static save() { console.log("x"); } }`)],
  ["in a method of a class that a function of handlers makes", ["for console.log"], route(`outer(); return new Response("ok");`, `class Store { save() { console.log("x"); } }\nfunction outer() { const store: Store = new Store(); store.save(); }`)],
  ["in a method of a class that is exported", [], route(`new Store().save(); return new Response("ok");`, `export class Store { save() { console.log("x"); } }`)],
  ["in a method of a class whose instance is exported", [], route(`store.save(); return new Response("ok");`, `class Store { save() { console.log("x"); } }\nexport const store = new Store();`)],
  ["in a method of a class that other code makes too", [], route(`new Store().save(); return new Response("ok");`, `class Store { save() { console.log("x"); } }\nnew Store().save();`)],
  ["in a method of a class that is handed around", [], route(`register(Store); return new Response("ok");`, `class Store { save() { console.log("x"); } }`)],
  ["in a method of a class that another extends", [], route(`new Store().save(); return new Response("ok");`, `class Store { save() { console.log("x"); } }\nexport class Other extends Store {}`)],
  ["in a method of a class that nobody uses", [], route(`return new Response("ok");`, `class Store { save() { console.log("x"); } }`)],
  ["at the top of the file", [], route(`return new Response("ok");`, `console.log("x");`)],
  ["in a callback at the start of the server", [], `import express from "express";\nconst app = express();\napp.get("/x", (req, res) => res.json({}));\napp.listen(1, () => console.log("x"));\n`, "src/server.ts"],
  ["in a file without handlers", [], `export function run() { console.log("x"); }\n`, "src/services/run.ts"],
  ["by a console that the file binds", [], route(`console.log("x"); return new Response("ok");`, `import { console } from "./fake.js";`)],
  ["by a method that keeps nothing", [], route(`console.time("x"); console.clear(); return new Response("ok");`)],
  ["a structured line in a Node handler", ["in console.log"], route(`${LINE} return new Response("ok");`)],
  ["a structured line in a Worker", [], `export default { async fetch(request, env) { ${LINE} return new Response("ok"); } };`, "src/index.ts"],
  ["a structured line in a Supabase function", [], `Deno.serve(async (request) => { ${LINE} return new Response("ok"); });`, "supabase/functions/x/index.ts"],
  ["free text in a Worker", ["in console.log"], `export default { async fetch(request, env) { console.log("x"); return new Response("ok"); } };`, "src/index.ts"],
  ["a structured line with more in it, in a Worker", ["in console.log"], `export default { async fetch(request, env) { console.log("x", JSON.stringify({})); return new Response("ok"); } };`, "src/index.ts"],
];

describe.each(PARSERS)("console in handlers ($parser)", ({ facts }) => {
  test.each(CASES.map(([sentence, ...row]) => ({ sentence, row })))("$sentence", ({ row: [expected, code, path = ROUTE_FILE] }) => {
    const found = facts(code, path);
    const calls = consoleCallsInHandlers(found).map(({ method, handler }) => `${handler ? "in" : "for"} ${found.file.view.text.slice(...method.range)}`);
    expect(calls).toEqual(expected);
  });
});
