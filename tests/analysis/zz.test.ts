import { test } from "vitest";
import { PARSERS } from "../support/parsers.js";
import { coverageOf, fatesOf, route, ROUTE_FILE, express } from "./ask.js";
const H = `import { logger } from "@/lib/logger"; import { securityLog } from "@/lib/logging";`;
const P: [string, string][] = [
  ["||", route(`a || logger.warn("x"); return new Response("", {status: 401});`, H)],
  ["opt chain", route(`logger?.warn("x"); return new Response("", {status: 401});`, H)],
  ["for await", route(`for await (const x of y) { if (!x) { logger.warn("x"); return new Response("", {status: 401}); } } return new Response("ok");`, H)],
  ["try finally return", route(`try { await a(); } finally { logger.info("x"); } return new Response("", {status: 401});`, H)],
  ["catch rethrow then outer", route(`try { try { await a(); } catch (e) { throw e; } } catch (e) { logger.error(e); return new Response("", {status: 500}); } return new Response("ok");`, H)],
  ["res return next", express(`if (!req.user) { logger.warn("x"); res.status(401); return res.json({}); } return res.json({});`, H)],
  ["status after", express(`if (!req.user) { return res.json({}).status(401); } return res.json({});`, H)],
  ["throw in try after record", route(`try { if (!ok) { logger.warn("denied"); throw new Error("x"); } return new Response("ok"); } catch (e) { return new Response("", { status: 401 }); }`, H)],
  ["let response", route(`let response = new Response("", {status:401}); if (ok) response = new Response("ok"); return response;`, H)],
  ["if else assign status", express(`let status = 200; if (!ok) status = 401; res.status(status).json({});`, H)],
  ["promise.then return", route(`return check().then((ok) => ok ? new Response("ok") : new Response("", { status: 401 }));`, H)],
];
test("x", () => { for (const [n, c] of P) { const f = PARSERS[0]!.facts(c, c.includes(`from "express"`) ? "src/server.ts" : ROUTE_FILE); console.log("Q", n, JSON.stringify(coverageOf(f)), JSON.stringify(fatesOf(f))); } });
