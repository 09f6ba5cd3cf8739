/** A request's body as the detail of a row of the trail: kept there on purpose, unless a credential may be in it. */
import { describe, expect, test } from "vitest";
import { PARSERS } from "../support/parsers.js";

const ROW = `await prisma.auditLog.create({ data: { action: "order.update", details: req.body } });`;
const route = (path: string, row = ROW, before = ""): string => `router.put("${path}", async (req, res) => { ${before}${row} res.json({}); });`;

type Case = readonly [sentence: string, code: string, path?: string];

const SERVER = "src/server.ts";
const withPath = (cases: readonly Case[]) => cases.map(([sentence, code, path = SERVER]) => [sentence, code, path] as const);

const LEAKS: readonly Case[] = [
  ["of a route that signs people in", route("/login")],
  ["of a route for users", route("/api/users/:id")],
  ["of a handler that reads a password from the body", route("/orders", ROW, `await check(req.body.password);`)],
  ["of a handler that takes a token out of the body", route("/hooks/:id", ROW, "const { url, apiKey } = req.body;")],
  ["of a file about passwords", `exports.update = async (req, res) => { ${ROW} res.end(); };`, "src/controllers/password.controller.js"],
  ["of a middleware, which every route's body passes", `export const trail = async (req, res, next) => { ${ROW} next(); };`],
  ["of a helper that is given any request", `import { prisma } from "./db"; export async function trail(req, action) { ${ROW} }`],
  ["of a handler on all routes", `app.use(async (req, res) => { ${ROW} res.end(); });`],
  ["of a handler that logs it on the console", `router.put("/orders", (req, res) => { console.log("update", req.body); res.end(); });`],
  ["of an order, in an event of the project's emitter", route("/orders", `securityLog({ event: "order.update", actor: req.user.id, detail: req.body });`)],
  ["of an order, in a line of an audit logger", route("/orders", `auditLogger.info("order.update", { actor: req.user.id, body: req.body });`)],
  ["of an integration whose file reads a key elsewhere", `${route("/integrations/:id")} const connect = ({ apiKey }) => open(apiKey);`],
  ["of a function that no framework is known to call", `exports.handler = async (event) => { const body = JSON.parse(event.body); ${ROW.replace("req.body", "body")} return { statusCode: 200 }; };`],
  ["of all headers in the same place", route("/orders", `await prisma.auditLog.create({ data: { action: "x", details: req.headers } });`)],
];

const CLEAN: readonly Case[] = [
  ["of an order that is changed", route("/orders/:id")],
  ["of a handler that reads an e-mail address, and takes a note out of the body", route("/orders/:id", ROW, "const { note } = req.body; notify(req.body.email, note);")],
  ["of a controller's order", `export const update = async (req, res, next) => { try { ${ROW} res.json({}); } catch (error) { next(error); } };`, "src/controllers/orders.ts"],
  ["of a handler that reads a secret header and the environment", route("/hooks/stock", ROW, `if (req.headers.authorization !== process.env.HOOK_TOKEN) return res.sendStatus(401);`)],
  ["of a webhook's delivery in a table of activities", `export async function POST(request) { const payload = await request.json(); await supabase.from("activity_logs").insert({ action: "delivery", metadata: payload }); return Response.json({}); }`, "app/api/webhooks/parcel/route.ts"],
  ["that a function of the file is given", `async function keep(data) { await supabase.from("activity_logs").insert({ action: "x", metadata: { id: 1, ...data } }); } Deno.serve(async (req) => { await keep(await req.json()); return new Response(); });`],
  ["of a wrapped handler", `export const PATCH = withAuth(async (req) => { const body = await req.json(); await logAudit("plan.change", { changes: body }); return Response.json({}); });`, "app/api/plans/route.ts"],
  ["of a delivery whose address has a token", route("/hooks/parcel", ROW, "const { token } = req.query; if (token !== process.env.HOOK_TOKEN) return res.sendStatus(401);")],
  ["of settings of which none is a secret", route("/settings/appearance", ROW, "await save(req.body.theme);")],
  ["of an integration whose file names no secret", route("/integrations/:id")],
  ["that is the row itself", `exports.add = async (req, res) => { res.json(await LoginLog.create(req.body)); };`, "src/controllers/loginLog.js"],
  ["that is one of the rows", `Deno.serve(async (req) => { const rows = await req.json(); await supabase.from("activity_logs").insert(rows); return new Response(); });`],
];

describe.each(PARSERS)("a body in the trail under $parser", ({ facts }) => {
  test.each(withPath(LEAKS))("is reported %s", (_sentence, code, path) => {
    expect(facts(code, path).leaks).toHaveLength(1);
  });

  test.each(withPath(CLEAN))("is left alone %s", (_sentence, code, path) => {
    expect(facts(code, path).leaks.map(({ what }) => what)).toEqual([]);
  });
});
