/** Workers that look their handlers up in tables, and those that keep them in a class. */
import { describe, expect, it } from "vitest";
import { PARSERS } from "../support/parsers.js";
import { summaryOf } from "./described.js";

const PATH = "src/worker.ts";
const HANDLERS = `async function enter(request, env) { return new Response("in"); }\nasync function show(request, env) { return new Response("seen"); }`;
const worker = (body: string): string => `export default { async fetch(request, env) { const { pathname } = new URL(request.url);\n${body}\n} };\n${HANDLERS}`;

describe.each(PARSERS)("tables of a worker, by $parser", ({ facts }) => {
  it("takes the functions of a table by path, with the path as the route", () => {
    const text = worker(`const table = { "/login": enter, "/page": show }; return table[pathname](request, env);`);
    expect(summaryOf(facts, text, PATH)).toEqual(["ANY ? fetch", "ANY /login enter", "ANY /page show"]);
  });

  it("takes those of a table in a table, also through a name and a default", () => {
    const text = `const routes = { POST: { "/login": enter }, GET: { "/page": show } };\n${worker(
      `const found = (routes[request.method] || {})[pathname]; if (!found) return new Response("", { status: 404 }); return await found(request, env);`,
    )}`;
    expect(summaryOf(facts, text, PATH)).toEqual(["ANY ? fetch", "POST /login enter", "GET /page show"]);
  });

  it("takes functions that stand in the table, and keys with method and path", () => {
    const text = worker("const table = { \"POST /login\": async (request) => new Response(\"in\") }; return table[`${request.method} ${pathname}`](request);");
    expect(summaryOf(facts, text, PATH)).toEqual(["ANY ? fetch", "POST /login -"]);
  });

  it("takes functions that stand in the table and have the request already, also behind a name", () => {
    const text = worker(`const table = { "/login": () => enter(request, env), "/page": () => show(request, env) }; const found = table[pathname]; if (found) return await found(); return new Response("", { status: 404 });`);
    expect(summaryOf(facts, text, PATH)).toEqual(["ANY ? fetch", "ANY /login -", "ANY /page -", "ANY /login enter", "ANY /page show"]);
  });

  it("takes a function of the file that is handed the request under another name", () => {
    const text = worker(`const known = request; if (pathname === "/login") return enter(known, env); return new Response("", { status: 404 });`);
    expect(summaryOf(facts, text, PATH)).toEqual(["ANY ? fetch", "ANY /login enter"]);
  });

  it("leaves a branch to the function of another file that answers it, also without the request", () => {
    const text = `import { handlePage, today } from "./pages";\n${worker(`if (pathname === "/login") return await handlePage(); if (pathname === "/today") return new Response(today()); return new Response("", { status: 404 });`)}`;
    expect(summaryOf(facts, text, PATH)).toEqual(["ANY ? fetch", "ANY /login handlePage", "ANY /today - (branch)"]);
  });

  it("takes a router in a file of its own that is handed the address before the environment", () => {
    const of = (parameters: string): string[] => summaryOf(facts, `export async function route(${parameters}) { if (url.pathname === "/login") return new Response("in"); return new Response("", { status: 404 }); }`, "src/route.ts");
    expect(of("request, url, env, headers")).toEqual(["ANY ? route", "ANY /login - (branch)"]);
    expect(of("request, url, headers")).toEqual([]);
    expect(of("request: Request, url: URL, _env: Env")).toEqual(["ANY ? route", "ANY /login - (branch)"]);
  });

  it.each([
    ["a table of other things", `const table = { small: enter, large: show }; return table[env.SIZE](request, env);`],
    ["a function that is not handed the request", `const table = { "/login": enter }; return table[pathname](env);`],
    ["a function of the table that asks for it in vain", `const table = { "/login": enter }; return table[pathname]();`],
    ["a table of another file", `return table[pathname](request, env);`],
  ])("leaves %s alone", (_what, body) => {
    expect(summaryOf(facts, worker(body), PATH)).toEqual(["ANY ? fetch"]);
  });

  it("follows static methods of a class of the file", () => {
    const text = `class Api { static async handle(request, env) { return Api.enter(request); } static async enter(request) { return new Response("in"); } }\nexport default { fetch(request, env) { return Api.handle(request, env); } };`;
    expect(summaryOf(facts, text, PATH)).toEqual(["ANY ? handle", "ANY ? enter", "ANY ? fetch"]);
  });

  it("does not take a method of an instance for a static one", () => {
    const text = `class Api { async handle(request) { return new Response("in"); } }\nexport default { fetch(request, env) { return Api.handle(request); } };`;
    expect(summaryOf(facts, text, PATH)).toEqual(["ANY ? fetch"]);
  });

  it("takes a handler in a file of its own whose request knows who is asking", () => {
    const of = (type: string): string[] => summaryOf(facts, `export async function handleUpdate(request: ${type}, env: Env, id: string): Promise<Response> { return new Response(id); }`, "src/api/sites.ts");
    expect(of("AuthenticatedRequest")).toEqual(["ANY ? handleUpdate"]);
    expect(of("RequestOptions")).toEqual([]);
  });
});
