import { describe, expect, test } from "vitest";
import { injectedMessages } from "../../src/analysis/injection/injected-messages.js";
import { PARSERS, type ParserCase } from "../support/parsers.js";
import { express, route, ROUTE_FILE } from "./ask.js";

/** In an Express handler: what of the request each line of the log holds. */
const IN_EXPRESS: readonly (readonly [sentence: string, what: string, code: string])[] = [
  ["a template", "req.body.email", "console.log(`x ${req.body.email}`);"],
  ["a sum", "req.query.q", `console.log("x " + req.query.q + " y");`],
  ["an argument behind the message", "req.params.id", `console.log("x", req.params.id);`],
  ["an argument for %s", "req.query.a", `console.log("%s of %j", req.query.a, req.query.b);`],
  ["an argument for which there is no placeholder", "req.query.c", `console.log("%d", 1, req.query.c);`],
  ["the message itself", "req.query.q", `console.warn(req.query.q);`],
  ["a header", "req.headers['x-id']", "console.log(`x ${req.headers['x-id']}`);"],
  ["a header by name", `req.get("x-id")`, `console.log("x " + req.get("x-id"));`],
  ["a cookie", "req.cookies.theme", "console.log(`x ${req.cookies.theme}`);"],
  ["an uploaded file's name", "req.file.originalname", "console.log(`x ${req.file.originalname}`);"],
  ["a constant", "req.params.id", "const id = req.params.id; console.log(`x ${id}`);"],
  ["a pattern", "email", "const { email } = req.body; console.log(`x ${email}`);"],
  ["a pattern with another name", "email", "const { email: who } = req.body; console.log(`x ${who}`);"],
  ["a nested pattern", "user.name", "const { user: { name } } = req.body; console.log(`x ${name}`);"],
  ["a text that was built before", "req.body.a", "const line = `x ${req.body.a}`; console.log(line);"],
  ["a trimmed text", "req.body.a", "console.log(`x ${req.body.a.trim().toLowerCase()}`);"],
  ["a fallback", "req.body.a", `console.log("x " + (req.body.a || "none"));`],
  ["an arm of a choice", "req.body.a", "console.log(`x ${ok ? req.body.a : 'none'}`);"],
  ["a part of a query", "u.searchParams.get(\"q\")", `const u = new URL(req.url, base); console.log("x " + u.searchParams.get("q"));`],
  ["a part of a query, of an address that is called url", "url.searchParams.get(\"q\")", `const url = new URL(req.url, base); console.log("x " + url.searchParams.get("q"));`],
  ["the path of an address that is called url", "nothing", "const url = new URL(req.url, base); console.log(`x ${url.pathname}`);"],
  ["what has a number for its default", "page", "const { page = 1 } = req.query; console.log(`x ${page}`);"],
  ["a decoded address", "req.url", "console.log(`x ${decodeURIComponent(req.url)}`);"],
  ["a part of an address that is parsed in the old way", "query.q", "const { query } = url.parse(req.url, true); console.log(`x ${query.q}`);"],
  ["a part of a text in the form of a query", `new URLSearchParams(req.body.raw).get("q")`, `console.log("x " + new URLSearchParams(req.body.raw).get("q"));`],
  ["the raw body by a pattern", "rawBody", "const { rawBody } = req; console.log(`x ${rawBody}`);"],
  ["a field of the one or the other", "(ok ? req.body : req.query).a", "console.log(`x ${(ok ? req.body : req.query).a}`);"],
  ["a date", "nothing", "console.log(`x ${new Date(req.body.at)}`);"],
  ["a length by a pattern", "nothing", "const { length } = req.body.a; console.log(`x ${length}`);"],
  ["a list that is joined on", "req.query.tags", "console.log(`x ${[req.query.tags, 1]}`);"],
  ["a function of the file that logs", "req.body.a", "show(`x ${req.body.a}`); function show(text) { console.log(text); }"],
  ["what a function of the file gives back", "req.body.a", "const quote = (text) => `<${text}>`; console.log(quote(req.body.a));"],
  ["one line break of many", "req.body.a", `console.log("x " + req.body.a.replace(/\\n/, ""));`],
  ["a look at the type only", "req.body.a", "if (isString(req.body.a)) console.log(`x ${req.body.a}`);"],
  ["another console", "req.body.a", "const log = console; log.info(`x ${req.body.a}`);"],
  ["two parts of a line", "req.body.a, req.body.b", "console.log(`${req.body.a} ${req.body.b}`);"],
  ["fields of an object", "nothing", `console.log("x", { email: req.body.email });`],
  ["a whole body, which is shown as an object", "nothing", `console.log("x", req.body); console.log(req.query);`],
  ["JSON", "nothing", "console.log(`x ${JSON.stringify(req.body.a)}`);"],
  ["an encoded part", "nothing", "console.log(`x ${encodeURIComponent(req.body.a)}`);"],
  ["a number", "nothing", "console.log(`x ${Number(req.body.a)} ${parseInt(req.query.n, 10)} ${+req.query.m}`);"],
  ["a length", "nothing", "console.log(`x ${req.body.a.length}`);"],
  ["a test", "nothing", "console.log(`x ${!!req.body.a} ${req.body.a === 'b'} ${typeof req.body.a}`);"],
  ["the method and the address", "nothing", "console.log(`${req.method} ${req.url} ${req.originalUrl} ${req.path}`);"],
  ["the path of a parsed address", "nothing", "console.log(`x ${new URL(req.url, base).pathname}`);"],
  ["the user of the session", "nothing", "console.log(`x ${req.user.id} ${req.session.userId}`);"],
  ["line breaks taken out", "nothing", `console.log("x " + req.body.a.replace(/[\\r\\n]/g, ""));`],
  ["all but letters taken out", "nothing", `console.log("x " + req.body.a.replace(/[^\\w]/g, "_"));`],
  ["a sanitiser by its name", "nothing", "console.log(`x ${sanitize(req.body.a)}`);"],
  ["a sanitiser by its body", "nothing", `const plain = (text) => text.replaceAll("\\n", " "); console.log(plain(req.body.a));`],
  ["a hash", "nothing", "console.log(`x ${sha256(req.body.a)} ${hash(req.body.b)}`);"],
  ["what a function of another file makes of it", "nothing", "console.log(`x ${describe(req.body.a)}`);"],
  ["what a schema has parsed", "nothing", "const { a } = schema.parse(req.body); console.log(`x ${a}`);"],
  ["one of a list", "nothing", "if (!KINDS.includes(req.body.kind)) return; console.log(`x ${req.body.kind}`);"],
  ["one of a list, in capitals", "nothing", "const { kind } = req.body; if (!KINDS.includes(kind)) return; console.log(`x ${kind.toUpperCase()}`);"],
  ["of a pattern", "nothing", "const { id } = req.params; if (!UUID.test(id)) return; console.log(`x ${id}`);"],
  ["a UUID by a validator", "nothing", "if (!validator.isUUID(req.params.id)) return; console.log(`x ${req.params.id}`);"],
  ["a word", "nothing", "if (req.body.kind === 'a') console.log(`x ${req.body.kind}`);"],
  ["a case", "nothing", "switch (req.body.kind) { case 'a': console.log(`x ${req.body.kind}`); }"],
  ["all but the words that are let through", "nothing", "if (req.body.kind !== 'a' && req.body.kind !== 'b') return res.status(400).end(); console.log(`x ${req.body.kind}`);"],
  ["a word or nothing of the type", "nothing", "const { kind } = req.body; if (typeof kind !== 'string' || (kind !== 'a' && kind !== 'b')) { res.end(); return; } console.log(`x ${kind}`);"],
  ["a word that is asked for and not insisted on", "req.body.kind", "if (req.body.kind !== 'a' && req.body.kind !== 'b') count++; console.log(`x ${req.body.kind}`);"],
  ["the word that is not let through", "req.body.kind", "if (req.body.kind !== 'a' && req.body.kind !== 'b') { console.log(`x ${req.body.kind}`); return; }"],
  ["one word that is refused", "req.body.kind", "if (req.body.kind === 'a') return; console.log(`x ${req.body.kind}`);"],
  ["what a trimmed copy of it was held against", "nothing", "const email = typeof req.body.email === 'string' ? req.body.email.trim() : ''; if (!EMAIL.test(email)) return; const lead = { email: email.slice(0, 99) }; console.log(`x ${lead.email}`);"],
  ["what a row that was found with it was held against", "req.body.email", "const user = await User.findOne(req.body.email); if (!ROLES.includes(user)) return; console.log(`x ${req.body.email}`);"],
  ["the name of one of the file's own handlers", "nothing", "const { collection } = req.body; const handler = HANDLERS[collection]; if (!handler) return res.status(400).end(); console.log(`x ${collection}`);"],
  ["a key that is in a table of the file", "nothing", "const { collection } = req.body; if (!(collection in HANDLERS)) return; console.log(`x ${collection}`);"],
  ["a key that a table of the file must have", "nothing", "if (!LABELS[req.body.kind]) throw new Error('kind'); console.log(`x ${req.body.kind}`);"],
  ["a key of rows that were fetched", "collection", "const { collection } = req.body; const rows = await load(); const row = rows[collection]; if (!row) return; console.log(`x ${collection}`);"],
  ["a key that may be missing in the table", "collection", "const { collection } = req.body; const label = HANDLERS[collection] ?? 'none'; console.log(`x ${collection} ${label}`);"],
  ["a body whose signature was checked by name", "nothing", "if (!verifyWebhookSignature(req.rawBody, req.headers['x-signature'])) return; console.log(`x ${req.body.type}`);"],
  ["a parameter beside a body whose signature was checked", "req.params.id", "if (!verifyWebhookSignature(req.rawBody, req.headers['x-signature'])) return; console.log(`x ${req.params.id}`);"],
  ["a body whose signature is checked later", "req.body.type", "console.log(`x ${req.body.type}`); if (!verifyWebhookSignature(req.rawBody, req.headers['x-signature'])) return;"],
  ["a body beside a token that is verified", "req.body.type", "jwt.verify(req.body.token, KEY); console.log(`x ${req.body.type}`);"],
  ["the word that a list has refused", "req.body.kind", "const kind = req.body.kind || 'a'; if (!KINDS.includes(kind)) console.log(`x ${req.body.kind}`);"],
  ["the word that is not among a list's", "req.body.kind", "if (KINDS.includes(req.body.kind)) work(); else console.log(`x ${req.body.kind}`);"],
  ["a text that others are searched for", "req.body.name", "const name = req.body.name.toLowerCase(); const row = rows.find((one) => one.title.toLowerCase().includes(name) || one.notes.includes(name)); console.log(`x ${req.body.name} ${row}`);"],
  ["all but digits taken out", "nothing", `const digits = req.body.phone.replace(/\\D/g, ""); console.log("x", digits.substring(2));`],
  ["a list that is gone through, as an argument of its own", "nothing", "const { ids } = req.body; for (const id of ids) work(id); console.log('x', ids); req.body.tags.map(work); console.log('y', req.body.tags);"],
  ["a list that is gone through, in the text", "ids", "const { ids } = req.body; for (const id of ids) work(id); console.log(`x ${ids}`);"],
  ["a list whose length alone is asked for", "ids", "const { ids } = req.body; if (ids.length > 9) return; console.log('x', ids);"],
  ["what a function of the file takes for a list or an object", "nothing", "subscribe(req.body.types, req.body.command); function subscribe(types: string[], command: Command) { console.log('x', types, command); }"],
  ["what a function of the file takes for a text", "req.body.name", "greet(req.body.name); function greet(name: string) { console.log('x', name); }"],
  ["what is printed in development alone", "nothing", "if (process.env.NODE_ENV !== 'production') console.log('x', req.body.name);"],
  ["the console's own views of objects", "nothing", "console.dir(req.body.a); console.table(req.body.rows);"],
  ["what console.assert tests", "nothing", `console.assert(req.body.a, "x");`],
  ["the id of a row that was found by it", "nothing", "const { id } = req.params; const row = await Item.findById(id); if (!row) return res.status(404).end(); console.log(`x ${id}`);"],
  ["the id of a row, with other reasons to stop", "nothing", "const { data: row, error } = await db.from('items').select('a').eq('id', req.params.id).single(); if (error || !row || row.a !== 1) return; console.log(`x ${req.params.id}`);"],
  ["the id of a row that was asked for in an object", "nothing", "const itemId = req.query.itemId; const row = await prisma.item.findUnique({ where: { id: itemId } }); if (!row) { res.status(404).end(); return; } console.log(`x ${itemId}`);"],
  ["the id of a row that is fetched when it is there", "nothing", "const { id } = req.params; const row = await getItem(id); if (row === null) throw new Error('none'); console.log(`x ${id}`);"],
  ["the id of a row that was not found", "id", "const { id } = req.params; const row = await Item.findById(id); if (!row) { console.log(`no ${id}`); return; }"],
  ["the id before the row is looked for", "id", "const { id } = req.params; console.log(`x ${id}`); const row = await Item.findById(id); if (!row) return;"],
  ["the id of a row that nobody misses", "id", "const { id } = req.params; const row = await Item.findById(id); if (!row) count++; console.log(`x ${id}`);"],
  ["the id of a row, where there is one", "nothing", "const { id } = req.params; const rows = await Item.find({ id }); if (rows.length > 0) { console.log(`x ${id}`); } const row = await Item.findById(id); if (row) console.log(`x ${id}`);"],
  ["an address that is built on one of the request", "nothing", "const image = new URL(found[1], req.query.url).href; console.log(`x ${image}`); console.log(`x ${new URL(req.query.next, base).pathname}`);"],
  ["the place that an upload was given", "nothing", "const files = req.files?.images || []; files.map((file) => console.log(`x ${file.path} ${file.filename} ${file.size}`)); console.log(`x ${req.file.path}`);"],
  ["a name that somebody has, who may have chosen any", "email", "const { email } = req.body; const user = await User.findOne({ email }); if (!user) return; console.log(`x ${email}`);"],
  ["what a validator has let through", "nothing", "const problem = validateName(req.body.name); const { valid } = checkSlots(req.body?.slots); if (!valid) return; console.log(`x ${req.body?.slots}`);"],
  ["what a validator throws for", "nothing", "assertSlug(req.body.slug); console.log(`x ${req.body.slug}`);"],
  ["what a validator is asked of, and nobody listens", "req.body.name", "const { valid } = checkName(req.body.name); console.log(`x ${req.body.name}`);"],
  ["what is counted with", "nothing", "const { pages } = req.body; for (let page = 1; page <= pages; page++) work(page); console.log(`x ${pages}`);"],
  ["what is divided by", "nothing", "const { pages } = req.body; const part = 100 / pages; console.log(`x ${pages} ${part}`);"],
  ["what is put together with a plus", "pages", "const { pages } = req.body; const line = pages + 1; console.log(`x ${pages}`);"],
  ["what its type says to be a number", "nothing", "const { pages } = req.body as { pages: number; name: string }; console.log(`x ${pages}`);"],
  ["rows that a query gives", "nothing", "const rows = await prisma.$queryRaw`select * from items where id = ${req.params.id}`; rows.map((row) => console.log(`x ${row.name}`));"],
  ["a text that a tag puts together", "req.body.a", "console.log(String.raw`x ${req.body.a}`);"],
  ["an error that was built of it", "nothing", "console.error(new Error(`x ${req.body.a}`));"],
  ["a caught failure", "nothing", "try { work(req.body); } catch (error) { console.error(`x ${error}`); }"],
  ["a console that the file binds", "nothing", "const console = make(); console.log(`x ${req.body.a}`);"],
  ["a logger of the project", "nothing", "logger.info(`x ${req.body.a}`);"],
];

/** Loggers, each with a line that holds `req.body.a`. */
const LOGGERS: readonly (readonly [sentence: string, plain: boolean, head: string])[] = [
  ["log4js", true, `import log4js from "log4js"; const log = log4js.getLogger();`],
  ["log4js with a layout of JSON", false, `import log4js from "log4js"; log4js.configure({ appenders: { out: { type: "stdout", layout: { type: "json" } } } }); const log = log4js.getLogger();`],
  ["consola", true, `import { consola as log } from "consola";`],
  ["consola with reporters of its own", false, `import { createConsola } from "consola"; const log = createConsola({ reporters: [mine] });`],
  ["loglevel", true, `import log from "loglevel";`],
  ["signale", true, `import signale from "signale"; const log = new signale.Signale();`],
  ["tslog", true, `import { Logger } from "tslog"; const log = new Logger();`],
  ["tslog that writes JSON", false, `import { Logger } from "tslog"; const log = new Logger({ type: "json" });`],
  ["winston, which writes JSON", false, `import winston from "winston"; const log = winston.createLogger({ level: "info" });`],
  ["winston that is told to write text", true, `import winston from "winston"; const log = winston.createLogger({ format: winston.format.simple() });`],
  ["a child of it", true, `import winston from "winston"; const root = winston.createLogger({ format: winston.format.printf(show) }); const log = root.child({ a: 1 });`],
  ["winston that prints JSON of its own", false, `import winston from "winston"; const log = winston.createLogger({ format: winston.format.printf((info) => JSON.stringify(info)) });`],
  ["pino", false, `import pino from "pino"; const log = pino();`],
  ["bunyan", false, `import bunyan from "bunyan"; const log = bunyan.createLogger({ name: "x" });`],
  ["Nest's logger, of which the application decides", false, `import { Logger } from "@nestjs/common"; const log = new Logger();`],
  ["a logger of the project", false, `import { log } from "./log.js";`],
];

describe.each(PARSERS)("a request's text in plain lines ($parser)", ({ facts }: ParserCase) => {
  const found = (code: string, path?: string): string => injectedMessages(facts(code, path)).flatMap(({ parts }) => parts.map(({ what }) => what)).join(", ") || "nothing";

  test.each(IN_EXPRESS)("%s: %s", (_, what, code) => {
    expect(found(express(code))).toBe(what);
  });

  test.each(LOGGERS)("%s: %s", (_, plain, head) => {
    expect(found(express("log.info(`x ${req.body.a}`);", head))).toBe(plain ? "req.body.a" : "nothing");
  });

  test("what an interface of the file says to be a number, and what it says to be a text", () => {
    const job = (code: string): string => found(express(code, "interface Job { pages?: number; kind: 'a' | 'b'; name: string }"));
    expect(job("const job = req.body as Job; const { pages = 1, kind } = job; console.log(`x ${pages} ${kind}`);")).toBe("nothing");
    expect(job("const job: Job = req.body; const { name, pages } = job; console.log(`x ${name} ${pages}`);")).toBe("name");
    expect(job("const job: Work = req.body; const { pages } = job; console.log(`x ${pages}`);")).toBe("pages");
  });

  test("debug's loggers are functions", () => {
    for (const head of [`import make from "debug"; const log = make("app");`, `const log = require("debug")("app");`]) {
      expect(found(express("log(`x ${req.body.a}`); log('x %O', req.body.b);", head))).toBe("req.body.a");
    }
    expect(found(express("log(`x ${req.body.a}`);", `import make from "./debug"; const log = make("app");`))).toBe("nothing");
  });

  test("a route of the App Router: body, parameters, query, text and header", () => {
    const code = `export async function POST(request, { params }) {
  const { id } = await params;
  const body = await request.json();
  const { searchParams } = request.nextUrl;
  console.log(\`\${id} \${body.name} \${searchParams.get("q")} \${request.headers.get("x-id")} \${request.url}\`);
  console.log("raw " + (await request.clone().text()));
  return Response.json({});
}`;
    expect(found(code, ROUTE_FILE)).toBe(`id, body.name, searchParams.get("q"), request.headers.get("x-id"), request.clone().text()`);
  });

  test("a parameter that is given another value says nothing of the request", () => {
    const code = (first: string): string => `export const save = (req, res) => { ${first} console.log(\`x \${req.body.name}\`); res.end(); };`;
    expect([found(code("")), found(code("req = cleaned(req);"))]).toEqual(["req.body.name", "nothing"]);
  });

  test("a request that is taken apart in the parameter list, where the answer stands next to it", () => {
    const code = (pattern: string, next: string): string => `export const save = (${pattern}, ${next}) => { console.log(\`x \${body.name}\`); };`;
    expect([found(code("{ body }", "res")), found(code("{ query, body }", "_response"))]).toEqual(["body.name", "body.name"]);
    expect([found(code("{ body }", "next")), found(code("{ body }", "mail")), found(code("{ body }: Letter", "res"))]).toEqual(["nothing", "nothing", "nothing"]);
  });

  test("a field of a form that the request carries", () => {
    expect(found(route(`const form = await request.formData();\nconsole.log("x " + form.get("name"));\nreturn Response.json({});`), ROUTE_FILE)).toBe(`form.get("name")`);
  });

  test("a server action: what it is called with, unless its type is a number's", () => {
    const code = `"use server";\nexport async function save(id: number, name: string, form: FormData) {\n  console.log(\`\${id} \${name} \${form.get("a")}\`);\n}`;
    expect(found(code, "app/actions.ts")).toBe(`name, form.get("a")`);
  });

  test("a server action's parameter that is given another value says nothing of the request", () => {
    const code = (first: string): string => `"use server";\nexport async function save(name) { ${first} console.log(\`x \${name}\`); }`;
    expect([found(code("")), found(code("name = await nameOf(session);"))]).toEqual(["name", "nothing"]);
  });

  test("Koa's context: its query, but not its address", () => {
    const code = (line: string): string => `import Koa from "koa"; const app = new Koa(); app.use(async (ctx) => { ${line} });`;
    expect(found(code("const { query, url } = ctx; console.log(`x ${query.q} ${url}`);"))).toBe("query.q");
  });

  test("what a socket receives, but not that it closed", () => {
    const code = `io.on("connection", (socket) => { socket.on("chat", (text) => console.log("x " + text)); socket.on("close", (code) => console.log("x " + code)); });`;
    expect(found(code)).toBe("text");
  });

  test("what middleware before the handler has checked", () => {
    const code = (before: string): string => `const app = express(); app.get("/items/:id", ${before}(req, res) => { console.log(\`x \${req.params.id}\`); res.end(); });`;
    expect([found(code("validateParams(idSchema), ")), found(code("validate({ params: idSchema }), ")), found(code("checkId, "))]).toEqual(["nothing", "nothing", "nothing"]);
    expect([found(code("")), found(code("requireUser, "))]).toEqual(["req.params.id", "req.params.id"]);
  });

  test("what a client's socket hears, and a script", () => {
    const client = `const socket = io(URL); socket.on("news", (data) => console.log("x", data.title));`;
    const held = `class Feed { open() { this.socket.on("news", (data) => console.log("x", data.title)); } }`;
    expect([found(client), found(held)]).toEqual(["nothing", "nothing"]);
    const served = `io.on("connection", (socket) => { socket.on("chat", (text) => console.log("x " + text)); });`;
    expect([found(served), found(served, "scripts/try.js")]).toEqual(["text", "nothing"]);
  });

  test("what a client of somebody's library hears is no request of ours", () => {
    expect(found(`start(); function start() { client.ws.on("CB:call", (packet) => console.log("x", packet)); }`)).toBe("nothing");
  });

  test("a helper beside functions whose console keeps events", () => {
    const code = "export async function save(request) { const form = await request.formData(); console.log(`x ${form.get('id')}`); }";
    const kept = (path: string): boolean[] => injectedMessages(facts(code, path)).map((message) => message.kept);
    expect([kept("functions/upload/save.js"), kept("netlify/functions/save.js"), kept("src/save.js")]).toEqual([[true], [true], [false]]);
  });

  test("a delivery whose text was verified with its signature", () => {
    const code = (check: string): string =>
      route(`const payload = await request.text();\n${check}\nconst body = JSON.parse(payload);\nconsole.log("x", body.type, body.data.id);\nreturn Response.json({});`);
    expect(found(code(`new Webhook(KEY).verify(payload, { id: request.headers.get("svix-id") });`), ROUTE_FILE)).toBe("nothing");
    expect(found(code(""), ROUTE_FILE)).not.toBe("nothing");
  });

  test("a console that keeps events", () => {
    const code = "Deno.serve(async (req) => { const body = await req.json(); console.log(`x ${body.name}`); return new Response('ok'); });";
    expect(injectedMessages(facts(code, "supabase/functions/x/index.ts")).map(({ kept }) => kept)).toEqual([true]);
    const lines = `import log4js from "log4js"; const log = log4js.getLogger(); ${code.replace("console.log", "log.info")}`;
    expect(injectedMessages(facts(lines, "supabase/functions/x/index.ts")).map(({ kept }) => kept)).toEqual([false]);
  });

  test("a function that nothing shows to be a handler", () => {
    expect(found("export function greet(name, options) { console.log(`x ${name} ${options.query}`); }")).toBe("nothing");
  });
});
