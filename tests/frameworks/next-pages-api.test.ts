import { describe, expect, it } from "vitest";
import { PARSERS } from "../support/parsers.js";
import { handlersOf, summaryOf } from "./described.js";

const PATH = "pages/api/users/[id].ts";

for (const { parser, facts } of PARSERS) {
  describe(`Next.js Pages Router API routes, by ${parser}`, () => {
    it("takes the default export with the route of its file", () => {
      expect(
        handlersOf(facts, "export default async function handler(req, res) { res.status(200).json({}) }", PATH)[0],
      ).toMatchObject({
        framework: "next-pages-api",
        dialect: "res",
        name: "handler",
        route: "/api/users/[id]",
        method: undefined,
        place: "handler",
        parameters: { request: "req", response: "res" },
      });
    });

    it("reads an index file as its folder, under src too", () => {
      expect(summaryOf(facts, "export default (req, res) => res.end()", "src/pages/api/users/index.ts")).toEqual([
        "ANY /api/users default",
      ]);
    });

    it("takes a default export in wrappers, by name and in CommonJS", () => {
      expect(
        handlersOf(facts, "const handler = async (req, res) => res.end();\nexport default withAuth(handler);", PATH)[0],
      ).toMatchObject({ name: "handler", wrappers: 1 });
      expect(summaryOf(facts, "module.exports = (req, res) => { res.end() };", "pages/api/x.js")).toEqual(["ANY /api/x default"]);
    });

    it("takes the functions that a switch on the method hands over to", () => {
      const text = `export default async function handler(req: NextApiRequest, res: NextApiResponse) {
        switch (req.method) {
          case "GET": await list(req, res); break;
          case "DELETE": return remove(req, res);
          default: res.status(405).end();
        }
      }
      const list = async (req: NextApiRequest, res: NextApiResponse) => { res.json([]) };
      async function remove(req: NextApiRequest, res: NextApiResponse) { res.status(204).end() }`;
      expect(summaryOf(facts, text, PATH)).toEqual([
        "ANY /api/users/[id] handler",
        "GET /api/users/[id] list",
        "DELETE /api/users/[id] remove",
      ]);
    });

    it("takes those that an if on the method hands over to", () => {
      const text = `export default async (req, res) => { const { method } = req; if (method === "POST") return create(req, res); res.status(405).end() };
      function create(req, res) { res.status(201).end() }`;
      expect(summaryOf(facts, text, "pages/api/x.ts")).toEqual(["ANY /api/x default", "POST /api/x create"]);
    });

    it("reads the method of a function that a table reaches from its name", () => {
      const text = `function handlePUT(req, res) { res.end() }
      const table = { PATCH: (req, res) => res.end(), PUT: handlePUT };
      export default (req, res) => { const run = table[req.method]; return run ? run(req, res) : res.status(405).end() };`;
      expect(summaryOf(facts, text, "pages/api/x.ts")).toEqual([
        "PUT /api/x handlePUT",
        "PATCH /api/x PATCH",
        "ANY /api/x default",
      ]);
    });

    it("takes each method of a table that is given to a wrapper, also when it returns its answer", () => {
      const text = `export default withMethods({
        GET: createRoute({ fn: async ({ query, auth }) => ({ data: [] }) }),
        POST: async (req, res) => res.status(201).end(),
      });`;
      const [get, post] = handlersOf(facts, text, "pages/api/x.ts");
      expect(get).toMatchObject({ method: "GET", dialect: "action", place: "GET", route: "/api/x", wrappers: 1 });
      expect(post).toMatchObject({ method: "POST", dialect: "res", parameters: { request: "req", response: "res" } });
    });

    it("takes the functions registered on a router that is exported", () => {
      const text = `const router = createRouter();
      router.get(async (req, res) => { res.json([]) }).post(guard, async (req, res) => { res.json({}) });
      export default router.handler();`;
      expect(summaryOf(facts, text, "pages/api/x.ts")).toEqual(["GET /api/x -", "POST /api/x -"]);
    });

    it("takes what answers the errors of a router that is exported", () => {
      const text = `export default connect({ onError: (error, req, res, next) => { res.status(500).end() } }).get((req, res) => { res.json([]) });`;
      expect(summaryOf(facts, text, "pages/api/users.ts")).toEqual(["error-handler: ANY /api/users onError", "GET /api/users -"]);
    });

    it("takes an edge function as one that returns its answer", () => {
      const text =
        'export const config = { runtime: "edge" };\nexport default async function handler(req: NextRequest, ctx) { return new Response() }';
      expect(handlersOf(facts, text, "pages/api/x.ts")[0]).toMatchObject({ dialect: "response", parameters: { request: "req" } });
      expect(handlersOf(facts, "export default (request) => Response.json({})", "pages/api/x.ts")[0]).toMatchObject({
        dialect: "response",
      });
    });

    it.each([
      ["a runtime by itself", 'export const runtime = "experimental-edge";', "response"],
      ["another runtime", 'export const config = { runtime: "nodejs" };', "res"],
      ["other settings", "export const config = { maxDuration: 60 };", "res"],
      ["an object of another name", 'export const meta = { runtime: "edge" };', "res"],
    ])("tells by the file's settings how it answers: %s", (_sentence, settings, dialect) => {
      const text = `${settings}\nexport default async function handler(first, second) { return new Response() }`;
      expect(handlersOf(facts, text, "pages/api/x.ts")[0]).toMatchObject({ dialect });
    });

    it("takes a default export of another file as such", () => {
      expect(
        handlersOf(facts, 'import signup from "@/server/signup";\nexport default signup;', "pages/api/x.ts")[0],
      ).toMatchObject({ fn: undefined, route: "/api/x" });
    });

    it("leaves pages, helpers without an answer and callbacks inside a handler alone", () => {
      expect(summaryOf(facts, "export default function Page() { return null }", "pages/users.tsx")).toEqual([]);
      expect(summaryOf(facts, "export default function handler(req, res) { res.end() }", "pages/api/users.test.ts")).toEqual([]);
      const text = `function pick(req, keys) { return keys }
      export default (req, res) => { later((request, response) => { response.send("x") }); res.end(pick(req, [])) };`;
      expect(summaryOf(facts, text, "pages/api/x.ts")).toEqual(["ANY /api/x default"]);
    });
  });
}
