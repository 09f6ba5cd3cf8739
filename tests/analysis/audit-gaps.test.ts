import { describe, expect, test } from "vitest";
import { auditGaps } from "../../src/analysis/audit-gaps.js";
import { auditExemptions, exemptionOf } from "../../src/analysis/audit-exemptions.js";
import { swallowedAudits } from "../../src/analysis/swallowed-audits.js";
import { PARSERS } from "../support/parsers.js";
import { express, onlyHandler, route } from "./ask.js";

const LOGIN = "app/api/auth/login/route.ts";
const HEAD = `import { securityLog } from "@/lib/logging"; import { logger } from "@/lib/logger";`;
const AUDIT = `securityLog.info("auth.login", {});`;
const login = (body: string): string => route(body, HEAD);

type Case = readonly [sentence: string, gaps: string, code: string, path?: string];

const CASES: readonly Case[] = [
  ["nothing recorded at all", "success 1, denied 1, error 1", login(`try { if (!user) return new Response("", { status: 401 }); return new Response("ok"); } catch (error) { return new Response("", { status: 500 }); }`)],
  ["everything recorded", "", login(`if (!user) { ${AUDIT} return new Response("", { status: 401 }); } ${AUDIT} return new Response("ok");`)],
  ["only the success recorded", "denied 1", login(`if (!user) { return new Response("", { status: 401 }); } ${AUDIT} return new Response("ok");`)],
  ["only the denial recorded", "success 1", login(`if (!user) { ${AUDIT} return new Response("", { status: 401 }); } return new Response("ok");`)],
  ["a logger line is no audit event for a denial", "denied 1", login(`if (!user) { logger.warn("x"); return new Response("", { status: 401 }); } ${AUDIT} return new Response("ok");`)],
  ["a logger line is enough for an error", "success 1", login(`try { return new Response("ok"); } catch (error) { logger.error(error); return new Response("", { status: 500 }); }`)],
  ["a console line is not enough for an error", "success 1, error 1", login(`try { return new Response("ok"); } catch (error) { console.error(error); return new Response("", { status: 500 }); }`)],
  ["malformed input is not asked for", "", login(`if (!email) return Response.json({ error: "Email is required" }, { status: 400 }); ${AUDIT} return new Response("ok");`)],
  ["a 400 that speaks of the credential is", "denied 1", login(`if (!user) return Response.json({ error: "Invalid password" }, { status: 400 }); ${AUDIT} return new Response("ok");`)],
  ["a 404 that speaks of the permission is", "denied 1", login(`if (!user) return Response.json({ error: "Permission denied" }, { status: 404 }); ${AUDIT} return new Response("ok");`)],
  ["several exits of one outcome", "denied 2", login(`if (a) return new Response("", { status: 401 }); if (b) return new Response("", { status: 403 }); ${AUDIT} return new Response("ok");`)],
  ["a throw is answered elsewhere", "success 1", login(`if (!user) throw new HTTPException(401); return new Response("ok");`)],
  ["next with an error is answered elsewhere", "success 1", express(`if (!ok) return next(createError(401)); res.json({});`).replace("/items", "/auth/login"), "src/server.ts"],
  ["an unknown status makes no gap", "", login(`return Response.json({}, { status: result.status });`)],
  ["a redirect to the login is no success", "", login(`return Response.redirect("/login", 302);`)],
  ["a preflight is none", "", login(`if (request.method === "OPTIONS") return new Response(null); ${AUDIT} return new Response("ok");`)],
  ["a granted look at an admin page is none", "denied 1", `export async function GET(request) { if (!user) return new Response("", { status: 403 }); return Response.json({}); }`, "app/api/admin/pages/route.ts"],
  ["an export is asked for its success even by GET", "success 1", `export async function GET(request) { return Response.json({}); }`, "app/api/account/export/route.ts"],
];

describe.each(PARSERS)("audit gaps ($parser)", ({ facts }) => {
  const gapsOf = (code: string, path = LOGIN, validation = false): string => {
    const found = facts(code, path);
    const handler = onlyHandler(found);
    const sensitivity = found.sensitivity(handler);
    if (!sensitivity) return "not sensitive";
    return auditGaps(handler, sensitivity, found, { validation }).map(({ outcome, exits }) => `${outcome} ${exits.length}`).join(", ");
  };

  test.each(CASES.map(([sentence, ...row]) => ({ sentence, row })))("$sentence", ({ row: [gaps, code, path] }) => {
    expect(gapsOf(code, path)).toBe(gaps);
  });

  test("with validation, malformed input is asked for too", () => {
    const code = login(`if (!email) return Response.json({ error: "Email is required" }, { status: 400 }); ${AUDIT} return new Response("ok");`);
    expect([gapsOf(code), gapsOf(code, LOGIN, true)]).toEqual(["", "denied 1"]);
  });
});

describe.each(PARSERS)("audit exemptions ($parser)", ({ facts }) => {
  const exempt = (code: string): string | undefined => {
    const found = facts(code, LOGIN);
    return exemptionOf(onlyHandler(found), found.file)?.reason;
  };
  const HANDLER = `export async function POST(request) {\n  return new Response("ok");\n}\n`;

  test.each([
    ["right above the handler", `// audit-exempt: the gateway records it\n${HANDLER}`, "the gateway records it"],
    ["as a block", `/* audit-exempt: the gateway records it */\n${HANDLER}`, "the gateway records it"],
    ["as a doc comment", `/** audit-exempt: the gateway records it */\n${HANDLER}`, "the gateway records it"],
    ["above another comment", `// audit-exempt: the gateway records it\n// Signs in.\n${HANDLER}`, "the gateway records it"],
    ["with a blank line between", `// audit-exempt: the gateway records it\n\n${HANDLER}`, "the gateway records it"],
    ["above a const", `// audit-exempt: because\nexport const POST = async (request) => new Response("ok");\n`, "because"],
    ["without a reason", `// audit-exempt\n${HANDLER}`, ""],
    ["with a colon alone", `// audit-exempt:\n${HANDLER}`, ""],
    ["above another statement", `// audit-exempt: because\nconst a = 1;\n${HANDLER}`, undefined],
    ["below the handler", `${HANDLER}// audit-exempt: because\n`, undefined],
    ["inside the handler", HANDLER.replace("return", "// audit-exempt: because\n  return"), undefined],
    ["a comment that only speaks of it", `// This is not audit-exempt: it is not\n${HANDLER}`, undefined],
    ["a longer word", `// audit-exemptions: none\n${HANDLER}`, undefined],
  ])("%s", (_sentence, code, reason) => {
    expect(exempt(code)).toBe(reason);
  });

  test("above an Express route", () => {
    const found = facts(`import express from "express";\nconst app = express();\n// audit-exempt: because\napp.post("/login", (req, res) => res.json({}));\n`);
    expect(exemptionOf(onlyHandler(found), found.file)?.reason).toBe("because");
  });

  test("all of the file, in order", () => {
    const found = facts(`// audit-exempt: a\n${HANDLER}\n// audit-exempt\n`, LOGIN);
    expect(auditExemptions(found.file).map(({ reason }) => reason)).toEqual(["a", ""]);
  });
});

describe.each(PARSERS)("swallowed audit writes ($parser)", ({ facts }) => {
  const swallowed = (code: string, path = LOGIN): string[] => {
    const found = facts(code, path);
    return swallowedAudits(found).map(({ range }) => found.file.view.text.slice(...range));
  };

  test.each([
    ["an empty rejection handler", `await logAudit({}).catch(() => {});`, ["() => {}"]],
    ["console.error as rejection handler", `await logAudit({}).catch(console.error);`, ["console.error"]],
    ["a rejection handler that writes to console", `logAudit({}).catch((error) => console.error(error));`, ["(error) => console.error(error)"]],
    ["a row of an audit table", `prisma.auditLog.create({}).catch(() => null);`, ["() => null"]],
    ["a rejection handler that logs", `await logAudit({}).catch((error) => logger.error(error));`, []],
    ["a rejection handler that rethrows", `await logAudit({}).catch((error) => { throw error; });`, []],
    ["a write of something else", `await save({}).catch(() => {});`, []],
    ["no rejection handler", `await logAudit({});`, []],
  ])("%s", (_sentence, statement, expected) => {
    expect(swallowed(route(statement, `import { logAudit } from "@/lib/audit"; ${HEAD}`))).toEqual(expected);
  });

  test("outside of handlers the caller may know better", () => {
    expect(swallowed(`import { logAudit } from "./audit.js";\nexport function save() { return logAudit({}).catch(() => {}); }`, "src/services/save.ts")).toEqual([]);
  });
});
