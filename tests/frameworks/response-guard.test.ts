import { describe, expect, it } from "vitest";
import { PARSERS } from "../support/parsers.js";
import { handlersOf, summaryOf } from "./described.js";

for (const { parser, facts } of PARSERS) {
  describe(`guards that answer a Fetch Request, by ${parser}`, () => {
    it("takes a function that refuses with a Response and else gives null", () => {
      const text = `export async function requireAdmin(request: Request, env: Env): Promise<Response | null> {
  if (!(await isAdmin(request))) return new Response("Forbidden", { status: 403 });
  return null;
}
`;
      expect(handlersOf(facts, text, "src/lib/guard.ts")).toEqual([
        {
          framework: "response-guard",
          role: "middleware",
          dialect: "response",
          name: "requireAdmin",
          route: undefined,
          method: undefined,
          place: "requireAdmin",
          parameters: { request: "request" },
          fn: "async function requireAdmin(request: Request, env: Env): Promise<Response | null> {",
          region: undefined,
          wrappers: 0,
          middleware: [],
        },
      ]);
    });

    it("takes the function that a wrapper returns, when its request is typed", () => {
      const text = `export function withAdmin(handler: Handler) {
  return async (req: NextRequest) => {
    if (!req.cookies.get("session")) return NextResponse.json({ error: "Unauthorized" }, { status: 401 });
    return handler(req);
  };
}
`;
      expect(summaryOf(facts, text, "lib/auth.ts")).toEqual(["middleware: ANY ? -"]);
    });

    it("leaves a function alone that reads a Request and answers nothing", () => {
      const text = `export function clientAddress(request: Request): string {
  return request.headers.get("x-forwarded-for") ?? new Response("x").headers.get("y") ?? "unknown";
}
`;
      expect(summaryOf(facts, text, "lib/address.ts")).toEqual([]);
    });

    it("leaves a function alone that only makes Responses", () => {
      const text = `type In = { request: Request };
export function unauthorized(message: string): Response {
  return new Response(message, { status: 401 });
}
`;
      expect(summaryOf(facts, text, "lib/answers.ts")).toEqual([]);
    });
  });
}
