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

    it.each([
      ["is handed the request by its name alone", `export async function requireUser(req) { if (!(await find(req))) return new Response("", { status: 401 }); return null; }`],
      ["asks for the session by itself", `export async function requireUser() { const s = await auth(); if (!s) return NextResponse.json({}, { status: 401 }); return s.user; }`],
      ["gives its refusal back in an object", `export async function requireUser() { const s = await auth(); if (!s) return { error: NextResponse.json({}, { status: 403 }) }; return { user: s.user }; }`],
      ["gives its refusal back in an object, whatever it is handed", `export async function ownerOf(id, user) { const job = await find(id); if (job.owner !== user) return { ok: false, response: new Response("", { status: 403 }) }; return { ok: true, job }; }`],
      ["gives its refusal back in a pair", `export const requireUser = async (request) => { if (!request.user) return [null, new Response("", { status: 401 })]; return [request.user, null]; };`],
      ["asks for the session by itself and is told which roles may pass", `export async function requireRole(roles) { const s = await auth(); if (!roles.includes(s?.user.role)) return { error: NextResponse.json({}, { status: 403 }) }; return { session: s }; }`],
      ["is handed what the request came with", `export async function requireStaff(env, ctx, org = ctx.org) { if (!ctx.session) return new Response("", { status: 401 }); if (!(await isStaff(env, org))) return new Response("", { status: 403 }); return null; }`],
      ["ends without a word for those whom it lets through", `export async function requireKey(request, env) { if (request.headers.get("x-key") !== env.KEY) { return new Response("", { status: 401 }); } }`],
      ["throws its refusal", `export async function callerOf(req) { const { user } = await read(req); if (!user) throw new Response("", { status: 401 }); return user.id; }`],
      ["throws its refusal, and is told who is asking", `export async function assertOwner(client, userId) { if (!(await client.owns(userId))) throw Response.json({}, { status: 403 }); }`],
      ["a wrapper returns, around whatever it is given", `export function withUser(handler) { return async (...args) => { if (!(await auth())) return new Response("", { status: 401 }); return handler(...args); }; }`],
    ])("takes a function without types that %s", (_sentence, text) => {
      expect(summaryOf(facts, text, "lib/auth.js")).toEqual([expect.stringMatching(/^middleware: ANY /)]);
    });

    it.each([
      ["only ever refuses", `export function unauthorized() { return new Response("", { status: 401 }); }`],
      ["gives its refusal back, in an object, to a wrapper that has asked for it", `export const GET = withLog({ handler: async ({ user }) => { if (!user) return { response: new Response("", { status: 401 }) }; return { response: await list(user) }; } });`],
      ["only ever gives a refusal back in an object", `export function denied(reason) { return { ok: false, response: new Response(reason, { status: 403 }) }; }`],
      ["answers a success and something else", `export function page(req) { if (req.url) return new Response("ok"); return null; }`],
      ["is handed something else", `export function check(user) { if (!user) return new Response("", { status: 401 }); return null; }`],
      ["is handed something else and makes a session of it", `export function check(user) { const s = makeSession(user); if (!s) return new Response("", { status: 401 }); return null; }`],
      ["takes any arguments and calls none of them", `export const deny = (...reasons) => { if (reasons.length) return new Response("", { status: 401 }); return null; };`],
      ["ends without a word and is handed something else", `export function check(user) { if (!user) return new Response("", { status: 401 }); }`],
      ["throws a response that refuses nobody", `export function load(id) { if (!id) throw new Response("", { status: 404 }); return find(id); }`],
      ["throws an error", `export function load(id) { if (!id) throw new Error("401"); return new Response(id); }`],
      ["keeps a refusal among other things", `export function table() { if (a) return { deny: () => new Response("", { status: 401 }) }; return null; }`],
      ["answers by a helper of another file", `import { unauthorized } from "./answers"; export function check(req) { if (!req.user) return unauthorized(); return null; }`],
    ])("leaves a function without types alone that %s", (_sentence, text) => {
      expect(summaryOf(facts, text, "lib/auth.js")).toEqual([]);
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
