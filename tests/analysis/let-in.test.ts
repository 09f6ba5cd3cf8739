/** Whom a handler has let in, where another function of the file hands it the request. */
import { describe, expect, test } from "vitest";
import { isLetIn } from "../../src/analysis/operations/let-in.js";
import { nodesIn } from "../../src/syntax/outline.js";
import { PARSERS } from "../support/parsers.js";

type Case = readonly [sentence: string, handler: string, letIn: boolean, code: string];

const ROUTES = (guard: string, rest: string): string => `export async function stockRoutes(request, env, url, ctx) {
  const path = url.pathname;
  ${guard}
  ${rest}
  return null;
}
async function add(request, env) { const { name } = await request.json(); if (!name) return here(); return new Response("ok"); }
function here() { return new Response("name?", { status: 400 }); }
`;
const CALL = `if (path === "/stock" && request.method === "POST") return add(request, env);`;

const CASES: readonly Case[] = [
  ["a guard before the routes", "add", true, ROUTES("const refused = await requireStaff(env, ctx); if (refused) return refused;", CALL)],
  ["no guard before the routes", "add", false, ROUTES("", CALL)],
  ["a guard of another path", "add", false, ROUTES(`if (path === "/admin") { await requireStaff(env, ctx); return null; }`, CALL)],
  ["a guard behind the route", "add", false, ROUTES("", `${CALL} await requireStaff(env, ctx);`)],
  ["a guard before a branch that answers by itself", "-", true, ROUTES("await requireStaff(env, ctx);", `if (path === "/stock") { const a = url.search; return here(a); }`)],
];

type Registered = readonly [sentence: string, letIn: boolean, before: string, registration: string];

const REGISTERED: readonly Registered[] = [
  ["a guard of the registration", true, "", `router.get("/a", requireAuth, HANDLER);`],
  ["a guard of the whole router", true, "router.use(requireAuth);", `router.get("/a", HANDLER);`],
  ["a guard that is made for the whole router", true, `router.use(authorize("admin"));`, `router.get("/a", HANDLER);`],
  ["a guard of a chain", true, "router.use(requireAuth);", `router.route("/a").get(HANDLER);`],
  ["a guard below the registration", false, "", `router.get("/a", HANDLER);\nrouter.use(requireAuth);`],
  ["a guard of another router", false, "other.use(requireAuth);", `router.get("/a", HANDLER);`],
  ["a guard of another path", false, `router.use("/admin", requireAuth);`, `router.get("/a", HANDLER);`],
  ["a router of logins", false, "router.use(authRouter);", `router.get("/a", HANDLER);`],
  ["middleware that only looks who it is", false, "router.use(optionalAuth);", `router.get("/a", HANDLER);`],
];

for (const { parser, facts } of PARSERS) {
  describe(`whom a router lets in, by ${parser}`, () => {
    test.each(REGISTERED)("%s", (_sentence, letIn, before, registration) => {
      const code = `import { Router } from "express";\nconst router = Router();\nconst other = Router();\n${before}\n${registration.replace("HANDLER", "(req, res) => { res.json(here()); }")}`;
      const { handlers, file } = facts(code, "src/a.js");
      const handler = handlers.find(({ route, fn }) => route === "/a" && fn)!;
      expect(isLetIn(handler, handler.fn!.body, file)).toBe(letIn);
    });
  });

  describe(`whom a handler has let in, by ${parser}`, () => {
    test.each(CASES)("%s", (_sentence, name, letIn, code) => {
      const { handlers, file } = facts(code, "src/stock.js");
      const handler = handlers.find((one) => (name === "-" ? one.region !== undefined : one.name === name))!;
      const [at] = nodesIn(file.outline.calls, handler.region ?? handler.fn!).filter(
        (call) => call.callee.type === "Identifier" && call.callee.name === "here",
      );
      expect(isLetIn(handler, at!, file)).toBe(letIn);
    });
  });
}
