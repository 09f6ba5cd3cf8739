/** Functions that are handlers, and near ones that are none or stand for something else, by one part of what is asked. */
import { describe, expect, test } from "vitest";
import { PARSERS } from "../support/parsers.js";
import { summaryOf } from "./described.js";

const NO = `new Response("", { status: 401 })`;
const REFUSES = `res.status(401).end()`;
const SERVER = "src/server.ts";
const EXPRESS = `import express from "express";\nconst app = express();\n`;
const ITTY = `import { Router } from "itty-router";\n`;
const HONO = `import { Hono } from "hono";\n`;
const PATH_OF = `const { pathname } = new URL(request.url);`;
const worker = (body: string, more = ""): string => `export default { async fetch(request, env) {\n${PATH_OF}\n${body}\n} };\n${more}\n`;
const RUN = `async function run(request) { return ${NO}; }`;
const asked = (test: string): string => worker(`if (${test}) { return run(request); } return new Response("ok");`, RUN);
const chosen = (subject: string, label: string): string => worker(`switch (${subject}) { case ${label}: return run(request); default: return new Response("ok"); }`, RUN);
/** A branch of a worker that hands on what another function of the file answers. */
const branch = (call: string, more: string): string => worker(`if (pathname === "/a") { return ${call}; } return new Response("ok");`, more);
const module = (parameters: string): string => `export async function route(${parameters}) { ${PATH_OF} if (pathname === "/a") return ${NO}; return new Response("ok"); }\n`;
const found = (answer: string): string => `export const a = async (req, res, next) => { const ad = await find(req.params.id); if (!ad) return next(); ${answer} };\n`;
const listed = (loop: string): string => `${EXPRESS}const rows = [{ path: "/a", run: (a, b) => b.status(401).end() }];\n${loop}\n`;
const taken = (parameters: string): string => `export const make = (app) => app.post("/a", (${parameters}) => { throw new UnauthorizedError(); });\n`;

type Case = readonly [sentence: string, sites: readonly string[], code: string, path?: string];

const WORKERS: readonly Case[] = [
  ["a worker by its type", ["ANY ? fetch"], `const worker: ExportedHandler = { async fetch(url) { return ${NO}; } };\nexport default worker;\n`],
  ["an object without a type that fetches", [], `const worker = { async fetch(url) { return ${NO}; } };\nexport default worker;\n`],
  ["an object of another type that fetches", [], `export default { async fetch(url) { return ${NO}; } } satisfies Client;\n`],
  ["a listener for requests, and one for something else", ["ANY ? -"], `addEventListener("fetch", (event) => event.respondWith(${NO}));\naddEventListener("scheduled", (event) => event.respondWith(${NO}));\n`],
  ["a listener that is not there", ["ANY ? -"], `addEventListener("fetch");\naddEventListener("fetch", (event) => event.respondWith(${NO}));\n`],
  ["a listener of a page beside a worker", ["ANY ? fetch"], `addEventListener("fetch", (event) => event.respondWith(${NO}));\nexport default { fetch(request) { return ${NO}; } };\nself.skipWaiting();\n`],
  ["a listener that answers in two places", ["ANY ? -", "ANY ? late", "ANY ? early"], `addEventListener("fetch", (event) => { if (event.late) event.respondWith(late(event.request)); else event.respondWith(early(event.request)); });\nfunction late(request) { return ${NO}; }\nfunction early(request) { return ${NO}; }\n`],
  ["a function that is handed the whole event", ["ANY ? handle", "ANY ? route"], `addEventListener("fetch", (event) => event.respondWith(handle(event)));\nasync function handle(event) { return route(event.request); }\nfunction route(request) { return ${NO}; }\n`],
  ["a table that the handler itself writes out", ["ANY ? fetch", "ANY /a -"], worker(`const routes = { "/a": () => ${NO} }; return routes[pathname]();`)],
  ["a table that is not the handler's, of functions that are handed nothing", ["ANY ? fetch"], worker(`return routes[pathname]();`, `const routes = { "/a": () => ${NO} };`)],
  ["tables that name each other", ["ANY ? fetch"], worker(`return a[pathname](request);`, `const a = b; const b = a;`)],
  ["a branch that throws", ["ANY ? fetch", "ANY /a - (branch)"], worker(`if (pathname === "/a") { throw new UnauthorizedError(); } return new Response("ok");`)],
  ["a branch that only prepares the answer", ["ANY ? fetch"], worker(`let body; if (pathname === "/a") { body = 1; } return new Response(body, { status: 401 });`)],
  ["a branch that a function answers", ["ANY ? fetch", "ANY /a sales"], branch("sales(env)", `async function sales(env) { return ${NO}; }`)],
  ["a branch that a function may answer", ["ANY ? fetch", "ANY /a - (branch)"], branch("sales(env)", `async function sales(env): Promise<Response | null> { return ${NO}; }`)],
  ["a branch that a helper answers", ["ANY ? fetch", "ANY /a - (branch)"], branch("jsonError(env)", `async function jsonError(env) { return ${NO}; }`)],
  ["a branch that a page answers", ["ANY ? fetch", "ANY /a - (branch)"], branch("page({ of: 1 })", `async function page(options) { return ${NO}; }`)],
  ["a branch that a page answers by its text", ["ANY ? fetch", "ANY /a - (branch)"], branch("page(`one`)", `async function page(options) { return ${NO}; }`)],
  ["a function that turns some away", ["ANY ? fetch", "ANY ? approve"], worker(`if (!env.user) { return approve(env); } return new Response("ok");`, `async function approve(env) { if (env.a) return ${NO}; return new Response("b"); }`)],
  ["a helper that turns some away", ["ANY ? fetch"], worker(`if (!env.user) { return rejectError(env); } return new Response("ok");`, `async function rejectError(env) { if (env.a) return ${NO}; return new Response("b"); }`)],
  ["a function that turns some away, and calls itself", ["ANY ? fetch", "ANY ? approve"], worker(`return approve(env);`, `async function approve(env) { if (env.b) return approve(env.c); if (env.a) return ${NO}; return new Response("b"); }`)],
  ["a function that a wrapper calls with the request", ["ANY ? fetch", "ANY ? run"], worker(`return withTables(request, db, run);`, `async function run(req) { return ${NO}; }`)],
  ["a function that a wrapper calls with something else", ["ANY ? fetch"], worker(`return withTables(request, db, run);`, `async function run(name) { return ${NO}; }`)],
  ["a function that a wrapper calls, and that answers some alone", ["ANY ? fetch", "middleware: ANY ? run"], worker(`await withTables(request, db, run); return new Response("ok");`, `async function run(req) { if (req.a) { return ${NO}; } }`)],
  ["a function that is named for handling a response", ["ANY ? fetch", "ANY ? handleResponse"], worker(`return handleResponse(request);`, `async function handleResponse(request) { if (env.a) return ${NO}; return new Response("ok"); }`)],
  ["a helper by how its name begins", ["ANY ? fetch"], worker(`return okFor(request);`, `async function okFor(request) { if (env.a) return ${NO}; return new Response("ok"); }`)],
  ["a path that is compared loosely", ["ANY ? fetch", "ANY /a run"], asked(`pathname == "/a"`)],
  ["a path that is another one", ["ANY ? fetch", "ANY ? run"], asked(`pathname != "/a"`)],
  ["a pattern that spells no path", ["ANY ? fetch", "ANY ? run"], asked(`/users$/.test(pathname)`)],
  ["what stands where the path was another one", ["ANY ? fetch", "ANY /a - (branch)", "ANY ? run"], worker(`if (pathname === "/a") { return new Response("ok"); } else { return run(request); }`, RUN)],
  ["constants that name each other, asked for a path", ["ANY ? fetch", "ANY ? run"], `${asked(`a === "/x" || a`)}const a = b; const b = a;\n`],
  ["a case that must hold", ["ANY ? fetch", "ANY /a run"], chosen("true", `pathname === "/a"`)],
  ["a case that must not hold", ["ANY ? fetch", "ANY ? run"], chosen("false", `pathname === "/a"`)],
  ["a method and a path in one text", ["ANY ? fetch", "POST /a run"], chosen("`${request.method} ${pathname}`", `"POST /a"`)],
  ["something else and a path in one text", ["ANY ? fetch", "ANY ? run"], chosen("`${env.a} ${pathname}`", `"POST /a"`)],
  ["a method and something else in one text", ["ANY ? fetch", "ANY ? run"], chosen("`${request.method} ${env.a}`", `"POST /a"`)],
  ["a module of routes by the type of the environment", ["ANY ? route", "ANY /a - (branch)"], module("request: Request, bindings: AppBindings")],
  ["a module of routes by the name of the environment", ["ANY ? route", "ANY /a - (branch)"], module("request, env")],
  ["a function of a request and options", ["middleware: ANY ? route"], module("request: Request, options: Options")],
  ["a function of a platform that is mounted at its own path", ["ANY /orders -", "ANY /orders - (branch)", "ANY /orders - (branch)", "ANY /orders/x - (branch)"], `Deno.serve(async (request) => { ${PATH_OF} if (pathname === "/") { return ${NO}; } if (pathname === "/orders") { return ${NO}; } if (pathname === "/x") { return ${NO}; } return new Response("ok"); });\n`, "supabase/functions/orders/index.ts"],
  ["a part of a function of a platform, by its first parameter", ["ANY /orders one"], `export async function list(url: string): Promise<Response> { return ${NO}; }\nexport async function one(request: Request): Promise<Response> { return ${NO}; }\n`, "supabase/functions/orders/list.ts"],
];

const ROUTERS: readonly Case[] = [
  ["a router, and an app of Express beside it", ["GET /b -"], `${ITTY}import type { Express } from "express";\nexport const put = (app: Express) => app.get("/a", (request) => ${NO});\nexport const own = (app) => app.get("/b", (request) => ${NO});\n`],
  ["a router of the project, and a client of a package", ["GET /a -"], `${ITTY}import { api } from "./api";\nimport { asks } from "asks";\napi.get("/a", (request) => ${NO});\nasks.get("/b", (request) => ${NO});\n`],
  ["what another package makes", [], `${ITTY}import { Cache } from "cache";\nconst kept = Cache();\nkept.get("/a", (request) => ${NO});\n`],
  ["what is mounted on a router", ["GET /b -"], `${ITTY}const router = Router();\nrouter.use("/a", (request) => ${NO});\nrouter.get("/b", (request) => ${NO});\n`],
  ["what only throws, and what answers", ["middleware: ANY /* -", "ANY /b -"], `${ITTY}const router = Router();\nrouter.all("*", (request) => { try { check(request); } catch { throw new UnauthorizedError(); } });\nrouter.all("/b", (request) => { try { return ${NO}; } catch { throw new UnauthorizedError(); } });\n`],
  ["a handler of another file, and another router", ["GET /a list"], `${ITTY}const router = Router();\nrouter.get("/a", users.list);\nrouter.get("/b", users.handle);\n`],
  ["a router whose base is not known", ["GET /a -"], `${ITTY}const router = Router({ base: prefix() });\nrouter.get("/a", (request) => ${NO});\n`],
  ["an app of Express beside one of Hono", [], `${HONO}import express from "express";\nconst app = express();\napp.get("/a", (c) => c.json({}, 401));\n`],
  ["a described route whose path is not known", ["POST ? -", "POST /a -"], `${HONO}const app = new Hono();\napp.openapi(createRoute({ method: "post", path: path() }), (c) => c.json({}, 401));\napp.openapi(createRoute({ method: "post", path: "/a" }), (c) => c.json({}, 401));\n`],
  ["a last function that goes on", ["middleware: GET /a -", "GET /b -"], `${HONO}const app = new Hono();\napp.get("/a", async (c, next) => { if (!c.var.user) return c.json({}, 401); await next(); });\napp.get("/b", async (c, next) => c.json({}, 401));\n`],
  ["a default export by its own name", ["ANY ? login"], `${HONO}export default async function login(c) { return c.json({ id: c.req.param("id") }); }\n`],
  ["an app that is made of itself", ["GET /a -"], `${HONO}const app = new Hono().get("/a", () => ${NO});\nconst api = api.get("/b", (other) => ${NO});\n`],
  ["an answer that is rendered", ["ANY ? show"], `${HONO}export const show = (c) => c.render("no");\n`],
  ["another value under the name of the context", [], `${HONO}export const run = async (x) => { list.map((x) => x.req); return helper(x); };\nexport const go = async (x, next) => { list.map((x) => x.req); await next(); };\n`],
];

const ON_RES: readonly Case[] = [
  ["what is found and answered", ["ANY ? a"], found("res.json(ad);")],
  ["what is found and answered with a status", ["ANY ? a"], found("res.status(200).json(ad);")],
  ["what is found and put elsewhere", ["middleware: ANY ? a"], found("cache.json(ad); res.end();")],
  ["a callback by its type", ["middleware: ANY ? a"], `import type { NextFunction, Request, Response } from "express";\nexport const a = (req: Request, res: Response, go: NextFunction) => { go(); };\n`],
  ["another function in the place of the callback", ["ANY ? a"], `import type { Request, Response } from "express";\nexport const a = (req: Request, res: Response, go: Go) => { go(); };\n`],
  ["a handler by a vague type, and one without", ["ANY ? a", "ANY ? c"], `export const a: Middleware = (req, res) => { throw new UnauthorizedError(); };\nexport const b = (req, res) => { throw new UnauthorizedError(); };\nexport const c = (req, res) => { ${REFUSES}; };\n`],
  ["a handler that only throws, by both names", ["POST /a -"], taken("req, res")],
  ["a handler that only throws, of any response", ["POST /a -"], taken("req, res: any")],
  ["a function that only throws, by one name", [], taken("incoming, res")],
  ["a status that is written", ["ANY ? a"], `export const a = (req, res) => { res.statusCode = 401; };\n`],
  ["a status that is read", [], `export const a = (req, res) => { code = res.statusCode; };\n`],
  ["a method that is handed on", [], `export const a = (req, res) => { keep(res.json); };\n`],
  ["six parameters", [], `export function a(req, res, next, d, e, f) { ${REFUSES}; }\n`],
  ["a response of Next.js", [], `export const a = (req, res: NextResponse) => { ${REFUSES}; };\n`],
  ["types that the file declares itself", ["ANY ? a"], `interface Request { user: string }\ninterface Response { status(n: number): void }\nexport const a = (req: Request, res: Response) => { ${REFUSES}; };\n`],
  ["a function of four that is registered, whatever their names", ["error-handler: GET /a -"], `${EXPRESS}app.get("/a", (a, b, c, d) => { c.status(401).end(); });\n`],
  ["a function of five that is registered", [], `${EXPRESS}app.get("/a", (a, b, c, d, e) => { b.status(401).end(); });\n`],
  ["a handler under a name of CommonJS", ["ANY ? login"], `module.exports.login = wrap((req, res) => ${REFUSES});\n`],
  ["a router that goes by no name", ["GET /a -"], `import { Router } from "express";\nexport default new Router().get("/a", (a, b) => { b.status(401).end(); });\n`],
  ["a router that a class is given, and a store", ["GET /a -"], `import type { Router } from "express";\nexport class Api { constructor(private store: Store, private router: Router) {} run() { this.router.get("/a", (a, b) => { b.status(401).end(); }); this.store.get("/b", (a, b) => { b.status(401).end(); }); } }\n`],
  ["Express by require, and another package", ["GET /a -"], `const express = require("express");\nconst app = express();\nconst other = require("fastify")();\napp.get("/a", (a, b) => { b.status(401).end(); });\nother.get("/b", (a, b) => { b.status(401).end(); });\n`],
  ["constants that name each other, called as apps", ["GET /a -"], `${EXPRESS}const a = b; const b = a;\nconst own = a();\nown.get("/a", (req, res) => ${REFUSES});\n`],
  ["a name that is given one function", ["GET /a run"], `${EXPRESS}let run;\nrun = (a, b) => b.status(401).end();\napp.get("/a", run);\n`],
  ["a name that is given one function and another", ["GET /a run"], `${EXPRESS}let run;\nrun = (a, b) => b.status(401).end();\nrun = (a, b) => b.status(403).end();\napp.get("/a", run);\n`],
  ["a factory that gives nothing", ["GET /a make"], `${EXPRESS}function make() { go(); }\napp.get("/a", make());\n`],
  ["rows of a list", ["GET /a run"], listed(`rows.forEach((row) => app.get(row.path, row.run));`)],
  ["rows that are chosen", ["GET ? run"], listed(`rows.filter((row) => app.get(row.path, row.run));`)],
  ["rows of a list without a handler", ["GET /b -"], `${EXPRESS}for (const [path, run] of [["/a"], ["/b", (a, b) => b.status(401).end()]]) { app.get(path, run); }\n`],
  ["a method of a list that registers nothing", ["ANY ? run", "GET /b run"], `${EXPRESS}const rows = [{ verb: "listen", path: "/a", run: (req, res) => ${REFUSES} }, { verb: "get", path: "/b", run: (req, res) => ${REFUSES} }];\nfor (const row of rows) app[row.verb](row.path, row.run);\n`],
  ["a type that goes by the name of a method", ["GET /api/orders GET"], `const POST = 1;\nexport { type POST };\nexport async function GET(request) { return ${NO}; }\n`, "app/api/orders/route.ts"],
  ["what is put on the exports of a file", ["ANY /api/a default"], `Object.assign(exports, { default: async (req, res) => { ${REFUSES}; } });\n`, "pages/api/a.js"],
  ["what is put on something else", [], `Object.assign(other, { default: async (one, two) => { two.status(401).end(); } });\n`, "pages/api/a.js"],
  ["another field of the module", ["ANY /api/a default"], `module.path = { default: async (event) => 1 };\nmodule.exports = async (req, res) => { ${REFUSES}; };\n`, "pages/api/a.js"],
];

describe.each(PARSERS)("handlers and near misses ($parser)", ({ facts }) => {
  describe.each([
    ["workers", WORKERS],
    ["routers", ROUTERS],
    ["answers on res", ON_RES],
  ] as const)("%s", (_group, cases) => {
    test.each(cases.map(([sentence, sites, code, path = SERVER]) => ({ sentence, sites, code, path })))("$sentence", ({ sites, code, path }) => {
      expect(summaryOf(facts, code, path)).toEqual(sites);
    });
  });
});
