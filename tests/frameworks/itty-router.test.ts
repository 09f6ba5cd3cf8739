import { describe, expect, it } from "vitest";
import { PARSERS } from "../support/parsers.js";
import { handlersOf, summaryOf } from "./described.js";

const PATH = "src/index.ts";
const IMPORT = `import { AutoRouter, Router, error } from "itty-router";\n`;

for (const { parser, facts } of PARSERS) {
  describe(`itty-router, by ${parser}`, () => {
    it("takes what is put on a router, with what runs before it", () => {
      const text = `${IMPORT}const router = Router();
router.post("/orders", withUser, async (request, env) => new Response("ok"));
async function withUser(request) { if (!request.headers.get("authorization")) return error(401); }
`;
      const shared = { framework: "cloudflare-worker", dialect: "response", route: "/orders", method: "POST", parameters: { request: "request" } };
      expect(handlersOf(facts, text, PATH)).toMatchObject([
        { ...shared, role: "middleware", name: "withUser", middleware: [] },
        { ...shared, role: "handler", name: undefined, middleware: ["withUser"] },
      ]);
    });

    it.each([
      ["a chain of registrations", `AutoRouter().get("/a", () => new Response("a")).delete("/b", () => "b");`, ["GET /a -", "DELETE /b -"]],
      ["the base of the router", `const users = Router({ base: "/users" });\nusers.get("/:id", (request) => find(request));`, ["GET /users/:id -"]],
      ["the base of a router in a chain", `export const users = AutoRouter({ base: "/users" }).patch("/:id", (request) => save(request));`, ["PATCH /users/:id -"]],
      ["a router that is handed in", `export const addRoutes = (api) => { api.post("/login", (request, env) => login(request, env)); };`, ["POST /login -"]],
      ["a guard for all paths below one", `const r = Router();\nr.all("/admin/*", (request) => { if (!request.headers.get("x-key")) return new Response("", { status: 401 }); });`, ["middleware: ANY /admin/* -"]],
      ["an answer for whatever is left", `const r = Router();\nr.all("*", () => new Response("Not found", { status: 404 }));`, ["ANY /* -"]],
      ["a handler of another file", `import { list } from "./list";\nconst r = Router();\nr.get("/list", list);`, ["GET /list list"]],
      ["a router inside another", `const r = Router();\nconst inner = AutoRouter({ base: "/in" });\nr.all("/in/*", inner.fetch);\nr.all("/in/*", inner.handle);`, []],
    ])("takes %s", (_sentence, text, expected) => {
      expect(summaryOf(facts, IMPORT + text, PATH)).toEqual(expected);
    });

    it("takes an exported function by the type of its request", () => {
      const text = `import type { IRequest } from "itty-router";
export async function ensureKey(request: IRequest, env: Env) { if (request.headers.get("x-key") !== env.KEY) { return new Response("no", { status: 401 }); } }
export default async function list(request: IRequest, env: Env) { return Response.json(await env.DB.list(request.params.id)); }
`;
      expect(summaryOf(facts, text, "src/routes/list.ts")).toEqual(["middleware: ANY ? ensureKey", "ANY ? list"]);
    });

    it("takes middleware of a file of its own by the answers that it takes from the router's package", () => {
      const text = `import { error } from "itty-router";
export const withKey = async (request, env) => { if (!request.headers.get("x-key")) return error(401, "Key required"); request.key = 1; };
export const withUser = async (user, env) => { if (!user) return error(401, "No user"); user.seen = true; };
export const withSpan = async (request) => { if (!request.id) return failure(401); request.span = 1; };
`;
      expect(summaryOf(facts, text, "src/guards.js")).toEqual(["middleware: ANY ? withKey"]);
    });

    it.each([
      ["a cache that has a method of that name", `const cache = new Map();\ncache.get("/a", () => 1);`],
      ["a client of another library", `import axios from "axios";\naxios.get("/a", () => 1);`],
      ["a function that reads a request and answers nothing", `import type { IRequest } from "itty-router";\nexport function userOf(request: IRequest) { return request.headers.get("x-user"); }`],
    ])("leaves %s alone", (_sentence, text) => {
      expect(summaryOf(facts, IMPORT + text, PATH)).toEqual([]);
    });

    it("takes the router of a fork that another file makes", () => {
      const text = `import { IRequest, error } from "bitty-router-multiheader";\nimport { router } from "./index";\nexport const add = () => router.post("/auth/register", async (request: IRequest, env: Env) => new Response("ok"));`;
      expect(summaryOf(facts, text, "src/register.ts")).toEqual(["POST /auth/register -"]);
    });

    it("leaves a router of another library alone", () => {
      expect(summaryOf(facts, `import { Router } from "find-my-way";\nconst r = Router();\nr.get("/a", () => "a");`, PATH)).toEqual([]);
    });
  });
}
