import { describe, expect, test } from "vitest";
import { projectOf, type Files } from "./support.js";

const EXPRESS = `import express, { Router } from "express";\n`;
const NAMED = `export const login = async (req, res) => { res.json({ ok: true }); };`;
const COMMON = `const login = async (req, res) => { res.json({ ok: true }); };\nmodule.exports = { login };`;
const ROUTER = `${EXPRESS}import { login } from "./login";\nexport const router = Router();\nrouter.post("/login", login);`;

type Case = readonly [sentence: string, controller: string, files: Files, place: string | undefined];

/** Each registers, one way or another, the one handler that stands in src/login.ts (or .js). */
const REGISTERED: readonly Case[] = [
  ["by its name", NAMED, { "src/app.ts": `${EXPRESS}import { login } from "./login";\nconst app = express();\napp.post("/login", login);` }, "POST /login"],
  ["by another name", NAMED, { "src/app.ts": `${EXPRESS}import { login as enter } from "./login";\nconst app = express();\napp.post("/login", enter);` }, "POST /login"],
  ["as a member of the module", NAMED, { "src/app.ts": `${EXPRESS}import * as controller from "./login";\nconst app = express();\napp.post("/login", controller.login);` }, "POST /login"],
  ["as a default export", `export default async (req, res) => { res.json({}); };`, { "src/app.ts": `${EXPRESS}import login from "./login";\nconst app = express();\napp.post("/login", login);` }, "POST /login"],
  ["as a member of a default export", `const login = async (req, res) => { res.json({}); };\nexport default { login };`, { "src/app.ts": `${EXPRESS}import controller from "./login";\nconst app = express();\napp.post("/login", controller.login);` }, "POST /login"],
  ["as a member of an exported instance", `class Controller { login = async (req, res) => { res.json({}); }; }\nexport const controller = new Controller();`, { "src/app.ts": `${EXPRESS}import { controller } from "./login";\nconst app = express();\napp.post("/login", controller.login);` }, "POST /login"],
  ["as a method of an instance that the other file makes", `export class Controller { async login(req, res) { res.json({}); } }`, { "src/app.ts": `${EXPRESS}import { Controller } from "./login";\nconst app = express();\nconst controller = new Controller();\napp.post("/login", controller.login.bind(controller));` }, "POST /login"],
  ["as a static method", `export class Controller { static async login(req, res) { res.json({}); } }`, { "src/app.ts": `${EXPRESS}import { Controller } from "./login";\nconst app = express();\napp.post("/login", Controller.login);` }, "POST /login"],
  ["as a member of a field of the class that registers it", `export class Controller { login = async (req, res) => { res.json({}); }; }`, { "src/app.ts": `${EXPRESS}import { Controller } from "./login";\nexport class Routes { router = Router(); controller = new Controller(); constructor() { this.router.post("/login", this.controller.login); } }` }, "POST /login"],
  ["as a member of a field that the constructor sets", `export class Controller { login = async (req, res) => { res.json({}); }; }`, { "src/app.ts": `${EXPRESS}import { Controller } from "./login";\nexport class Routes { constructor() { this.other = other; this.controller = new Controller(); this.router = Router(); this.router.post("/login", this.controller.login); } }` }, "POST /login"],
  ["not, as the field of that name is another class's", `export class Controller { login = async (req, res) => { res.json({}); }; }`, { "src/app.ts": `${EXPRESS}import { Controller } from "./login";\nexport class Other { constructor() { this.controller = new Controller(); } }\nexport class Routes { constructor() { this.router = Router(); this.router.post("/login", this.controller.login); } }` }, undefined],
  ["as a field that the constructor of its class sets", `export class Controller { constructor() { this.login = async (req, res) => { res.json({}); }; } }`, { "src/app.ts": `${EXPRESS}import { Controller } from "./login";\nconst app = express();\nconst controller = new Controller();\napp.post("/login", controller.login);` }, "POST /login"],
  ["not, but a method of the same name of another class", `class Session { login(req, res) { res.json({}); } }\nexport class Controller { constructor() { this.logout = async (req, res) => { res.json({}); }; } }`, { "src/app.ts": `${EXPRESS}import { Controller } from "./login";\nconst app = express();\nconst controller = new Controller();\napp.post("/login", controller.login);` }, undefined],
  ["not, but called with something of its own", NAMED, { "src/app.ts": `${EXPRESS}import { login } from "./login";\nconst app = express();\napp.post("/login", login.call(self));` }, undefined],
  ["through a barrel", NAMED, { "src/index.ts": `export * from "./login";`, "src/app.ts": `${EXPRESS}import { login } from "./index";\nconst app = express();\napp.post("/login", login);` }, "POST /login"],
  ["through a barrel of namespaces", NAMED, { "src/index.ts": `export * as controller from "./login";`, "src/app.ts": `${EXPRESS}import { controller } from "./index";\nconst app = express();\napp.post("/login", controller.login);` }, "POST /login"],
  ["with guards before it", NAMED, { "src/app.ts": `${EXPRESS}import { login } from "./login";\nimport { auth, validate } from "./guards";\nconst app = express();\napp.post("/login", auth("login"), validate({}), login);` }, "POST /login"],
  ["in a chain of route()", NAMED, { "src/app.ts": `${EXPRESS}import { login } from "./login";\nconst router = Router();\nrouter.route("/login").get((req, res) => res.render("form")).post(login);` }, "POST /login"],
  ["in a wrapper", NAMED, { "src/app.ts": `${EXPRESS}import { login } from "./login";\nimport { catchAsync } from "./async";\nconst app = express();\napp.post("/login", catchAsync(login));` }, "POST /login"],
  ["in a wrapper of its own file", `import { catchAsync } from "./async";\nexport const login = catchAsync(async (req, res) => { res.json({}); });`, { "src/app.ts": `${EXPRESS}import { login } from "./login";\nconst app = express();\napp.post("/login", login);` }, "POST /login"],
  ["in two wrappers of its own file", `import { catchAsync, timed } from "./async";\nexport const login = timed(catchAsync(async (req, res) => { res.json({}); }));`, { "src/app.ts": `${EXPRESS}import { login } from "./login";\nconst app = express();\napp.post("/login", login);` }, "POST /login"],
  ["as what a factory makes", `export function login(options) { return async (req, res) => { res.json({}); }; }`, { "src/app.ts": `${EXPRESS}import { login } from "./login";\nconst app = express();\napp.post("/login", login({ tries: 3 }));` }, "POST /login"],
  ["as a member of what a factory makes", `export const makeController = (db) => ({ login: async (req, res) => { res.json({}); } });`, { "src/app.ts": `${EXPRESS}import { makeController } from "./login";\nconst app = express();\nconst controller = makeController(db);\napp.post("/login", controller.login);` }, "POST /login"],
  ["on an app that is handed in", NAMED, { "src/routes.ts": `import { login } from "./login";\nexport default (app) => { app.post("/login", login); };` }, "POST /login"],
  ["for every method", NAMED, { "src/app.ts": `${EXPRESS}import { login } from "./login";\nconst app = express();\napp.all("/login", login);` }, "/login"],
  ["on a router that another file mounts", NAMED, { "src/routes.ts": ROUTER, "src/app.ts": `${EXPRESS}import { router } from "./routes";\nconst app = express();\napp.use("/api", router);` }, "POST /api/login"],
  ["on a router that the same file mounts on one that another mounts", NAMED, { "src/routes.ts": `${EXPRESS}import { login } from "./login";\nconst inner = Router();\ninner.post("/login", login);\nconst router = Router();\nrouter.use("/auth", inner);\nexport default router;`, "src/app.ts": `${EXPRESS}import routes from "./routes";\nconst app = express();\napp.use("/api", routes);` }, "POST /api/auth/login"],
  ["on a router that is mounted in two places", NAMED, { "src/routes.ts": ROUTER, "src/app.ts": `${EXPRESS}import { router } from "./routes";\nconst app = express();\napp.use("/v1", router);\napp.use("/v2", router);` }, "POST /login"],
  ["on a router that is mounted in two places whose ends agree", NAMED, { "src/routes.ts": ROUTER, "src/app.ts": `${EXPRESS}import { router } from "./routes";\nconst app = express();\napp.use("/v1/auth", router);\napp.use("/auth", router);` }, "POST /auth/login"],
  ["twice alike", NAMED, { "src/a.ts": ROUTER, "src/b.ts": ROUTER }, "POST /login"],
  ["twice under one route, by different methods", NAMED, { "src/app.ts": `${EXPRESS}import { login } from "./login";\nconst app = express();\napp.post("/login", login);\napp.put("/login", login);` }, "/login"],
  ["twice by one method, under different routes", NAMED, { "src/app.ts": `${EXPRESS}import { login } from "./login";\nconst app = express();\napp.post("/login", login);\napp.post("/enter", login);` }, "POST"],
  ["by module.exports", COMMON, { "src/app.js": `const express = require("express");\nconst { login } = require("./login");\nconst app = express();\napp.post("/login", login);` }, "POST /login"],
  ["by module.exports as a whole", COMMON, { "src/app.js": `const app = require("express")();\nconst controller = require("./login");\napp.post("/login", controller.login);` }, "POST /login"],
  ["by a module that is required in place", COMMON, { "src/app.js": `const app = require("express")();\napp.post("/login", require("./login").login);` }, "POST /login"],
  ["by exports.name", `exports.login = async (req, res) => { res.json({}); };`, { "src/app.js": `const app = require("express")();\nconst controller = require("./login");\napp.post("/login", controller.login);` }, "POST /login"],
  ["by an object that is filled before it is exported", `const controller = {};\ncontroller.login = async (req, res) => { res.json({}); };\nmodule.exports = controller;`, { "src/app.js": `const app = require("express")();\nconst controller = require("./login");\napp.post("/login", controller.login);` }, "POST /login"],
  ["by a constructor function", `function Session(db) { this.login = (req, res, next) => { res.json({}); }; }\nmodule.exports = Session;`, { "src/app.js": `const Session = require("./login");\nmodule.exports = (app, db) => { const session = new Session(db); app.post("/login", session.login); };` }, "POST /login"],
  ["by the prototype of a constructor function", `function Session(db) {}\nSession.prototype.login = function (req, res, next) { res.json({}); };\nmodule.exports = Session;`, { "src/app.js": `const Session = require("./login");\nmodule.exports = (app, db) => { const session = new Session(db); app.post("/login", session.login); };` }, "POST /login"],
  ["by a barrel that spreads what it has required", COMMON, { "src/other.js": `exports.other = 1;`, "src/index.js": `const other = require("./other");\nconst login = require("./login");\nmodule.exports = { ...login, ...other, other };`, "src/app.js": `const app = require("express")();\nconst { login } = require("./index");\napp.post("/login", login);` }, "POST /login"],
  ["by a barrel that spreads something of what it has required", COMMON, { "src/index.js": `const { parts } = require("./login");\nmodule.exports = { ...parts };`, "src/app.js": `const app = require("express")();\nconst { login } = require("./index");\napp.post("/login", login);` }, undefined],
  ["by a barrel of requires", COMMON, { "src/index.js": `module.exports.controller = require("./login");`, "src/app.js": `const app = require("express")();\nconst { controller } = require("./index");\napp.post("/login", controller.login);` }, "POST /login"],
  ["through a function that hands on all that it is given", NAMED, { "src/app.ts": `${EXPRESS}import * as controller from "./login";\nconst app = express();\napp.post("/login", (req, res) => controller.login(req, res));` }, "POST /login"],
  ["through a function with a body, in a wrapper", `export class Controller { async login(req, res) { res.json({}); } }`, { "src/app.ts": `${EXPRESS}import { Controller } from "./login";\nimport { catchAsync } from "./async";\nconst app = express();\nconst controller = new Controller();\napp.post("/login", catchAsync(async (req, res) => { await controller.login(req, res); }));` }, "POST /login"],
  ["not, as the function around the call does more", NAMED, { "src/app.ts": `${EXPRESS}import { login } from "./login";\nconst app = express();\napp.post("/login", (req, res) => { count(); return login(req, res); });` }, undefined],
  ["not, as the function around the call does more behind it", NAMED, { "src/app.ts": `${EXPRESS}import { login } from "./login";\nconst app = express();\napp.post("/login", (req, res) => { login(req, res); count(); });` }, undefined],
  ["through a function that passes on what fails", NAMED, { "src/app.ts": `${EXPRESS}import * as controller from "./login";\nconst app = express();\napp.post("/login", (req, res, next) => controller.login(req, res).catch(next));` }, "POST /login"],
  ["through a function that waits for nothing", NAMED, { "src/app.ts": `${EXPRESS}import * as controller from "./login";\nconst app = express();\napp.post("/login", (req, res) => { void controller.login(req, res); });` }, "POST /login"],
  ["as a member of what a function is handed, by its type", `export class Controller { login = async (req, res) => { res.json({ ok: true }); }; }`, { "src/app.ts": `${EXPRESS}import type { Controller } from "./login";\nexport function routes(controller: Controller) { const router = Router(); router.post("/login", (req, res) => { void controller.login(req, res); }); return router; }` }, "POST /login"],
  ["not, as the function around the call does something with what fails", NAMED, { "src/app.ts": `${EXPRESS}import * as controller from "./login";\nconst app = express();\napp.post("/login", (req, res, next) => controller.login(req, res).catch(answer));` }, undefined],
  ["not, as the function around the call hands on something else", NAMED, { "src/app.ts": `${EXPRESS}import { login } from "./login";\nconst app = express();\napp.post("/login", (req, res) => login(res, req));` }, undefined],
  ["not, but another export of the file", `${NAMED}\nexport const other = (req, res) => res.json({});`, { "src/app.ts": `${EXPRESS}import { other } from "./login";\nconst app = express();\napp.post("/login", other);` }, undefined],
  ["not, but a function of that name in another file", NAMED, { "src/other.ts": NAMED, "src/app.ts": `${EXPRESS}import { login } from "./other";\nconst app = express();\napp.post("/login", login);` }, undefined],
  ["not, but runs before a handler", `export const login = (req, res, next) => { if (!req.user) return res.status(401).end(); next(); };`, { "src/app.ts": `${EXPRESS}import { login } from "./login";\nconst app = express();\napp.post("/pay", login, (req, res) => res.json({}));` }, undefined],
  ["not, but handed to a client", NAMED, { "src/app.ts": `import axios from "axios";\nimport { login } from "./login";\naxios.post("/login", login);\nexport const app = 1;` }, undefined],
  ["not, as its factory is what is registered", `export function login(options) { return options; }\nexport const plain = (req, res) => { res.json({}); };`, { "src/app.ts": `${EXPRESS}import { login } from "./login";\nconst app = express();\napp.post("/login", login({}));` }, undefined],
];

describe("a handler of a worker that another file dispatches to", () => {
  const LOGIN = `export async function enter(request: Request, env: Env): Promise<Response> { return new Response(await env.KV.get("x")); }`;
  const entry = (body: string): string => `import { enter } from "./login";\nimport * as login from "./login";\nexport default { async fetch(request: Request, env: Env): Promise<Response> { const url = new URL(request.url); ${body} return new Response("", { status: 404 }); } };`;
  const rest = `{ fetch: async (request, env) => new Response() }`;

  test.each([
    ["by path and method", `if (request.method === "POST") { switch (url.pathname) { case "/login": return await enter(request, env); } }`, "POST /login"],
    ["as a member of its module, below a path", `if (url.pathname.startsWith("/auth/")) { const rest = url.pathname.slice(6); return login.enter(request, env, rest); }`, "/auth/*"],
    ["by a table", `const table = { "/login": () => enter(request, env) }; const found = table[url.pathname]; if (found) return await found();`, "/login"],
    ["under two paths", `if (url.pathname === "/a/login") return enter(request, env); if (url.pathname === "/b/login") return enter(request, env);`, ""],
    ["for something that is not answered with", `if (url.pathname === "/login") { await enter(request, env); }`, ""],
    ["whatever the path", `return enter(request, env);`, ""],
  ])("%s", (_sentence, body, place) => {
    const { facts } = projectOf({ "src/login.ts": LOGIN, "src/index.ts": entry(body), "src/other.ts": `export default ${rest};` });
    const [{ method, route } = {}, ...others] = facts("src/login.ts", LOGIN).handlers;
    expect([method, route].filter(Boolean).join(" ")).toBe(place);
    expect(others).toEqual([]);
  });
});

describe("a handler that another file registers", () => {
  test.each(REGISTERED)("%s", (_sentence, controller, files, place) => {
    const path = Object.keys(files).some((name) => name.endsWith(".js")) ? "src/login.js" : "src/login.ts";
    const { facts, alone } = projectOf({ ...files, [path]: controller });
    const said = ({ method, route }: { method: string | undefined; route: string | undefined }) => [method, route].filter(Boolean).join(" ");
    expect(said(alone(path, controller).handlers[0]!)).toBe("");
    expect(said(facts(path, controller).handlers[0]!)).toBe(place ?? "");
  });
});

describe("what stands around the registration of a handler", () => {
  const TRAIL = `import { logAudit } from "audit-sdk";\nexport const trail = (req, res, next) => { res.on("finish", () => logAudit("x", { status: res.statusCode })); next(); };\nexport const withAudit = (handler) => async (req, res) => { await handler(req, res); await logAudit("x", { status: res.statusCode }); };`;
  const coverage = (app: string, controller = NAMED) => {
    const { facts } = projectOf({ "src/trail.ts": TRAIL, "src/login.ts": controller, "src/app.ts": `${EXPRESS}import { login } from "./login";\nimport { trail, withAudit } from "./trail";\nconst app = express();\n${app}` });
    const found = facts("src/login.ts", controller);
    const flow = found.flow(found.handlers[0]!);
    return flow.coverage(flow.exits[0]!);
  };

  test("a guard that audits, before it", () => {
    expect(coverage(`app.post("/login", trail, login);`)).toBe("audit");
  });

  test("a wrapper that audits, around it", () => {
    expect(coverage(`app.post("/login", withAudit(login));`)).toBe("audit");
  });

  test("a line above that audits every route", () => {
    expect(coverage(`app.use(trail);\napp.post("/login", login);`)).toBe("audit");
  });

  test("nothing, where only one of two registrations audits", () => {
    expect(coverage(`app.post("/login", trail, login);\napp.post("/enter", login);`)).toBeUndefined();
  });
});

test("the route makes a controller sensitive, and its method makes it a reader", () => {
  const controller = `export const show = (req, res) => res.json({});\nexport const run = (req, res) => res.json({});`;
  const app = `${EXPRESS}import { show, run } from "./tools";\nconst app = express();\napp.get("/billing/refund", show);\napp.post("/billing/refund", run);`;
  const { facts, alone } = projectOf({ "src/tools.ts": controller, "src/app.ts": app });
  const sensitive = (found: ReturnType<typeof facts>) => found.handlers.map((handler) => found.sensitivity(handler)?.evidence);
  expect(sensitive(alone("src/tools.ts", controller))).toEqual([undefined, undefined]);
  expect(sensitive(facts("src/tools.ts", controller))).toEqual([undefined, "route /billing/refund"]);
});

test("a handler that is read by GET and named for a change is sensitive all the same", () => {
  const controller = `export const changePassword = (req, res) => res.json({});`;
  const { facts } = projectOf({ "src/a.ts": controller, "src/app.ts": `${EXPRESS}import { changePassword } from "./a";\nconst app = express();\napp.get("/me", changePassword);` });
  const found = facts("src/a.ts", controller);
  expect(found.sensitivity(found.handlers[0]!)?.evidence).toBe("named changePassword");
});

test("a registration is read anew when its file changes", () => {
  const { facts, project, write, remove } = projectOf({ "src/login.ts": NAMED, "src/app.ts": ROUTER });
  const route = () => facts("src/login.ts", NAMED).handlers[0]!.route;
  expect(route()).toBe("/login");
  write("src/app.ts", ROUTER.replace('"/login", login', '"/enter", login'), 1_000);
  project.startRound();
  expect(route()).toBe("/enter");
  remove("src/app.ts");
  project.startRound();
  expect(route()).toBeUndefined();
});
