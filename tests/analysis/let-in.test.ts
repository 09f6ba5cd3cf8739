/** Whom a handler has let in, where another function of the file hands it the request. */
import { describe, expect, test } from "vitest";
import { isLetIn } from "../../src/analysis/let-in.js";
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

for (const { parser, facts } of PARSERS) {
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
