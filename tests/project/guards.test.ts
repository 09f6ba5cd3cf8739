/** Whom a handler has let in, where another file registers it or mounts its router. */
import { describe, expect, test } from "vitest";
import { isBehindAdmins } from "../../src/analysis/operations/admin-guards.js";
import { isLetIn } from "../../src/analysis/operations/let-in.js";
import { projectOf, type Files } from "./support.js";

const EXPRESS = `import express, { Router } from "express";\nimport { requireAuth, optionalAuth, limit } from "./guards";\n`;
const APP = `${EXPRESS}const app = express();\n`;
const ROUTER = `import { Router } from "express";\nexport const router = Router();\nrouter.get("/users", (req, res) => { res.json([]); });\n`;
const CONTROLLER = `export const list = (req, res) => { res.json([]); };`;

function letIn(path: string, text: string, files: Files): boolean {
  const { facts } = projectOf({ ...files, [path]: text });
  const { handlers, file } = facts(path, text);
  return isLetIn(handlers[0]!, handlers[0]!.fn!.body, file);
}

type Case = readonly [sentence: string, letIn: boolean, files: Files];

const MOUNTED: readonly Case[] = [
  ["behind a guard of the mount", true, { "src/app.ts": `${APP}import { router } from "./users";\napp.use("/api", limit, requireAuth, router);` }],
  ["behind a guard of the whole app", true, { "src/app.ts": `${APP}import { router } from "./users";\napp.use(requireAuth);\napp.use("/api", router);` }],
  ["behind a guard of the router between", true, { "src/api.ts": `${EXPRESS}import { router } from "./users";\nexport const api = Router();\napi.use("/users", router);`, "src/app.ts": `${APP}import { api } from "./api";\napp.use("/api", requireAuth, api);` }],
  ["before the guard of the whole app", false, { "src/app.ts": `${APP}import { router } from "./users";\napp.use("/api", router);\napp.use(requireAuth);` }],
  ["behind the guard of another mount", false, { "src/app.ts": `${APP}import { router } from "./users";\nimport { other } from "./other";\napp.use("/admin", requireAuth, other);\napp.use("/api", router);` }],
  ["behind middleware that turns nobody away", false, { "src/app.ts": `${APP}import { router } from "./users";\napp.use("/api", limit, optionalAuth, router);` }],
  ["behind a guard of one mount of two", false, { "src/app.ts": `${APP}import { router } from "./users";\napp.use("/api", requireAuth, router);\napp.use("/api", router);` }],
];

const REGISTERED: readonly Case[] = [
  ["behind a guard", true, { "src/app.ts": `${APP}import { list } from "./users";\napp.get("/users", requireAuth, list);` }],
  ["inside a guard", true, { "src/app.ts": `${APP}import { list } from "./users";\napp.get("/users", requireAuth(list));` }],
  ["behind a guard of the router", true, { "src/app.ts": `${EXPRESS}import { list } from "./users";\nexport const router = Router();\nrouter.use(requireAuth);\nrouter.get("/users", list);` }],
  ["on a router that is mounted behind a guard", true, { "src/routes.ts": `${EXPRESS}import { list } from "./users";\nexport const routes = Router();\nroutes.get("/users", list);`, "src/app.ts": `${APP}import { routes } from "./routes";\napp.use("/api", requireAuth, routes);` }],
  ["without a guard", false, { "src/app.ts": `${APP}import { list } from "./users";\napp.get("/users", limit, list);` }],
  ["behind a guard in one place of two", false, { "src/app.ts": `${APP}import { list } from "./users";\napp.get("/users", requireAuth, list);\napp.get("/users", list);` }],
];

describe("a router that another file mounts", () => {
  test.each(MOUNTED)("%s", (_sentence, expected, files) => {
    expect(letIn("src/users.ts", ROUTER, files)).toBe(expected);
  });
});

describe("a handler that another file registers", () => {
  test.each(REGISTERED)("%s", (_sentence, expected, files) => {
    expect(letIn("src/users.ts", CONTROLLER, files)).toBe(expected);
  });
});

const FOR_ADMINS: readonly Case[] = [
  ["behind a guard of the mount", true, { "src/app.ts": `${APP}import { router } from "./users";\napp.use("/settings", allow(ROLES.ADMIN), router);` }],
  ["behind a guard of the router between", true, { "src/api.ts": `${EXPRESS}import { router } from "./users";\nexport const api = Router();\napi.use(requireAdmin);\napi.use("/users", router);`, "src/app.ts": `${APP}import { api } from "./api";\napp.use("/api", api);` }],
  ["behind a guard of the mount of the router between", true, { "src/api.ts": `${EXPRESS}import { router } from "./users";\nexport const api = Router();\napi.use("/users", router);`, "src/app.ts": `${APP}import { api } from "./api";\napp.use("/api", requireAdmin, api);` }],
  ["behind a guard of everybody who is signed in", false, { "src/app.ts": `${APP}import { router } from "./users";\napp.use("/settings", requireAuth, router);` }],
  ["behind a guard of one mount of two", false, { "src/app.ts": `${APP}import { router } from "./users";\napp.use("/api", requireAdmin, router);\napp.use("/api", router);` }],
];

describe("a router that is for administrators alone", () => {
  test.each(FOR_ADMINS)("%s", (_sentence, expected, files) => {
    const { facts } = projectOf({ ...files, "src/users.ts": ROUTER });
    const { handlers, file } = facts("src/users.ts", ROUTER);
    expect(isBehindAdmins(handlers[0]!, file)).toBe(expected);
  });

  const OWN_PATH = `import { Router } from "express";\nexport class Users { path = "/users"; router = Router(); constructor() { this.router.get("/", (req, res) => { res.json([]); }); } }`;
  test.each([
    ["behind a guard between", true, 'routes.forEach((route) => app.use(route.path, requireAdmin, route.router));'],
    ["behind a guard in a line above", true, 'app.use(requireAdmin);\nroutes.forEach((route) => app.use(route.path, route.router));'],
    ["behind a guard of everybody who is signed in", false, 'routes.forEach((route) => app.use(route.path, requireAuth, route.router));'],
    ["before a guard in a line below", false, 'routes.forEach((route) => app.use(route.path, route.router));\napp.use(requireAdmin);'],
  ])("one that says its own path, %s", (_sentence, expected, mounts) => {
    const { facts } = projectOf({ "src/users.ts": OWN_PATH, "src/app.ts": `${APP}${mounts}` });
    const { handlers, file } = facts("src/users.ts", OWN_PATH);
    expect(isBehindAdmins(handlers[0]!, file)).toBe(expected);
  });

  test("a controller that is registered behind such a guard", () => {
    const { facts } = projectOf({ "src/app.ts": `${APP}import { list } from "./users";\napp.get("/users", isAdmin, list);`, "src/users.ts": CONTROLLER });
    const { handlers, file } = facts("src/users.ts", CONTROLLER);
    expect(isBehindAdmins(handlers[0]!, file)).toBe(true);
  });
});
