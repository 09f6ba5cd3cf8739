import { describe, expect, it } from "vitest";
import { PARSERS } from "../support/parsers.js";
import { exitsOf } from "../analysis/ask.js";
import { handlersOf, summaryOf } from "./described.js";

const PATH = "src/index.ts";
const IMPORT = `import { Hono } from "hono";\nimport { createMiddleware } from "hono/factory";\n`;
const APP = `${IMPORT}const app = new Hono();\n`;
const OPEN_API = `import { OpenAPIHono, createRoute } from "@hono/zod-openapi";\n`;

for (const { parser, facts } of PARSERS) {
  describe(`Hono, by ${parser}`, () => {
    it("takes what is put on an app, with what runs before it", () => {
      const text = `${APP}app.post("/orders", withUser, validator("json", check), async (c) => c.json(await place(c.req.valid("json"))));
async function withUser(c, next) { if (!c.get("user")) return c.json({}, 401); await next(); }
`;
      const shared = { framework: "hono", dialect: "response", route: "/orders", method: "POST", parameters: { request: "c.req.raw" } };
      expect(handlersOf(facts, text, PATH)).toMatchObject([
        { ...shared, role: "middleware", name: "withUser", middleware: [], parameters: { request: "c.req.raw", next: "next" } },
        { ...shared, role: "handler", name: undefined, middleware: ["withUser", `validator("json", check)`] },
      ]);
    });

    it.each([
      ["a chain of registrations", `new Hono().get("/a", (c) => c.text("a")).delete("/b", (c) => c.body(null, 204));`, ["GET /a -", "DELETE /b -"]],
      ["the path that an app begins with", `const api = new Hono().basePath("/api");\napi.get("/users", (c) => c.json([]));`, ["GET /api/users -"]],
      ["the path of a chain", `export default new Hono().basePath("/api").get("/users", (c) => c.json([]));`, ["GET /api/users -"]],
      ["an app that is mounted in the same file", `const users = new Hono();\nusers.get("/:id", (c) => c.json(c.req.param("id")));\nconst app = new Hono();\napp.route("/users", users);`, ["GET /users/:id -"]],
      ["an app that is handed in", `export const addRoutes = (api) => { api.post("/login", async (c) => c.json(await login(c.req.raw))); };`, ["POST /login -"]],
      ["an app that is handed in, by its type", `export const addRoutes = (api: Hono<Env>, other: Server) => { api.get("/health", () => new Response()); other.get("/up", () => new Response()); };\nconst web = makeServer();\nweb.get("/down", () => new Response());`, ["GET /health -"]],
      ["an app that is made by the chain it is kept with", `const app = new Hono().use(log);\napp.get("/health", () => new Response());`, ["GET /health -"]],
      ["an app of another file", `import { createApp } from "./create-app";\nconst app = createApp();\napp.post("/login", async (ctx) => ctx.json({}, 401));`, ["POST /login -"]],
      ["a guard for all paths below one", `const app = new Hono();\napp.use("/admin/*", async (c, next) => { if (!c.var.user) return c.text("no", 403); await next(); });`, ["middleware: ANY /admin/* -"]],
      ["functions that are called for errors by others", `const bus = makeBus();\nbus.onError();\nbus.onError((error) => note(error));\nbus.onError((c) => c.json({}, 500));`, []],
      ["a function that is given what comes next and does not call it", `const app = new Hono();\napp.get("/a", async (c, next) => c.text("a"));`, ["GET /a -"]],
      ["what answers errors", `const app = new Hono();\napp.onError((error, c) => c.json({ error: error.message }, 500));`, ["error-handler: ANY ? -"]],
    ])("takes %s", (_sentence, text, expected) => {
      expect(summaryOf(facts, IMPORT + text, PATH)).toEqual(expected);
    });

    it("says of a function that is registered twice that its route is not the only one", () => {
      const text = `${APP}const auth = async (c, next) => { if (!c.get("user")) return c.text("no", 401); await next(); };\napp.use("/a", auth);\napp.get("/b", auth, (c) => c.text("b"));\n`;
      expect(facts(text, PATH).handlers.map(({ name, route, registeredAgain }) => [name, route, registeredAgain])).toEqual([
        ["auth", "/a", "routes"],
        [undefined, "/b", undefined],
      ]);
    });

    it.each([
      ["in place", `const app = new OpenAPIHono();\napp.openapi(createRoute({ method: "patch", path: "/users/{id}/role" }), async (c) => c.json(await save(c.req.valid("json"))));`, ["PATCH /users/{id}/role -"]],
      ["under a name", `const remove = createRoute({ method: "delete", path: "/users/{id}" });\nconst app = new OpenAPIHono().basePath("/v1");\napp.openapi(remove, async (c) => c.body(null, 204));`, ["DELETE /v1/users/{id} -"]],
      ["in another file", `import { login } from "./routes";\nconst app = new OpenAPIHono();\napp.openapi(login, async function login(c) { return c.json({}, 401); });`, ["ANY ? login"]],
    ])("takes a route that is described %s", (_sentence, text, expected) => {
      expect(summaryOf(facts, OPEN_API + text, PATH)).toEqual(expected);
    });

    it.each([
      ["by the type of its context", `import type { Context } from "hono";\nexport async function refund(c: Context<Env>) { return c.json(await pay(c)); }`, ["ANY ? refund"]],
      ["by a type of the project", `import type { AppContext } from "./types";\nimport "hono";\nexport const refund = async (c: AppContext) => c.json({});`, ["ANY ? refund"]],
      ["by what it does with its context", `import "hono";\nexport const refund = async (c) => c.json(await pay(c.req.param("id")));`, ["ANY ? refund"]],
      ["as middleware", `${IMPORT}export const auth = createMiddleware(async (c, next) => { if (!c.req.header("authorization")) return c.text("no", 401); await next(); });`, ["middleware: ANY ? auth"]],
    ])("takes an exported function %s", (_sentence, text, expected) => {
      expect(summaryOf(facts, text, "src/refund.ts")).toEqual(expected);
    });

    it.each([
      ["a cache that has a method of that name", `${IMPORT}const cache = new Map();\ncache.get("/a", () => 1);`],
      ["a helper that only reads the context", `import type { Context } from "hono";\nexport function userOf(c: Context) { return c.get("user"); }`],
      ["a function that reads a fetched response", `${IMPORT}export async function read(response: Response) { return response.json(); }`],
      ["a function of two values", `${IMPORT}export function merge(a, b) { a.set("x", b); return a.get("x"); }`],
      ["a drawing's context", `import { Context } from "canvas";\nimport "hono";\nexport const draw = (c: Context) => c.text("a", 1);`],
      ["a context where nothing names Hono", `export const show = (c) => c.json({ a: 1 }, 401);`],
      ["a word that only holds its name", `import { phono } from "phonograph";\nexport const play = (c) => c.json({}, 401);`],
    ])("leaves %s alone", (_sentence, text) => {
      expect(summaryOf(facts, text, PATH)).toEqual([]);
    });

    it.each([
      ["its own status", `return c.json({ error: "no" }, 401);`, ["401 denied"]],
      ["a status in an object", `return c.body("no", { status: 403 });`, ["403 denied"]],
      ["no status", `return c.html(page);`, ["200 success"]],
      ["a status that was set before", `c.status(403); return c.json({ error: "no" });`, ["403 denied"]],
      ["a status that was set for another answer", `if (!c.var.user) { c.status(401); return c.text("no"); } return c.text("ok");`, ["401 denied", "200 success"]],
      ["a status that hangs on a test", `const r = await check(c); return c.json(r, r.ok ? 200 : 401);`, ["200 success", "401 denied"]],
      ["a status that a branch changes", `let status = 200; if (!(await check(c))) status = 401; return c.text("x", status);`, ["401 denied", "200 success"]],
      ["a status set before that hangs on a test", `c.status(ok ? 200 : 403); return c.json({});`, ["? ?"]],
      ["its own status after another was set", `c.status(500); return c.json({}, 201);`, ["201 success"]],
      ["nothing found", `return c.notFound();`, ["404 denied"]],
      ["another address", `return c.redirect("/home");`, ["302 success"]],
      ["an error of Hono's", `throw new HTTPException(403, { message: "no" });`, ["403 denied"]],
      ["a Fetch response", `return new Response("no", { status: 429 });`, ["429 denied"]],
      ["a helper of the file", `return refuse(c, 401);`, ["401 denied"]],
      ["a helper with a status of its own", `return forbidden(c);`, ["403 denied"]],
    ])("reads an answer that gives %s", (_sentence, body, expected) => {
      const text = `${APP}function refuse(c, status) { return c.json({ error: "no" }, status); }\nfunction forbidden(c) { return c.json({}, 403); }\napp.get("/a", async (c) => { ${body} });`;
      expect(exitsOf(facts(text, PATH))).toEqual(expected);
    });
  });
}
