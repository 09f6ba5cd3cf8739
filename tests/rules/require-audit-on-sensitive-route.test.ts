import { describe, expect, test } from "vitest";
import { lint, lintError, PARSER_NAMES } from "./lint.js";

const RULE = "require-audit-on-sensitive-route";
const LOGIN = "app/api/auth/login/route.js";

const CODE = `export async function POST(request) {
  const { email, password } = await request.json();
  const user = await verify(email, password);
  if (!user) {
    return Response.json({ error: "Invalid credentials" }, { status: 401 });
  }
  return Response.json({ id: user.id });
}
`;

const RECORDED = `import { securityLog, requestContext } from "@/lib/logging";

export async function POST(request) {
  const { email, password } = await request.json();
  const user = await verify(email, password);
  if (!user) {
    securityLog.warn("auth.login", {
      actor: "anon",
      route: "POST /api/auth/login",
      outcome: "denied",
      reason: "invalid_credentials",
      ...requestContext(request),
    });
    return Response.json({ error: "Invalid credentials" }, { status: 401 });
  }
  securityLog.info("auth.login", {
    actor: user.id,
    route: "POST /api/auth/login",
    outcome: "success",
    ...requestContext(request),
  });
  return Response.json({ id: user.id });
}
`;

describe.each(PARSER_NAMES)("require-audit-on-sensitive-route (%s)", (parser) => {
  const reports = (code: string, run: object = {}) => lint(RULE, code, { path: LOGIN, parser, ...run });

  test("one report a handler, with route, category, evidence, outcomes and event", () => {
    expect(reports(CODE)).toEqual([
      {
        messageId: "missing",
        message:
          "POST /api/auth/login is sensitive (authentication: route /api/auth/login) and leaves no audit event on success and denied; record auth.login there with actor, route, outcome and reason.",
        place: "1:23-1:27",
        text: "POST",
        suggestions: [{ message: "Record success and denied with securityLog.", output: RECORDED }],
      },
    ]);
  });

  test("a refusal that a server action throws is recorded before it is thrown", () => {
    const code = `"use server";\nimport { securityLog } from "@/lib/logging";\n\nexport async function deleteUser(id) {\n  const session = await auth();\n  if (!session) throw new Error("Unauthorized");\n  await users.close(id);\n  await securityLog.info("user.delete", { actor: session.user.id, route: "deleteUser", outcome: "success" });\n}\n`;
    const [report, ...others] = reports(code, { path: "app/actions.ts" });
    expect(others).toEqual([]);
    expect(report!.message).toContain("leaves no audit event on denied;");
    expect(report!.suggestions[0]!.output).toMatch(/securityLog\.warn\("user\.delete", \{[^}]*outcome: "denied"[^}]*\}\);\s*throw new Error\("Unauthorized"\)/);
    expect(reports(report!.suggestions[0]!.output, { path: "app/actions.ts" })).toEqual([]);
  });

  test("nothing more to say of what the suggestion makes", () => {
    expect(reports(RECORDED)).toEqual([]);
  });

  test("three outcomes are listed with commas", () => {
    const code = CODE.replace("  const user", "  try { await limit(); } catch { return new Response('', { status: 500 }); }\n  const user");
    expect(reports(code)[0]!.message).toContain("leaves no audit event on success, denied and error;");
  });

  test("the operation is the evidence where the route says nothing", () => {
    const code = `export async function POST(request) {\n  await stripe.refunds.create({});\n  return Response.json({});\n}\n`;
    expect(reports(code, { path: "app/api/things/route.js" })[0]!.message).toContain("is sensitive (billing: calls stripe.refunds.create)");
  });

  test("a handler that is not sensitive is left alone", () => {
    expect(reports(CODE, { path: "app/api/products/route.js" })).toEqual([]);
  });

  test("an action that returns nothing is recorded behind its last statement", () => {
    const code = `"use server";\nexport async function deleteUser(id) {\n  await db.user.delete({ where: { id } }); // gone\n}\n`;
    const [report] = reports(code, { path: "app/actions.js" });
    expect(report!.suggestions.map(({ output }) => output)).toEqual([
      `"use server";\n\nimport { securityLog } from "@/lib/logging";\n\nexport async function deleteUser(id) {\n  await db.user.delete({ where: { id } }); // gone\n  securityLog.info("user.delete", {\n    actor: "anon",\n    route: "ACTION deleteUser",\n    outcome: "success",\n  });\n}\n`,
    ]);
  });

  test("an action on one line is left as it is", () => {
    const code = `"use server";\nexport async function deleteUser(id) { await db.user.delete({ where: { id } }); }\n`;
    expect(reports(code, { path: "app/actions.js" }).map(({ suggestions }) => suggestions)).toEqual([[]]);
  });

  test("a swallowed audit write", () => {
    const code = `import { logAudit } from "@/lib/audit";\nexport async function POST(request) {\n  await logAudit({}).catch(() => {});\n  return Response.json({});\n}\n`;
    expect(reports(code, { path: "app/api/products/route.js" })).toEqual([
      {
        messageId: "swallowed",
        message: "This audit write fails in silence; let its failure be seen, or the trail has holes that nobody knows of.",
        place: "3:28-3:36",
        text: "() => {}",
        suggestions: [],
      },
    ]);
  });

  test("an act that leaves its event on the way is no audit write, whatever becomes of its failure", () => {
    const code = (name: string): string => `import { logAudit } from "@/lib/audit";\nasync function ${name}(id) {\n  await logAudit({ action: "batch.delete", target: id });\n  await wipe(id);\n}\nexport async function POST(request) {\n  ${name}(1).catch((error) => console.error(error));\n  return Response.json({});\n}\n`;
    const swallowed = (name: string): string[] => reports(code(name), { path: "app/api/products/route.js" }).map(({ messageId }) => messageId);
    expect(swallowed("deleteBatch")).toEqual([]);
    expect(swallowed("createLogEntry")).toEqual(["swallowed"]);
    expect(swallowed("remember")).toEqual(["swallowed"]);
  });

  test("an audit write that is never sent", () => {
    const code = `export async function POST(request) {\n  prisma.auditLog.create({ data: {} });\n  return Response.json({});\n}\n`;
    expect(reports(code, { path: "app/api/products/route.js" })).toEqual([
      {
        messageId: "unsent",
        message: "Nothing awaits this audit write, so it is never sent; await it, or hand it to waitUntil.",
        place: "2:3-2:25",
        text: "prisma.auditLog.create",
        suggestions: [],
      },
    ]);
  });

  test("an emitter that records nothing", () => {
    const code = `function logAudit(event) {\n  // await save(event);\n}\nexport async function POST(request) {\n  logAudit({});\n  return Response.json({});\n}\n`;
    expect(reports(code, { path: "app/api/products/route.js" })).toEqual([
      {
        messageId: "idle",
        message: "logAudit is called to record this and records nothing: no code of it runs.",
        place: "5:3-5:11",
        text: "logAudit",
        suggestions: [],
      },
    ]);
  });

  test("an exemption with a reason", () => {
    expect(reports(`// audit-exempt: the gateway records each login\n${CODE}`)).toEqual([]);
  });

  test("an exemption without one is reported in the handler's place", () => {
    expect(reports(`// audit-exempt\n${CODE}`)).toEqual([
      {
        messageId: "exemptWithoutReason",
        message: "audit-exempt needs a reason: `// audit-exempt: <why nothing has to be recorded here>`.",
        place: "1:1-1:16",
        text: "// audit-exempt",
        suggestions: [],
      },
    ]);
  });

  test("an exemption of a handler that needs none", () => {
    const [report] = reports(`// audit-exempt: the gateway records each login\n${RECORDED.slice(RECORDED.indexOf("export"))}`);
    expect([report!.messageId, report!.message]).toEqual(["exemptUnused", "This audit-exempt exempts nothing; remove it."]);
  });

  test("an exemption of a handler that is not sensitive", () => {
    expect(reports(`// audit-exempt: nothing happens here\n${CODE}`, { path: "app/api/products/route.js" }).map(({ messageId }) => messageId)).toEqual(["exemptUnused"]);
  });

  test("an exemption speaks for one handler alone", () => {
    const code = `// audit-exempt: the gateway records each login\n${CODE}export async function PUT(request) {\n  return Response.json({});\n}\n`;
    expect(reports(code).map(({ messageId, text }) => `${messageId} ${text}`)).toEqual(["missing PUT"]);
  });

  test("validation: refusals of malformed input need an event too", () => {
    const code = RECORDED.replace("  const user", `  if (!email) return Response.json({ error: "Email is required" }, { status: 400 });\n  const user`);
    expect(reports(code)).toEqual([]);
    expect(reports(code, { options: { validation: true } }).map(({ message }) => message)).toEqual([
      "POST /api/auth/login is sensitive (authentication: route /api/auth/login) and leaves no audit event on denied; record auth.login there with actor, route, outcome and reason.",
    ]);
  });

  test("settings: sensitiveRoutes, ignoredRoutes and auditFunctions", () => {
    const path = "app/api/vault/route.js";
    expect(reports(CODE, { path, settings: { sensitiveRoutes: [{ route: "/api/vault", category: "keys" }] } })[0]!.message).toContain("(keys: route /api/vault)");
    expect(reports(CODE, { settings: { ignoredRoutes: ["/api/auth"] } })).toEqual([]);
    const own = CODE.replaceAll("    return", "    keep({});\n    return").replace("  return Response.json({ id", "  keep({});\n  return Response.json({ id");
    expect(reports(own).length).toBe(1);
    expect(reports(own, { settings: { auditFunctions: ["keep"] } })).toEqual([]);
  });

  test("files of the browser and tests are left alone", () => {
    expect(reports(`"use client";\n${CODE}`)).toEqual([]);
    expect(reports(CODE, { path: "app/api/auth/login/route.test.js" })).toEqual([]);
  });
});

test.each([
  ["an unknown option", { validate: true }],
  ["a text for a yes or no", { validation: "yes" }],
])("%s is an error", (_sentence, options) => {
  expect(lintError(RULE, { options })).toMatch(/require-audit-on-sensitive-route/);
});
