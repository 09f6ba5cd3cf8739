/** Functions that another file puts on a router of itty-router. */
import { describe, expect, test } from "vitest";
import { projectOf } from "./support.js";

const TYPED = `import type { IRequest } from "itty-router";\nexport async function listOrders(request: IRequest, env: Env) { return await env.DB.orders(); }\n`;
const UNTYPED = `export async function listOrders(request, env) { return new Response(await env.DB.orders()); }\n`;
const app = (body: string): string => `import { AutoRouter, Router } from "itty-router";\nimport { listOrders } from "./orders";\nimport * as orders from "./orders";\n${body}\n`;

const placed = (text: string, body: string): string[] => {
  const { facts } = projectOf({ "src/orders.ts": text, "src/index.ts": app(body) });
  return facts("src/orders.ts", text).handlers.map(({ framework, role, method, route }) => [framework, role, method, route].join(" "));
};

describe("a function that another file puts on a router", () => {
  test.each([
    ["by its name", `const router = Router();\nrouter.get("/orders", listOrders);`],
    ["in a chain, as a member of its module", `AutoRouter().get("/x", () => "x").get("/orders", orders.listOrders);`],
    ["below the base of the router", `const router = AutoRouter({ base: "/orders" });\nrouter.get("/", orders.listOrders);`],
    ["through a function that hands on what it is given", `const router = Router();\nrouter.get("/orders", (request, env, ctx) => listOrders(request as unknown as Request, env));`],
  ])("%s", (_sentence, body) => {
    expect(placed(TYPED, body)).toEqual(["cloudflare-worker handler GET /orders"]);
    expect(placed(UNTYPED, body)).toEqual(["cloudflare-worker handler GET /orders"]);
  });

  test("only where some file does: without it, plain data is no answer", () => {
    expect(placed(TYPED, `const router = Router();`)).toEqual([]);
    expect(placed(UNTYPED, `const router = Router();`)).toEqual(["cloudflare-worker handler  "]);
  });
});

test("the refusal of a guard that ends without a word is the guard's, not its callers'", () => {
  const guard = `export async function ensureKey(request, env) { if (request.headers.get("x-key") !== env.KEY) { return new Response("", { status: 401 }); } }`;
  const caller = `import { ensureKey } from "./guard";\nexport async function POST(request) { const denied = await ensureKey(request, process.env); if (denied) return denied; return new Response("ok"); }`;
  const { facts } = projectOf({ "app/api/x/guard.ts": guard, "app/api/x/route.ts": caller });
  const refusals = (path: string, text: string): (number | undefined)[] => {
    const found = facts(path, text);
    return found.handlers.flatMap((handler) => found.flow(handler).exits.flatMap(({ answer }) => (answer.outcome === "denied" ? [answer.status] : [])));
  };
  expect(refusals("app/api/x/guard.ts", guard)).toEqual([401]);
  expect(refusals("app/api/x/route.ts", caller)).toEqual([]);
});
