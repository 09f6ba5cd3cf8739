import { describe, expect, test } from "vitest";
import { projectOf, type Files } from "./support.js";

const ROUTER = `import { Router } from "express";\nexport const router = Router();\nrouter.get("/users", (req, res) => res.json([]));\n`;
const DEFAULT_ROUTER = `import { Router } from "express";\nconst router = Router();\nrouter.get("/users", (req, res) => res.json([]));\nexport default router;\n`;
const COMMON_ROUTER = `const express = require("express");\nconst router = express.Router();\nrouter.get("/users", (req, res) => res.json([]));\nmodule.exports = router;\n`;
const FACTORY = `import { Router } from "express";\nexport function createRouter() { const router = Router(); router.get("/users", (req, res) => res.json([])); return router; }\n`;
const APP = `import express from "express";\nconst app = express();\n`;

const HONO = `import { Hono } from "hono";\nconst users = new Hono();\nusers.get("/users", (c) => c.json([]));\nexport default users;\n`;
const HONO_APP = `import { Hono } from "hono";\nconst app = new Hono();\n`;

const OWN_PATH = `import { Router } from "express";\nexport class Users { public path = "/api/admin"; public router = Router(); constructor() { this.router.get("/users", (req, res) => res.json([])); } }\n`;
const BY_FIELDS = (given: string): string => `import express from "express";\nexport class App { app = express(); mount(routes) { routes.forEach((route) => { this.app.use(${given}); }); } }\n`;

type Case = readonly [sentence: string, router: string, files: Files, route: string];

const CASES: readonly Case[] = [
  ["a prefix", ROUTER, { "src/app.ts": `${APP}import { router } from "./users";\napp.use("/api/admin", router);` }, "/api/admin/users"],
  ["a default export", DEFAULT_ROUTER, { "src/app.ts": `${APP}import users from "./users";\napp.use("/api/admin", users);` }, "/api/admin/users"],
  ["a module that is required in place", COMMON_ROUTER, { "src/app.js": `const app = require("express")();\napp.use("/api/admin", require("./users"));` }, "/api/admin/users"],
  ["a module that is required", COMMON_ROUTER, { "src/app.js": `const app = require("express")();\nconst users = require("./users");\napp.use("/api/admin", users);` }, "/api/admin/users"],
  ["what a factory makes", FACTORY, { "src/app.ts": `${APP}import { createRouter } from "./users";\napp.use("/api/admin", createRouter());` }, "/api/admin/users"],
  ["what a factory fills and gives out", `import { Router } from "express";\nconst router = Router();\nexport default () => { router.get("/users", (req, res) => res.json([])); return router; };\n`, { "src/app.ts": `${APP}import users from "./users";\napp.use("/api/admin", users());` }, "/api/admin/users"],
  ["what a factory fills and keeps", `import { Router } from "express";\nconst router = Router();\nexport default () => { router.get("/users", (req, res) => res.json([])); };\n`, { "src/app.ts": `${APP}import users from "./users";\napp.use("/api/admin", users());` }, "/users"],
  ["a barrel between", ROUTER, { "src/index.ts": `export { router as users } from "./users";`, "src/app.ts": `${APP}import { users } from "./index";\napp.use("/api/admin", users);` }, "/api/admin/users"],
  ["a router of the other file between", ROUTER, { "src/app.ts": `${APP}import { router } from "./users";\nconst api = express.Router();\napi.use("/admin", router);\napp.use("/api", api);` }, "/api/admin/users"],
  ["a third file between", ROUTER, { "src/api.ts": `import { Router } from "express";\nimport { router } from "./users";\nconst api = Router();\napi.use("/admin", router);\nexport default api;`, "src/app.ts": `${APP}import api from "./api";\napp.use("/api", api);` }, "/api/admin/users"],
  ["middleware between path and router", ROUTER, { "src/app.ts": `${APP}import { router } from "./users";\nimport { guard } from "./guard";\napp.use("/api/admin", guard, router);` }, "/api/admin/users"],
  ["a function around the router", ROUTER, { "src/app.ts": `${APP}import { router } from "./users";\nimport { inTenant } from "./tenant";\napp.use("/api/admin", inTenant(router));` }, "/api/admin/users"],
  ["a function around another router", `${ROUTER}export const other = Router();`, { "src/app.ts": `${APP}import { other } from "./users";\nimport { inTenant } from "./tenant";\napp.use("/api/admin", inTenant(other));` }, "/users"],
  ["a constant path", ROUTER, { "src/app.ts": `${APP}import { router } from "./users";\nconst BASE = "/api/admin";\napp.use(BASE, router);` }, "/api/admin/users"],
  ["an app that is handed to a function", ROUTER, { "src/routes.ts": `import { router } from "./users";\nexport const routes = (app) => { app.use("/admin", router); };`, "src/app.ts": `${APP}import { routes } from "./routes";\nconst api = express.Router();\nroutes(api);\napp.use("/api", api);` }, "/api/admin/users"],
  ["an app that is handed to a module", COMMON_ROUTER, { "src/routes.js": `module.exports = (app) => { app.use("/admin", require("./users")); };`, "src/app.js": `const express = require("express");\nconst app = express();\nconst api = express.Router();\nrequire("./routes")(api);\napp.use("/api", api);` }, "/api/admin/users"],
  ["a list that is gone through", ROUTER, { "src/app.ts": `${APP}import { router } from "./users";\nconst routes = [{ path: "/api/admin", route: router }, { path: "/docs", route: docs }];\nroutes.forEach((one) => { app.use(one.path, one.route); });` }, "/api/admin/users"],
  ["a list that is gone through, its elements taken apart", ROUTER, { "src/app.ts": `${APP}import { router } from "./users";\nfor (const { path: at, route } of [{ path: "/api/admin", route: router }]) app.use(at, route);` }, "/api/admin/users"],
  ["a list whose elements have no path", ROUTER, { "src/app.ts": `${APP}import { router } from "./users";\n[{ route: router }].forEach((one) => app.use(one.path, one.route));` }, "/users"],
  ["a chain that goes by a name", ROUTER, { "src/app.ts": `import { Router } from "express";\nimport { router } from "./users";\nconst api = Router().use(router);\nexport default Router().use("/api/admin", api);` }, "/api/admin/users"],
  ["a field of a class", ROUTER, { "src/app.ts": `${APP}import { router } from "./users";\nexport class Server { app = express(); start() { this.app.use("/api/admin", router); } }` }, "/api/admin/users"],
  ["a router that is a field of a class", `import { Router } from "express";\nexport class Users { router = Router(); constructor() { this.router.get("/users", (req, res) => res.json([])); } }`, { "src/app.ts": `${APP}import { Users } from "./users";\napp.use("/api/admin", new Users().router);` }, "/api/admin/users"],
  ["a field beside it, for whatever is mounted like that", OWN_PATH, { "src/app.ts": BY_FIELDS("route.path, route.router") }, "/api/admin/users"],
  ["a field beside it, where one may be missing", OWN_PATH, { "src/app.ts": BY_FIELDS('route.path || "/", route.router') }, "/api/admin/users"],
  ["a field beside it, with a guard between", OWN_PATH, { "src/app.ts": BY_FIELDS("route.path, guard, route.router") }, "/api/admin/users"],
  ["no field, where all are mounted in one place", OWN_PATH, { "src/app.ts": BY_FIELDS('"/", route.router') }, "/users"],
  ["no field of another object", OWN_PATH, { "src/app.ts": BY_FIELDS("other.path, route.router") }, "/users"],
  ["no field of another router", OWN_PATH, { "src/app.ts": BY_FIELDS("route.path, route.admin") }, "/users"],
  ["no field of one of two classes", `${OWN_PATH}export class Other { path = "/other"; }\n`, { "src/app.ts": BY_FIELDS("route.path, route.router") }, "/users"],
  ["an app of Hono", HONO, { "src/app.ts": `${HONO_APP}import users from "./users";\napp.route("/api/admin", users);` }, "/api/admin/users"],
  ["an app of Hono that a function of its file makes, each handler put on the one before", `import { Hono } from "hono";\nfunction createUsers() { const app = new Hono(); return app.get("/users", (c) => c.json([])).get("/", (c) => c.json([])); }\nexport const users = createUsers();\n`, { "src/app.ts": `${HONO_APP}import { users } from "./users";\napp.route("/api/admin", users);` }, "/api/admin/users"],
  ["an app of Hono that goes by no name and that a function makes", `import { Hono } from "hono";\nconst createUsers = () => new Hono().get("/users", (c) => c.json([]));\nconst users = createUsers();\nexport default users;\n`, { "src/app.ts": `${HONO_APP}import users from "./users";\napp.route("/api/admin", users);` }, "/api/admin/users"],
  ["another function of that file", `import { Hono } from "hono";\nfunction createUsers() { const app = new Hono(); return app.get("/users", (c) => c.json([])); }\nfunction createOthers() { return new Hono(); }\nexport const users = createOthers();\n`, { "src/app.ts": `${HONO_APP}import { users } from "./users";\napp.route("/api/admin", users);` }, "/users"],
  ["an app of Hono below another's own path", HONO, { "src/app.ts": `${HONO_APP.replace("Hono()", 'Hono().basePath("/api")')}import users from "./users";\napp.route("/admin", users);` }, "/api/admin/users"],
  ["no path at all", ROUTER, { "src/app.ts": `${APP}import { router } from "./users";\napp.use(router);` }, "/users"],
  ["two places that differ", ROUTER, { "src/app.ts": `${APP}import { router } from "./users";\napp.use("/v1", router);\napp.use("/v2", router);` }, "/users"],
  ["two places whose ends agree, by what they share", ROUTER, { "src/app.ts": `${APP}import { router } from "./users";\napp.use("/api/admin", router);\napp.use("/api/v2/:tenant/admin", router);` }, "/admin/users"],
  ["two places, one of which ends in the middle of a name", ROUTER, { "src/app.ts": `${APP}import { router } from "./users";\napp.use("/superadmin", router);\napp.use("/api/admin", router);` }, "/users"],
  ["a router between that stands in two places", ROUTER, { "src/api.ts": `import { Router } from "express";\nimport { router } from "./users";\nconst api = Router();\napi.use("/admin", router);\nexport default api;`, "src/app.ts": `${APP}import api from "./api";\napp.use("/v1", api);\napp.use("/v2", api);` }, "/admin/users"],
  ["two places, one of which cannot be told", ROUTER, { "src/app.ts": `${APP}import { router } from "./users";\napp.use("/api/admin", router);\napp.use(\`/\${process.env.BASE}\`, router);` }, "/users"],
  ["a path that the file cannot tell", ROUTER, { "src/app.ts": `${APP}import { router } from "./users";\napp.use(\`/\${process.env.BASE}\`, router);` }, "/users"],
  ["another export of the file", `${ROUTER}export const other = Router();`, { "src/app.ts": `${APP}import { other } from "./users";\napp.use("/api/admin", other);` }, "/users"],
  ["a file that git ignores", ROUTER, { ".gitignore": "old", "src/old/app.ts": `${APP}import { router } from "../users";\napp.use("/api/admin", router);` }, "/users"],
  ["routers that mount each other", `${ROUTER}import { other } from "./other";\nrouter.use("/a", other);`, { "src/other.ts": `import { Router } from "express";\nimport { router } from "./users";\nexport const other = Router();\nother.use("/b", router);` }, "/users"],
];

describe("the route of a handler, by where its router is mounted", () => {
  test.each(CASES)("%s", (_sentence, router, files, route) => {
    const path = router === COMMON_ROUTER ? "src/users.js" : "src/users.ts";
    const { facts, alone } = projectOf({ ...files, [path]: router });
    expect(alone(path, router).handlers[0]!.route).toBe("/users");
    expect(facts(path, router).handlers[0]!.route).toBe(route);
  });
});

const AUDIT = `import { logAudit } from "audit-sdk";\nexport const trail = (req, res, next) => { res.on("finish", () => logAudit("admin.action", { status: res.statusCode })); next(); };`;
const LOG = `import { logger } from "./logger";\nexport const trail = (req, res, next) => { logger.info(req.path); next(); };`;

describe("what middleware before a router of another file records", () => {
  const coverage = (files: Files) => {
    const { facts } = projectOf({ ...files, "src/users.ts": ROUTER });
    const found = facts("src/users.ts", ROUTER);
    const flow = found.flow(found.handlers[0]!);
    return flow.coverage(flow.exits[0]!);
  };

  test("an audit event, between path and router", () => {
    expect(coverage({ "src/trail.ts": AUDIT, "src/app.ts": `${APP}import { router } from "./users";\nimport { trail } from "./trail";\napp.use("/api", trail, router);` })).toBe("audit");
  });

  test("an audit event, in a line above", () => {
    expect(coverage({ "src/trail.ts": AUDIT, "src/app.ts": `${APP}import { router } from "./users";\nimport { trail } from "./trail";\napp.use(trail);\napp.use("/api", router);` })).toBe("audit");
  });

  test("nothing, in a line below", () => {
    expect(coverage({ "src/trail.ts": AUDIT, "src/app.ts": `${APP}import { router } from "./users";\nimport { trail } from "./trail";\napp.use("/api", router);\napp.use(trail);` })).toBeUndefined();
  });

  test("nothing that counts, where it only logs that a request came", () => {
    expect(coverage({ "src/trail.ts": LOG, "src/app.ts": `${APP}import { router } from "./users";\nimport { trail } from "./trail";\napp.use("/api", trail, router);` })).toBeUndefined();
  });
});

describe("what middleware before a router that says its own path records", () => {
  const coverage = (mounts: string) => {
    const { facts } = projectOf({ "src/users.ts": OWN_PATH, "src/trail.ts": AUDIT, "src/app.ts": `${APP}import { trail } from "./trail";\n${mounts}` });
    const found = facts("src/users.ts", OWN_PATH);
    const flow = found.flow(found.handlers[0]!);
    return flow.coverage(flow.exits[0]!);
  };

  test.each([
    ["an audit event, between path and router", "audit", "routes.forEach((route) => app.use(route.path, trail, route.router));"],
    ["an audit event, in a line above", "audit", "app.use(trail);\nroutes.forEach((route) => app.use(route.path, route.router));"],
    ["nothing, in a line below", undefined, "routes.forEach((route) => app.use(route.path, route.router));\napp.use(trail);"],
  ])("%s", (_, expected, mounts) => {
    expect(coverage(mounts)).toBe(expected);
  });
});

test("a router that is mounted twice, and audited in one of the places, has neither", () => {
  const { facts } = projectOf({
    "src/users.ts": ROUTER,
    "src/trail.ts": AUDIT,
    "src/app.ts": `${APP}import { router } from "./users";\nimport { trail } from "./trail";\napp.use("/api/admin", trail, router);\napp.use("/v2/admin", router);`,
  });
  const found = facts("src/users.ts", ROUTER);
  const flow = found.flow(found.handlers[0]!);
  expect([found.handlers[0]!.route, flow.coverage(flow.exits[0]!)]).toEqual(["/users", undefined]);
});

test("a controller of Hono has the route that another file gives it, and the guard before that", () => {
  const login = `import type { Context } from "hono";\nexport const remove = async (c: Context) => { await db.user.delete({ where: { id: c.req.param("id") } }); return c.body(null, 204); };`;
  const { facts, alone } = projectOf({ "src/login.ts": login, "src/app.ts": `${HONO_APP}import { remove } from "./login";\nimport { requireAdmin } from "./auth";\napp.use("*", requireAdmin);\napp.delete("/users/:id", remove);` });
  const [before] = alone("src/login.ts", login).handlers;
  const [after] = facts("src/login.ts", login).handlers;
  expect([before!.route, before!.method]).toEqual([undefined, undefined]);
  expect([after!.route, after!.method, after!.mount?.forAdmins]).toEqual(["/users/:id", "DELETE", true]);
});

test("a mount is read anew when its file changes, and gone when that is removed", () => {
  const { facts, project, write, remove } = projectOf({ "src/users.ts": ROUTER, "src/app.ts": `${APP}import { router } from "./users";\napp.use("/a", router);` });
  const route = () => facts("src/users.ts", ROUTER).handlers[0]!.route;
  expect(route()).toBe("/a/users");
  write("src/app.ts", `${APP}import { router } from "./users";\napp.use("/other", router);`, 1_000);
  project.startRound();
  expect(route()).toBe("/other/users");
  remove("src/app.ts");
  project.startRound();
  expect(route()).toBe("/users");
});
