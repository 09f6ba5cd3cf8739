/** Failures in handlers of Hono and Fastify, which answer on a parameter: what is told there, no caller hears of. */
import { describe, expect, test } from "vitest";
import { PARSERS } from "../support/parsers.js";
import { fatesOf } from "./ask.js";
import { findingsOf } from "./caught-suite.js";

const HONO = `import { Hono } from "hono";\nconst app = new Hono();\n`;
const hono = (body: string, head = HONO, app = "app"): string => `${head}${app}.post("/orders", async (c) => {\n${body}\n});\n`;
const typed = (body: string, source = "hono", type = "Context<{ Bindings: Env }>"): string =>
  `import type { Context } from "${source}";\nexport async function place(c: ${type}) {\n${body}\n}\n`;
const fastify = (body: string, types = ["FastifyRequest", "FastifyReply"]): string =>
  `import type { FastifyReply, FastifyRequest } from "fastify";\nexport const orders = {\n  async place(request: ${types[0]}, reply: ${types[1]}) {\n${body}\n  },\n};\n`;
const routes = (route: string, type = "FastifyInstance"): string => `import type { FastifyInstance } from "fastify";\nexport async function routes(server: ${type}) {\n${route}\n}\n`;

const TOLD = "return c.text(`not placed: ${(error as Error).message}`, 500);";
const tried = (answer: string): string => `try { await place(1); } catch (error) { ${answer} }`;
const SENT = "const message = error instanceof Error ? error.message : \"failed\"; return reply.code(400).send({ message });";

type Case = readonly [sentence: string, fate: string | readonly string[], code: string];

const ROWS: readonly Case[] = [
  ["a text of the failure, for the client of a route", "answered", hono(tried(TOLD))],
  ["a text of the failure, for the client of a function that is given the context", "answered", typed(tried(TOLD))],
  ["a context by its name on JSR", "answered", typed(tried(TOLD), "jsr:@hono/hono@4")],
  ["a context of something else, which is a caller", "carried", typed(tried(TOLD), "@/lib/canvas")],
  ["another thing than the context", "carried", typed(tried(TOLD), "hono", "Cart")],
  ["a page without the failure", "answered", hono(tried("return c.html(page, 500);"))],
  ["a router below a path", "answered", hono(tried(TOLD), `import { Hono } from "hono";\nconst app = new Hono().basePath("/v1");\n`)],
  ["a router that is made elsewhere, by the answer on its context", "answered", hono(tried(TOLD), `import "hono";\nimport { app } from "./app";\n`)],
  ["a failure that is recorded before the answer", "recorded console", hono(tried(`console.error(error); ${TOLD}`))],
  ["a failure that is thrown", "carried", hono(tried(`throw new HTTPException(500, { cause: error });`))],
  ["a failure that is handed to a function of the project", "carried", hono(tried(`await report(error); ${TOLD}`))],
  ["a failure that is made into a payload", "answered", hono(tried("return c.body(problemOf(error), 500);"))],
  ["a body that is no JSON", "answered (probe)", hono(`let body; try { body = await c.req.json(); } catch { return c.text("no JSON", 400); } return c.json(body);`)],
  ["a body that is no JSON, where a header is set", "answered (probe)", hono(`try { const body = await c.req.json(); c.header("Vary", body.by); return c.text("set"); } catch { return c.text("no JSON", 400); }`)],
  ["a body that is no JSON, or a row that is not there", "answered", hono(`try { const body = await c.req.json(); await place(body); return c.text("set"); } catch { return c.text("no JSON", 400); }`)],
  ["what answers all errors of an app, and keeps nothing", "answered", `${HONO}app.onError((error, c) => c.json({ message: error.message }, 500));`],
  ["what answers all errors of an app, and writes a line", [], `${HONO}app.onError((error, c) => { console.error(error); return c.text("failed", 500); });`],
  ["a text in two codings", ["answered (probe)", "answered (probe)"], hono(`let key; try { key = decodeURIComponent(escape(atob(c.req.param("key")))); } catch { try { key = escape(atob(c.req.param("key"))); } catch { return c.text("no key", 400); } } return c.text(key);`)],
  ["the health of the service", "answered (probe)", `${HONO}app.get("/health", async (c) => { try { await db.ping(); return c.text("up"); } catch { return c.text("down", 503); } });`],
  ["a text of the failure, sent by a typed reply", "answered", fastify(tried(SENT))],
  ["a failure that is sent by a statement", "answered", fastify(tried("reply.status(500).send(error);"))],
  ["a reply of some other kind", "carried", fastify(tried("return reply.code(400).send({ message: error.message });"), ["Job", "Reply"])],
  ["a line of the request's own logger", "recorded log", fastify(tried(`request.log.error(error); ${SENT}`))],
  ["a reply of a route that is registered", "answered", routes(`server.get("/orders", { schema }, async (request, reply) => { ${tried(SENT)} });`)],
  ["a reply of a route's options", "answered", routes(`server.post("/orders", { schema, handler: async (request, reply) => { ${tried(SENT)} } });`)],
  ["a reply of what is no server", "carried", routes(`server.get("/orders", async (request, reply) => { ${tried("return reply.code(400).send({ message: error.message });")} });`, "Queue")],
  ["a reply of a server that the file makes", "answered", `import Fastify from "fastify";\nconst server = Fastify();\nserver.get("/orders", async (request, reply) => { ${tried(SENT)} });\n`],
  ["a reply of another thing that the file makes", "carried", `import "fastify";\nconst bus = makeBus();\nbus.get("/orders", async (request, reply) => { ${tried("return reply.code(400).send({ message: error.message });")} });\n`],
  ["a reply of a server's hook, which is no route", "carried", routes(`server.addHook("onSend", async (request, reply) => { ${tried("return reply.code(400).send({ message: error.message });")} });`)],
  ["a reply of options that do something else", "carried", routes(`server.post("/orders", { preSerialization: async (request, reply) => { ${tried("return reply.code(400).send({ message: error.message });")} } });`)],
  ["a token that is checked at once", "answered", routes(`server.post("/otp", async (request, reply) => { let who; try { who = codes.verifyToken(request.body.code); } catch { return reply.code(401).send({}); } return who; });`)],
];

describe.each(PARSERS)("failures that a waiting client is told of ($parser)", ({ facts }) => {
  test.each(ROWS.map(([sentence, fate, code]) => ({ sentence, fate, code })))("$sentence", ({ fate, code }) => {
    expect(fatesOf(facts(code, "src/orders.ts"))).toEqual(typeof fate === "string" ? [fate] : fate);
  });

  test("an error beside a result is a request's there too", () => {
    const asks = `const { data } = await supabase.from("orders").select(); return c.json(data);`;
    expect(findingsOf(facts(hono(asks), "src/orders.ts"))).toEqual(["unreadError: { data }"]);
    expect(findingsOf(facts(asks.replace("return c.json", "use"), "src/orders.ts"))).toEqual([]);
    const answers = asks.replace("{ data }", "{ data, error }").replace("return", "if (error) return c.json({ message: error.message }, 500); return");
    expect(fatesOf(facts(hono(answers), "src/orders.ts"))).toEqual(["answered"]);
  });
});
