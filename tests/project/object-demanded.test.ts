import { expect, test } from "vitest";
import { runCodemods } from "../../codemods/run-codemods.js";
import { readSettings } from "../../src/settings.js";
import { projectOf } from "./support.js";

const only = new Set(["redact-log-secrets"]);
const PATH = "app/api/visits/route.ts";
const ROUTE = `import { logAuditCall } from "../../../lib/calls";

export async function POST(request: Request) {
  const { password } = await request.json();
  await check(password);
  await logAuditCall("/visits", password, 400);
  return Response.json({});
}
`;

function fixed(type: string): string {
  const { project } = projectOf({ "lib/calls.ts": `export async function logAuditCall(path: string, body${type}, status: number) {\n  await db.auditLog.create({ data: { path, body, status } });\n}\n` });
  return runCodemods(ROUTE, PATH, readSettings(undefined), only, {}, project).text;
}

test.each([": Record<string, unknown>", ": Record<string, any>", ": object"])("where the other file declares %s, an object takes the place of what is redacted", (type) => {
  expect(fixed(type)).toContain('await logAuditCall("/visits", { redacted: "[REDACTED]" }, 400);');
});

test.each([": string", ": unknown", "", ": VisitBody"])("where it declares %j, a text does", (type) => {
  expect(fixed(type)).toContain('await logAuditCall("/visits", "[REDACTED]", 400);');
});
