import { describe, expect, it } from "vitest";
import { globPattern } from "../../src/frameworks/configured.js";
import { exitsOf } from "../analysis/ask.js";
import { PARSERS } from "../support/parsers.js";
import { handlersOf, summaryOf } from "./described.js";

for (const { parser, facts } of PARSERS) {
  describe(`Handlers named in the settings, by ${parser}`, () => {
    it("takes exported functions of the given files", () => {
      const settings = { handlers: { files: ["src/rpc/**/*.ts"] } };
      const text = "export async function remove(request) { return reply() }\nexport const LIMIT = 5;\nfunction helper() {}";
      expect(handlersOf(facts, text, "src/rpc/users/remove.ts", settings)).toMatchObject([
        { framework: "configured", dialect: "response", name: "remove", place: "remove", parameters: { request: "request" } },
      ]);
      expect(summaryOf(facts, text, "src/lib/remove.ts", settings)).toEqual([]);
    });

    it("takes the last function given to the named calls, in the dialect of its shape", () => {
      const settings = { handlers: { calls: ["defineHandler", "server.handle"] } };
      const text =
        "export default defineHandler({ public: true }, async (event) => ({}));\nserver.handle('x', (req, res) => { res.end() });\nother(() => {});";
      expect(handlersOf(facts, text, "src/x.ts", settings)).toMatchObject([
        { dialect: "action", place: "defineHandler", parameters: { request: "event" }, wrappers: 1 },
        { dialect: "res", parameters: { request: "req", response: "res" } },
      ]);
    });

    it.each([
      ["an object", "return { error: 'Unauthorized', status: 401 };", "action"],
      ["what it has found", "const user = await find(id); return user;", "action"],
      ["a response", "return new Response('no', { status: 401 });", "response"],
      ["a response on one way, and an object on another", "if (!id) return Response.json({}, { status: 403 }); return { id };", "response"],
      ["what others make", "return reply(401);", "response"],
      ["what may be a response of others", "const response = await ask(id); return response;", "response"],
    ])("tells by what it returns how it answers: %s", (_what, body, dialect) => {
      const settings = { handlers: { files: ["src/rpc/*.ts"] } };
      expect(handlersOf(facts, `export async function remove(id) { ${body} }`, "src/rpc/remove.ts", settings)).toMatchObject([{ dialect }]);
    });

    it("knows the ends of what returns plain values", () => {
      const settings = { handlers: { files: ["src/rpc/*.ts"] } };
      const text = "export async function remove(id, ctx) { if (!ctx.user) return { error: 'Unauthorized', status: 401 }; return { ok: true }; }";
      expect(exitsOf(facts(text, "src/rpc/remove.ts", settings))).toEqual(["401 denied", "? success"]);
    });

    it("does nothing without settings", () => {
      expect(summaryOf(facts, "export default defineHandler(async (event) => ({}));")).toEqual([]);
    });
  });
}

describe("Globs of the settings", () => {
  it.each([
    ["src/**/*.ts", "src/a/b.ts", true],
    ["src/**/*.ts", "src/b.ts", true],
    ["src/*.ts", "src/a/b.ts", false],
    ["**/*.handler.{ts,js}", "a/b.handler.js", true],
    ["**/*.handler.{ts,js}", "a/bxhandler.js", false],
    ["./api/v?/**", "api/v1/users/list.ts", true],
    ["app/[id]/(x)+.ts", "app/[id]/(x)+.ts", true],
    ["a}b,c.ts", "a}b,c.ts", true],
  ])("%s on %s is %s", (glob, path, matches) => {
    expect(globPattern(glob).test(path)).toBe(matches);
  });
});
