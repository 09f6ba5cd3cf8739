import { describe, expect, it } from "vitest";
import { PARSERS } from "../support/parsers.js";
import { handlersOf, summaryOf } from "./described.js";

const PATH = "supabase/functions/refund-order/index.ts";

for (const { parser, facts } of PARSERS) {
  describe(`Supabase Edge Functions, by ${parser}`, () => {
    it("takes what Deno serves, with the folder as its route", () => {
      expect(handlersOf(facts, "Deno.serve(async (req) => new Response());", PATH)[0]).toMatchObject({
        framework: "supabase-edge",
        dialect: "response",
        role: "handler",
        route: "/refund-order",
        method: undefined,
        place: "Deno.serve",
        parameters: { request: "req" },
        fn: "async (req) => new Response()",
      });
    });

    it.each([
      "https://deno.land/std@0.168.0/http/server.ts",
      "std/http/server.ts",
      "jsr:@std/http",
      "jsr:@std/http@1/server",
      "@std/http",
    ])("takes serve of %s", (source) => {
      expect(
        summaryOf(
          facts,
          `import { serve } from "${source}";\nserve(handler);\nfunction handler(req) { return new Response() }`,
          PATH,
        ),
      ).toHaveLength(1);
    });

    it("takes the handler after or among the options, in wrappers, and without the folder", () => {
      expect(
        handlersOf(facts, "Deno.serve({ port: 80 }, withCors(async (request) => new Response()));", "server.ts")[0],
      ).toMatchObject({ route: undefined, wrappers: 1 });
      expect(handlersOf(facts, "Deno.serve({ port: 80, handler: (request) => new Response() });", "server.ts")[0]).toMatchObject({
        parameters: { request: "request" },
      });
    });

    it("takes local functions that answer for the handler", () => {
      const text = `Deno.serve(async (req) => {
        const body = await req.json();
        switch (body.action) {
          case "create": return await createUser(req, body);
          default: return errorResponse(req, "unknown", 400);
        }
      });
      async function createUser(request, body) { return new Response() }
      function errorResponse(req, message, status) { return new Response(message, { status }) }`;
      expect(summaryOf(facts, text, PATH)).toEqual(["ANY /refund-order -", "ANY /refund-order createUser"]);
      expect(handlersOf(facts, text, PATH)[1]).toMatchObject({ parameters: { request: "request" }, place: "createUser" });
    });

    it("reads routes below the function from the path that it switches on", () => {
      const text = `Deno.serve(async (req) => {
        const url = new URL(req.url);
        const path = url.pathname.split("/").pop();
        if (req.method === "POST" && path === "approve") { return new Response("ok") }
        switch (url.pathname) {
          case "/refund-order/list": return list(req);
        }
        return new Response(null, { status: 404 });
      });
      async function list(req: Request): Promise<Response> { return new Response() }`;
      expect(summaryOf(facts, text, PATH)).toEqual([
        "ANY /refund-order -",
        "POST /refund-order/approve - (branch)",
        "ANY /refund-order/list list",
      ]);
    });

    it("takes exported handlers in files beside the function's entry", () => {
      const text =
        "export async function approve(req: Request): Promise<Response> { return new Response() }\nexport function key(req: Request): string { return '' }";
      expect(summaryOf(facts, text, "supabase/functions/refund-order/approve.ts")).toEqual(["ANY /refund-order approve"]);
      expect(summaryOf(facts, text, "supabase/functions/_shared/approve.ts")).toEqual(["middleware: ANY ? approve"]);
    });

    it("takes an app that another framework serves as a handler of another place", () => {
      expect(handlersOf(facts, "Deno.serve(app.fetch);", PATH)[0]).toMatchObject({ fn: undefined, route: "/refund-order" });
    });

    it("leaves other functions called serve alone", () => {
      expect(
        summaryOf(facts, 'import { serve } from "inngest/next";\nserve({ client }, async (req) => new Response());', PATH),
      ).toEqual([]);
      expect(summaryOf(facts, "function serve(f) {}\nserve((req) => new Response()); Deno.env", PATH)).toEqual([]);
    });
  });
}
