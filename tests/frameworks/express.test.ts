import { describe, expect, it, test } from "vitest";
import { express } from "../../src/frameworks/express.js";
import { readSettings } from "../../src/settings.js";
import { PARSERS } from "../support/parsers.js";
import { handlersOf, summaryOf } from "./described.js";

for (const { parser, facts } of PARSERS) {
  describe(`Express registrations, by ${parser}`, () => {
    it("takes a handler on an app, with what runs before it", () => {
      const text =
        'import express from "express";\nconst app = express();\napp.post("/login", limit, check, async (req, res, next) => { res.json({}) });';
      expect(handlersOf(facts, text)).toEqual([
        {
          framework: "express",
          role: "handler",
          dialect: "res",
          name: undefined,
          route: "/login",
          method: "POST",
          place: '"/login"',
          parameters: { request: "req", response: "res", next: "next" },
          fn: "async (req, res, next) => { res.json({}) }",
          region: undefined,
          wrappers: 0,
          middleware: ["limit", "check"],
        },
      ]);
    });

    it.each([
      'import { Router } from "express"; const r = Router(); r.get("/x", (a, b) => { b.send("x") });',
      'const express = require("express"); const r = express.Router(); r.get("/x", (a, b) => { b.send("x") });',
      'const { Router: make } = require("express"); const r = make(); r.get("/x", (a, b) => { b.send("x") });',
      'const r = require("express").Router(); r["get"]("/x", (a, b) => { b.send("x") });',
      'import express from "express"; let r; r = express(); r.get("/x", (a, b) => { b.send("x") });',
      "export default (app: Express) => { app.get('/x', (req, res) => { res.send('x') }) };",
      "module.exports = function (app) { app.get('/x', function (req, res) { res.send('x') }) };",
      'import app from "./app"; app.get("/x", (req, res) => { res.send("x") });',
      'import express from "express"; class S { app = express(); mount() { this.app.get("/x", (a, b) => { b.send("x") }) } }',
      'import express from "express"; class S { constructor(private app: express.Application) { this.app.get("/x", (a, b) => b.send("x")) } }',
    ])("knows the receiver of %s", (text) => {
      expect(summaryOf(facts, text)).toEqual(["GET /x -"]);
    });

    it("takes every link of a route chain", () => {
      const text =
        'import { Router } from "express"; const r = Router();\nr.route("/users").get((req, res) => { res.json([]) }).post(guard, (req, res) => { res.json({}) });';
      expect(summaryOf(facts, text)).toEqual(["GET /users -", "POST /users -"]);
    });

    it("takes every call of a chain of registrations", () => {
      const text =
        'import express from "express"; const app = express();\napp.get("/a", (req, res) => { res.end() }).delete("/b", (req, res) => { res.end() });';
      expect(summaryOf(facts, text)).toEqual(["GET /a -", "DELETE /b -"]);
    });

    it("joins the prefix under which the file mounts a router", () => {
      const text =
        'import { Router } from "express"; const api = Router(); const users = Router();\napi.use("/users", users);\napp.use("/api", guard, api);\nusers.get("/:id", (req, res) => { res.end() });';
      expect(summaryOf(facts, text)).toEqual(["GET /api/users/:id -"]);
    });

    it("does not hang on routers that mount each other", () => {
      const text =
        'import { Router } from "express"; const a = Router(); const b = Router();\na.use("/b", b); b.use("/a", a);\nb.get("/x", (req, res) => { res.end() });';
      expect(handlersOf(facts, text)).toHaveLength(1);
    });

    it("reads paths from constants and templates, an unknown part as a parameter", () => {
      const text =
        'import express from "express"; const app = express(); const BASE = "/v1";\napp.get(`${BASE}/a`, (req, res) => { res.end() });\napp.get(`${config.base}/b`, (req, res) => { res.end() });\napp.get(routes.c, (req, res) => { res.end() });';
      expect(summaryOf(facts, text)).toEqual(["GET /v1/a -", "GET /:base/b -", "GET ? -"]);
    });

    it("takes handlers that a list spreads, either arm of a choice, and methods that only the run tells", () => {
      const text = `import express from "express";
const app = express();
const guard = (req, res, next) => next();
const chain = [guard, (req, res) => { res.json({}); }];
app.get("/spread", ...chain);
app.post("/pay", live ? (req, res) => { res.json(1); } : (req, res) => { res.json(2); });
for (const method of ["get", "put"]) app[method]("/any", (req, res) => { res.json({}); });
map[key]("/none", (value) => value);`;
      expect(summaryOf(facts, text)).toEqual([
        "middleware: GET /spread guard",
        "GET /spread -",
        "POST /pay -",
        "POST /pay -",
        "ANY /any -",
      ]);
    });

    it.each([
      ["of objects in forEach", "[{ method: 'post', path: '/a', handler: save }, { method: 'get', path: '/b', handler: list }].forEach((r) => app[r.method](r.path, r.handler));"],
      ["of objects in a loop", "const routes = [{ verb: 'POST', path: '/a', run: save }, { verb: 'GET', path: '/b', run: list }];\nfor (const { verb, path, run } of routes) app[verb](path, run);"],
      ["of lists", "[['post', '/a', save], ['get', '/b', list]].map(([method, path, handler]) => app[method](path, handler));"],
    ])("reads a table %s", (_sentence, loop) => {
      const text = `import express from "express";\nconst app = express();\nfunction save(req, res) { res.json({}); }\nfunction list(req, res) { res.json([]); }\n${loop}`;
      expect(summaryOf(facts, text)).toEqual(["POST /a save", "GET /b list"]);
    });

    it("reads paths alone out of a table, and nothing where it does not write them", () => {
      const text = `import express from "express";
const app = express();
const read = (name) => async (req, res) => { res.json(await all(name)); };
[{ path: "/a", name: "a" }, { path: "/b", name: "b" }, { name: "c" }].forEach(({ path, name }) => app.get(path, read(name)));
routes.forEach((r) => app[r.method](r.path, r.handler));`;
      expect(summaryOf(facts, text)).toEqual(["GET /a -"]);
    });

    it("takes handlers in arrays, by name and in wrappers", () => {
      const text =
        'import { Router } from "express"; const r = Router();\nconst chain = [guard, list];\nfunction guard(req, res, next) { next() }\nfunction list(req, res) { res.json([]) }\nr.get("/x", chain);\nr.put("/y", asyncHandler(async (req, res) => { res.json({}) }));';
      expect(summaryOf(facts, text)).toEqual(["middleware: GET /x guard", "GET /x list", "PUT /y -"]);
      expect(handlersOf(facts, text)[2]).toMatchObject({ wrappers: 1, place: '"/y"' });
    });

    it("takes what a factory of the file makes", () => {
      const text =
        'import { Router } from "express"; const r = Router();\nfunction login(options) { return (req, res) => { res.json(options) } }\nr.post("/login", login({}));';
      expect(handlersOf(facts, text)).toMatchObject([
        { method: "POST", route: "/login", fn: "(req, res) => { res.json(options) }" },
      ]);
    });

    it("takes methods of the class that registers them", () => {
      const text =
        'import { Router } from "express";\nclass Users { router = Router(); constructor() { this.router.get("/x", this.list); this.router.post("/x", this.add.bind(this)) }\n list = (req, res) => { res.json([]) };\n add(req, res) { res.json({}) } }';
      expect(summaryOf(facts, text)).toEqual(["GET /x list", "POST /x add"]);
    });

    it("lists handlers of other files", () => {
      const text =
        'import { Router } from "express"; import * as ctrl from "./ctrl";\nconst r = Router();\nr.post("/login", limit, ctrl.login);\nr.get("/me", asyncHandler(ctrl.me));\nr.get("/out", logout());';
      expect(summaryOf(facts, text)).toEqual(["POST /login login", "GET /me me", "GET /out logout"]);
      expect(handlersOf(facts, text)[0]).toMatchObject({ fn: undefined, middleware: ["limit"] });
    });

    it("lists them on an app that is handed in and shown to be one by its use", () => {
      const text =
        'const routes = (app, db) => { const users = new Users(db); app.get("/login", users.showLogin); app.use(errors); };\nmodule.exports = routes;';
      expect(summaryOf(facts, text)).toEqual(["GET /login showLogin"]);
    });

    it("tells middleware and error handlers from handlers", () => {
      const text =
        'import express from "express"; const app = express();\napp.use((req, res, next) => { next() });\napp.use("/health", (req, res) => { res.send("ok") });\napp.use((err, req, res, next) => { res.status(500).end() });';
      expect(summaryOf(facts, text)).toEqual(["middleware: ANY ? -", "ANY /health -", "error-handler: ANY ? -"]);
      expect(handlersOf(facts, text)[2]).toMatchObject({
        parameters: { error: "err", request: "req", response: "res", next: "next" },
      });
    });

    it.each([
      'import express from "express"; const app = express(); app.get("port"); app.set("x", 1);',
      'import axios from "axios"; axios.get("/x", (req, res) => { res.send("x") });',
      'import request from "supertest"; request(app).get("/x").end((err, res) => { res.status });',
      'const map = new Map(); map.delete("x", (a, b) => b.send("x")); map.get("/x");',
      "i18n.use(backend((language, namespace) => load(language))); i18n.use(react).init({}); res.json();",
      'import { http } from "msw"; http.get("/x", (info, res) => res.json({}));',
      'import { Elysia } from "elysia"; const app = new Elysia(); app.get("/x", (c) => c.json({}));',
    ])("leaves %s alone", (text) => {
      expect(summaryOf(facts, text)).toEqual([]);
    });
  });

  describe(`Functions of the Express shape, by ${parser}`, () => {
    it.each([
      ["export const login = async (req, res) => { res.json({}) };", "login"],
      ["export const login = catchAsync(async (req, res) => { res.json({}) });", "login"],
      ["exports.login = function (req, res) { res.render('x') };", "login"],
      ["module.exports = { login: (req, res) => res.send('x') };", "login"],
      ["module.exports = { async login(req, res) { res.send('x') } };", "login"],
      ["module.exports = (req, res) => { res.send('x') };", undefined],
      ["class Users { async login(req, res) { res.send('x') } }", "login"],
      ["class Users { login = async (req, res) => { res.send('x') } }", "login"],
      ["function Users() { this.login = (req, res) => { res.send('x') } }", "login"],
      ["export const login: RequestHandler = (a, b) => reply(b);", "login"],
      ["export const login = ((a, b) => reply(b)) satisfies RequestHandler;", "login"],
      [
        'import { Request, Response } from "express"; export function login(req: Request, res: Response) { throw new Error() }',
        "login",
      ],
      [
        'import express from "express"; export function login(req: express.Request, res: express.Response) { service.login(req, res) }',
        "login",
      ],
      ["export function login(req, res) { sendSuccess(res, {}) } const x = y.json();", "login"],
      ["export async function login(req, res) { sendToken(await find(req.body.email), 200, res) }", "login"],
      ["export async function logout(req, res) { gone(res) }", "logout"],
      ["export default { validator, handler: async (req, res) => { try { return replies.done(res, await enter(req.body)) } catch (error) { return replies.failed(res, error) } } };", "handler"],
      ["export function login({ body }, res) { res.json(body) }", "login"],
      ["export function login() { return (req, res) => { res.json({}) } }", "login"],
      ["http.createServer((req, res) => { res.writeHead(200); res.end() });", undefined],
    ])("takes %s", (text, name) => {
      const [site, ...others] = handlersOf(facts, text);
      expect(others).toEqual([]);
      expect(site).toMatchObject({
        framework: "express",
        role: "handler",
        dialect: "res",
        name,
        route: undefined,
        method: undefined,
      });
    });

    it.each([
      "const limit = (options) => (req, res, next) => { if (options) return res.status(429).end(); next() };",
      "export function limit(req, res, next) { return validate(req) ? next() : next(new Error()) }",
      "export const limit = (fn) => (req, res, next) => { Promise.resolve(fn(req, res, next)).catch(next) };  x.json();",
    ])("takes %s as middleware", (text) => {
      expect(handlersOf(facts, text)).toMatchObject([{ role: "middleware", name: "limit" }]);
    });

    it.each([
      "export async function limit(req, res, next) { const ad = await find(req.params.id); if (!ad) return next(); res.json(ad) }",
      "export const limit = async (req, res, next) => { const file = await open(req.params.id); if (!file) { return next() } res.type('pdf'); file.pipe(res) };",
    ])("takes %s, which leaves what is not there to the next one, as a handler", (text) => {
      expect(handlersOf(facts, text)).toMatchObject([{ role: "handler", name: "limit" }]);
    });

    it.each([
      "export async function limit(req, res, next) { const user = await find(req); if (!user) return next(); res.redirect('/') }",
      "export async function limit(req, res, next) { const hit = await cache.get(req.url); if (!hit) return next(); next() }",
      "export async function limit(req, res, next) { const old = await find(req); if (old) return next(); res.json(old) }",
      "export function limit(req, res, next) { if (!req.query.page) return next(); res.json(req.query.page) }",
      "export async function limit(req, res, next) { const ad = await find(req); if (!ad) next(); else res.json(ad) }",
    ])("takes %s as middleware all the same", (text) => {
      expect(handlersOf(facts, text)).toMatchObject([{ role: "middleware", name: "limit" }]);
    });

    it("takes an error converter by what it hands on", () => {
      const text = "const convert = (err, req, res, next) => { next(new ApiError(err)) };";
      expect(handlersOf(facts, text)).toMatchObject([{ role: "error-handler", parameters: { error: "err", request: "req" } }]);
    });

    it("takes the callback of a parameter as beginning with the request", () => {
      const text =
        'import express from "express"; const app = express();\napp.param("id", (req, res, next, id) => { res.status(400).end() });';
      expect(handlersOf(facts, text)).toMatchObject([{ parameters: { request: "req", response: "res", next: "next" } }]);
    });

    it("reads no callback out of a third parameter that is something else", () => {
      expect(handlersOf(facts, "export function remove(req, res, userId) { res.json(userId) }")[0]!.parameters).toEqual({
        request: "req",
        response: "res",
      });
    });

    it("takes no function inside a handler for a handler of its own", () => {
      const text =
        "export const login = (req, res, next) => { passport.authenticate('local', (request, response) => { response.send('x') })(req, res, next); res.end() };";
      expect(summaryOf(facts, text)).toEqual(["ANY ? login"]);
    });

    it.each([
      "export function reply(request: Request, response: Response) { return response.json() }",
      "async function refresh(request: NextRequest, response: NextResponse) { response.cookies.set('a', 'b') }",
      'import { Request, Response } from "express"; const level = (req: Request, res: Response) => `status ${res.statusCode}`; x.json();',
      "morgan.token('message', (req, res) => res.locals.message || ''); y.json();",
      "const failed = (_: string, code: TResponseErrorCodes) => { show(code) }; x.json();",
      "function after(user: User, res: Response, next: NextFunction) { res.json(user) }",
      "server.on('connect', (req: IncomingMessage, socket: Duplex) => { socket.end() });",
      "export const handler: Handler = async (event, context) => ({ statusCode: 200 }); x.json();",
      "const add = (a, b) => b.json();",
    ])("leaves %s alone", (text) => {
      expect(summaryOf(facts, text)).toEqual([]);
    });
  });
}

test("Promise.all over a list is no route with several paths", () => {
  const settings = readSettings(undefined);
  const mayHold = (text: string): boolean => express.mayHold("src/app/page.tsx", text, settings);
  expect(mayHold("const [app, user] = await Promise.all([load(), find()]);")).toBe(false);
  expect(mayHold('app.all(["/a", "/b"], answer);')).toBe(true);
});
