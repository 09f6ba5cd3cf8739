/** What is taken for a request, its parts and the environment around it, each beside what only looks like one. */
import { describe, expect, test } from "vitest";
import { PARSERS } from "../support/parsers.js";

type Way = readonly [sentence: string, what: string, shows: string, hides: string, path?: string];

const withPath = (ways: readonly Way[]) => ways.map(([sentence, what, shows, hides, path = "src/a.ts"]) => [sentence, what, shows, hides, path] as const);

const PARAMETERS: readonly Way[] = [
  ["a request of any type that is taken apart", "body", `export const f = ({ body }: any, res) => { logger.info({ body }, "x"); };`, `export const f = ({ body }: Shape, res) => { logger.info({ body }, "x"); };`],
  ["a request of any type", "req.body", `export const f = (req: any) => { logger.info({ a: req.body }); };`, `export const f = (req: Shape) => { logger.info({ a: req.body }); };`],
  ["a request of a type of the project's, by the answer next to it", "request.body", `export const f = (request: OwnRequest, res: Response) => console.log(request.body);`, `export const f = (request: OwnRequest) => console.log(request.body);`],
  ["the same, by the next handler", "request.body", `export const f = (request: OwnRequest, next) => console.log(request.body);`, `export const f = (request: OwnRequest, user) => console.log(request.body);`],
  ["the same, by the short name", "req.body", `export const f = (req: OwnRequest) => console.log(req.body);`, `export const f = (request: OwnRequest) => console.log(request.body);`],
  ["a request of which a type shows as much as a function needs", "req.body", `export const f = (req: { id: string; body: any }) => console.log(req.body);`, `export const f = (req: { id: any; body: string }) => console.log(req.body);`],
  ["headers by their name and type", "headers", `export const f = (headers: Headers) => console.log(headers);`, `export const f = (given: Headers) => console.log(given);`],
  ["an environment that is called by a line and its name", "_env", `export default { async fetch(request, _env) { console.log(_env); } };`, `export const tool = (request, _env) => console.log(_env);`],
  ["an environment behind the request, and not before it", "env", `export default { async fetch(request, env) { console.log(env); } };`, `export default { async fetch(env, name) { console.log(env); } };`],
  ["an event of any type, of a function that a platform calls", "event.headers", `export const handler = async (event: any) => console.log(event.headers);`, `export const show = async (event: any) => console.log(event.headers);`],
  ["an event that has a request", "event.request.headers", `export const handle = async (event) => console.log(event.request.headers);`, `export const handle = async (event) => console.log(event.headers);`],
  ["a context that has one, taken apart", "req.headers", `export const f = ({ req }) => console.log({ a: req.headers });`, `export const f = ({ kind }) => console.log({ a: kind.headers });`],
  ["an environment by its type in a pattern, and a place", "env", `export const f = ({ name, env }: { name: "a"; env: Env }) => console.log({ a: env });`, `export const f = ({ name, env }: { name: "a"; env: "dev" }) => console.log({ a: env });`],
  ["a body of a controller that may hold anything", "given", `class A { @Post() add(@Body() given: Record<string, string>) { console.log(given); } }`, `class A { @Post() add(@Query() given: Record<string, string>) { console.log(given); } }`],
];

const PARTS: readonly Way[] = [
  ["headers of a context, and its user", "ctx.headers", `export const f = (ctx) => console.log(ctx.headers);`, `export const f = (ctx) => console.log(ctx.user);`],
  ["cookies of a context", "ctx.cookies", `export const f = (ctx) => console.log(ctx.cookies);`, `export const f = (ctx) => console.log(ctx.path);`],
  ["a body as it came", "req.rawBody", `app.post("/", (req, res) => console.log(req.rawBody));`, `app.post("/", (req, res) => console.log(req.route));`],
  ["a payload", "request.payload", `server.route({ method: "POST", path: "/", handler: (request, h) => console.log(request.payload) });`, `server.route({ method: "POST", path: "/", handler: (request, h) => console.log(request.route) });`],
  ["headers as they came", "req.rawHeaders", `app.post("/", (req, res) => console.log(req.rawHeaders));`, `app.post("/", (req, res) => console.log(req.rawTrailers));`],
  ["headers, each once", "req.headersDistinct", `app.post("/", (req, res) => console.log(req.headersDistinct));`, `app.post("/", (req, res) => console.log(req.trailersDistinct));`],
  ["headers of the request inside of another", "req.raw.headers", `app.post("/", (req, res) => console.log(req.raw.headers));`, `app.post("/", (req, res) => console.log(req.route.headers));`],
  ["the same in the way of another framework", "c.req.raw.headers", `app.post("/", (c) => console.log(c.req.raw.headers));`, `app.post("/", (c) => console.log(c.var.raw.headers));`],
  ["the same of a request that was changed", "req.originalRequest.headers", `app.post("/", (req, res) => console.log(req.originalRequest.headers));`, `app.post("/", (req, res) => console.log(req.originalUrl.headers));`],
  ["the request of the platform in one of a framework's", "ctx.req.req.headers", `app.use((ctx) => console.log(ctx.req.req.headers));`, `app.use((ctx) => console.log(ctx.app.req.headers));`],
  ["the same by its long name", "ctx.request.request.headers", `app.use((ctx) => console.log(ctx.request.request.headers));`, `app.use((ctx) => console.log(ctx.app.request.headers));`],
  ["all headers of a call, and one", "c.req.header()", `app.post("/", (c) => console.log(c.req.header()));`, `app.post("/", (c) => console.log(c.req.header("accept")));`],
  ["the same in the plural", "req.headers()", `app.post("/", (req, res) => console.log(req.headers()));`, `app.post("/", (req, res) => console.log(req.accepts()));`],
  ["all cookies of a call", "c.req.cookie()", `app.post("/", (c) => console.log(c.req.cookie()));`, `app.post("/", (c) => console.log(c.req.cookie("theme")));`],
  ["the same in the plural of cookies", "req.cookies()", `app.post("/", (req, res) => console.log(req.cookies()));`, `app.post("/", (req, res) => console.log(req.protocol()));`],
  ["a session's cookie by its short name", `c.req.cookie("sid")`, `app.post("/", (c) => console.log(c.req.cookie("sid")));`, `app.post("/", (c) => console.log(c.req.header("sid-of-page")));`],
  ["a header by its name, and whether it is there", `req.headers.get("authorization")`, `export const GET = (req: Request) => console.log(req.headers.get("authorization"));`, `export const GET = (req: Request) => console.log(req.headers.has("authorization"));`],
  ["a body that is asked for, and a file with its rules", "request.body()", `app.post("/", (request, reply) => console.log(request.body()));`, `app.post("/", (request, reply) => console.log(request.file("avatar", { size: "2mb" })));`],
  ["a request of Nest's, and one that a store has", "host.getRequest().body", `class F { catch(failure, host) { console.log(host.getRequest().body); } }`, `class F { show(store, id) { console.log(store.getRequest(id).body); } }`],
  ["a body with a way out where it fails", "request.json()", `export async function POST(request: Request) { const body = await request.json().catch(() => ({})); console.log(body); }`, `export async function POST(request: Request) { const body = await request.json().catch(() => ({})); console.log(body.id); }`],
  ["a body at the end of which something is counted", "request.json()", `export async function POST(request: Request) { const body = await request.json().finally(done); console.log(body); }`, `export async function POST(request: Request) { const body = await request.json().finally(done); console.log(body.id); }`],
  ["a body that a function hands on", "request.json()", `export async function POST(request: Request) { const body = await request.json().then((all) => all); console.log(body); }`, `export async function POST(request: Request) { const body = await request.json().then((all) => all.id); console.log(body); }`],
  ["rows of a body", "req.body", `app.post("/", (req, res) => console.log(req.body.flatMap((row) => [row])));`, `app.post("/", (req, res) => console.log(req.body.flatMap((row) => [row.id])));`],
  ["a body of Express, and a stream", "request.body", `import { Request } from "express"; export const f = (request: Request, res) => console.log(request.body);`, `export const f = (request: Request, res) => console.log(request.body);`],
  ["the same by the type of Next", "request.body", `import { Request } from "express"; export const f = (request: Request, res) => console.log(request.body);`, `import { NextRequest } from "next/server"; export const f = (request: NextRequest) => console.log(request.body);`],
  ["each field of a body in turn, and one that a function names", "req.body", `app.post("/", (req, res) => { for (const key of Object.keys(req.body)) console.log(req.body[key]); });`, `app.post("/", (req, res) => console.log(req.body[kind()]));`],
  ["the same by a function, and the fields of something else", "req.body", `app.post("/", (req, res) => Object.keys(req.body).forEach((key) => console.log(req.body[key])));`, `app.post("/", (req, res) => { for (const key of Object.keys(labels)) console.log(req.body[key]); });`],
  ["the same, and fields that are listed", "req.body", `app.post("/", (req, res) => { for (const key in req.body) console.log(req.body[key]); });`, `app.post("/", (req, res) => FIELDS.forEach((key) => console.log(req.body[key])));`],
  ["the same, and fields that another function picks", "req.body", `app.post("/", (req, res) => { for (const key in req.body) console.log(req.body[key]); });`, `app.post("/", (req, res) => { for (const key of pickKeys(req.body)) console.log(req.body[key]); });`],
  ["the same, and the places of keys", "req.body", `app.post("/", (req, res) => { for (const key in req.body) console.log(req.body[key]); });`, `app.post("/", (req, res) => Object.keys(req.body).forEach((key, at) => console.log(req.body[at])));`],
  ["what was sent with a request that failed", "error.config", `import axios from "axios"; function report(error) { console.error(error.config); } run().catch(report);`, `import axios from "axios"; function report(given) { console.error(given.config); } run().catch(report);`],
  ["the same, and the settings of something else under another name", "failure.config", `import axios from "axios"; try { await run(); } catch (error) { const failure = error; console.error(failure.config); }`, `import axios from "axios"; const client = options; console.error(client.config);`],
  ["the whole of an environment", "Bun.env", `console.log(Bun.env);`, `console.log(deploy.env);`],
  ["cookies of Astro's, and a label", "Astro.cookies", `console.log(Astro.cookies);`, `console.log(Labels.cookies);`],
  ["an environment's field of an object of settings, and a word", "AppConfig.apiKey", `console.log(AppConfig.apiKey);`, `console.log(Formatter.apiKey);`],
  ["a request by its key where the logger has no serializer for it, and where it has", "req", `import pino from "pino"; const logger = pino(); app.use((req, res) => { logger.info({ req }); });`, `import pino from "pino"; const logger = pino({ serializers: { req: pino.stdSerializers.req } }); app.use((req, res) => { logger.info({ req }); });`],
  ["a body under the key of a request", "req.body", `import { logger } from "./logger"; app.use((req, res) => { logger.info({ req: req.body }); });`, `import { logger } from "./logger"; app.use((req, res) => { logger.info({ req }); });`],
  ["a cookie of a request, and a whole session", "req.cookies", `app.use((req, res) => { logger.info({ a: req.cookies }); });`, `app.use((req, res) => { logger.info({ a: req.session }); });`],
  ["a body that an input's link lets through", "password", `export const add = procedure.input(z.object({ password: z.string() })).use(signedIn).mutation(({ input }) => { console.log(input.password); });`, `export const add = procedure.input(z.object({ password: z.string() })).use(signedIn).mutation(({ input }) => { console.log(input.name); });`],
];

const BODIES: readonly Way[] = [
  ["a body of an imported type in a file about users", "req.json<Update>()", `app.post("/", async (req, res) => { const body = await req.json<Update>(); console.log(body); });`, `app.post("/", async (req, res) => { const body = await req.json<Update>(); console.log(body.id); });`, "src/users/routes.ts"],
  ["a body whose type goes deeper than is looked", "req.body", `type D = { e: string }; type C = { d: D }; type B = { c: C }; type A = { b: B }; app.post("/", (req, res) => { const given: A = req.body; console.log(given); });`, `type C = { d: string }; type B = { c: C }; type A = { b: B }; app.post("/", (req, res) => { const given: A = req.body; console.log(given); });`],
  ["a body with a part of a type that shows nothing", "req.body", `type A = { rooms: Map<string, string> }; app.post("/", (req, res) => { const given: A = req.body; console.log(given); });`, `type A = { rooms: ReadonlyArray<string> }; app.post("/", (req, res) => { const given: A = req.body; console.log(given); });`],
];

describe.each(PARSERS)("what a request brings, under $parser", ({ facts }) => {
  test.each(withPath([...PARAMETERS, ...PARTS, ...BODIES]))("%s", (_sentence, what, shows, hides, path) => {
    const logged = (code: string): string[] => facts(code, path).leaks.map((leak) => leak.what);
    expect([logged(shows), logged(hides)]).toEqual([[what], []]);
  });

  test("a form's data on the server, and in a component", () => {
    const code = `export function save(formData) { console.log(formData); }`;
    expect(["src/actions/save.ts", "src/components/Form.tsx"].map((path) => facts(code, path).leaks.length)).toEqual([1, 0]);
  });

  test("the session that Supabase gives on the server, in a menu, and one of another library", () => {
    const code = (client: string): string => `export async function f() { const { data } = await ${client}.getSession(); console.log(data.session); }`;
    const count = (client: string, path: string): number => facts(code(client), path).leaks.length;
    expect([count("supabase.auth", "src/api/me.ts"), count("supabase.auth", "src/components/Menu.tsx"), count("supabase.store", "src/api/me.ts")]).toEqual([1, 0, 0]);
  });
});
