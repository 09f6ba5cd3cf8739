import { describe, expect, it } from "vitest";
import { PARSERS } from "../support/parsers.js";
import { handlersOf, summaryOf } from "./described.js";

for (const { parser, facts } of PARSERS) {
  describe(`Next.js App Router routes, by ${parser}`, () => {
    it("takes a declared method with the route of its folder, groups left out", () => {
      expect(
        handlersOf(
          facts,
          "export async function POST(req: Request) { return new Response() }",
          "app/(shop)/api/users/[id]/route.ts",
        ),
      ).toEqual([
        {
          framework: "next-route",
          role: "handler",
          dialect: "response",
          name: "POST",
          route: "/api/users/[id]",
          method: "POST",
          place: "POST",
          parameters: { request: "req" },
          fn: "async function POST(req: Request) { return new Response() }",
          region: undefined,
          wrappers: 0,
          middleware: [],
        },
      ]);
    });

    it("begins the address behind src/app, where a package's own folder is called app too", () => {
      const text = "export async function GET() { return new Response() }";
      expect(summaryOf(facts, text, "app/src/app/api/users/[user]/route.ts")).toEqual(["GET /api/users/[user] GET"]);
      expect(summaryOf(facts, text, "src/app/guide/app/route.ts")).toEqual(["GET /guide/app GET"]);
      expect(summaryOf(facts, text, "apps/web/app/app/settings/route.ts")).toEqual(["GET /app/settings GET"]);
    });

    it("takes a handler inside any number of wrappers", () => {
      const [site] = handlersOf(
        facts,
        "export const PUT = withAuth(withSchema(schema, async (request) => reply()));",
        "src/app/api/me/route.ts",
      );
      expect(site).toMatchObject({ name: "PUT", wrappers: 2, parameters: { request: "request" }, route: "/api/me" });
    });

    it("takes the handler out of a wrapper's options, and the request out of its pattern", () => {
      const text = "export const GET = createRoute({ schema, handler: async ({ req, auth }) => reply() });";
      expect(handlersOf(facts, text, "app/api/x/route.ts")[0]).toMatchObject({ parameters: { request: "req" }, wrappers: 1 });
    });

    it("takes local functions that are exported under a method's name", () => {
      const text =
        "async function list() { return reply() }\nconst add = async (r) => reply();\nexport { list as GET, add as POST };";
      expect(summaryOf(facts, text, "app/api/x/route.ts")).toEqual(["GET /api/x GET", "POST /api/x POST"]);
    });

    it("takes one function exported under two methods as one handler without a method", () => {
      const text = "async function both(req) { return reply() }\nexport { both as GET, both as POST };";
      expect(summaryOf(facts, text, "app/api/x/route.ts")).toEqual(["ANY /api/x GET"]);
    });

    it("takes methods out of an object", () => {
      const text = "const handlers = { GET: async () => reply() };\nexport const { GET, POST } = handlers;";
      const [get, post] = handlersOf(facts, text, "app/api/x/route.ts");
      expect(get).toMatchObject({ name: "GET", fn: "async () => reply()" });
      expect(post).toMatchObject({ name: "POST", fn: undefined });
    });

    it("takes re-exports as handlers of another file", () => {
      expect(handlersOf(facts, 'export { GET } from "@/server/list";', "app/api/x/route.ts")[0]).toMatchObject({
        method: "GET",
        fn: undefined,
      });
    });

    it("takes the CommonJS form", () => {
      expect(summaryOf(facts, "exports.DELETE = async (req) => reply();", "app/api/x/route.js")).toEqual([
        "DELETE /api/x DELETE",
      ]);
    });

    it("takes a local function that is not handed the request, where it turns some away and answers others", () => {
      const text = `export async function POST(request) { const { mode, id } = await request.json(); if (mode === "look") return look(id); return run(id); }
async function look(id) { if (!(await isOwner(id))) return Response.json({}, { status: 403 }); return Response.json(await find(id)); }
async function run(id) { return Response.json(await start(id)); }
`;
      expect(summaryOf(facts, text, "app/api/x/route.ts")).toEqual(["POST /api/x POST", "POST /api/x look"]);
    });

    it.each([
      ["is asked first and may give nothing", "const refused = await look(id); if (refused) return refused; return Response.json({});", 'if (!id) return new Response("", { status: 403 }); return null;'],
      ["only ever refuses", "return look(id);", 'if (!id) return new Response("", { status: 401 }); return new Response("", { status: 403 });'],
      ["only finds nothing", "return look(id);", 'if (!id) return new Response("", { status: 404 }); return new Response("ok");'],
      ["gives back what is answered later", "return Response.json(await look(id));", 'if (!id) return { status: 403 }; return { status: 200 };'],
    ])("leaves one alone that %s", (_sentence, post, look) => {
      const text = `export async function POST(request) { const { id } = await request.json(); ${post} }\nasync function look(id) { ${look} }\n`;
      expect(summaryOf(facts, text, "app/api/x/route.ts")).toEqual(["POST /api/x POST"]);
    });

    it("takes a local function that a method hands its request to", () => {
      const text = "async function save(req) { return Response.json({}) }\nexport async function POST(req) { return save(req) }";
      expect(summaryOf(facts, text, "app/api/x/route.ts")).toEqual(["POST /api/x save", "POST /api/x POST"]);
    });

    it("takes a guard that may answer nothing for one", () => {
      const text =
        "async function guard(req) { if (!req.ok) return Response.json({}, { status: 401 }) }\n" +
        "export async function POST(req) { const denied = await guard(req); if (denied) return denied; return Response.json({}) }";
      expect(summaryOf(facts, text, "app/api/x/route.ts")).toEqual(["middleware: ANY ? guard", "POST /api/x POST"]);
    });

    it("leaves other exports, types and other files alone", () => {
      expect(
        summaryOf(
          facts,
          'export const runtime = "edge"; export type GET = string; export function get() {}',
          "app/api/x/route.ts",
        ),
      ).toEqual([]);
      expect(summaryOf(facts, "export async function GET() { return new Response() }", "app/api/x/routes.ts")).toEqual([]);
    });
  });
}
