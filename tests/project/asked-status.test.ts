/** Refusals whose status a check of another file gives back. */
import { describe, expect, test } from "vitest";
import { projectOf } from "./support.js";

const ROUTE = `import { requireUser } from "../../lib/auth";
export async function GET(request) {
  const auth = await requireUser(request);
  if ("error" in auth) return Response.json({ error: auth.error }, { status: auth.status });
  return Response.json(auth.user);
}
`;

function refusalsWith(check: string): string[] {
  const { facts } = projectOf({ "lib/auth.ts": check, "app/orders/route.ts": ROUTE });
  const found = facts("app/orders/route.ts", ROUTE);
  const flow = found.flow(found.handlers[0]!);
  return flow.exits.filter(({ answer }) => answer.outcome === "denied").map((exit) => `${exit.answer.status} ${flow.coverage(exit) ?? "nothing"}`);
}

test("an answer takes the status by whatever name the check gives it back", () => {
  const check = `export async function gate(request) { if (!(await may(request))) return { ok: false, code: 403, error: "no" }; return { ok: true }; }`;
  const route = `import { gate } from "../../lib/auth";
export async function GET(request) {
  const passed = await gate(request);
  if (!passed.ok) return Response.json({ error: passed.error }, { status: passed.code });
  return Response.json([]);
}
`;
  const own = route.replace(/^.*\n/, "") + check.replace("export ", "");
  for (const text of [route, own]) {
    const found = projectOf({ "lib/auth.ts": check }).facts("app/orders/route.ts", text);
    const flow = found.flow(found.handlers[0]!);
    expect(flow.exits.map(({ answer }) => answer.status)).toEqual([403, 200]);
  }
});

test("a code that is no status is none", () => {
  const check = `export async function gate(request) { if (!(await may(request))) return { ok: false, code: "E403", error: 403 }; return { ok: true }; }`;
  const route = `import { gate } from "../../lib/auth";\nexport async function GET(request) { const passed = await gate(request); return Response.json({ code: passed.code }, { status: passed.code }); }\n`;
  const found = projectOf({ "lib/auth.ts": check }).facts("app/orders/route.ts", route);
  expect(found.flow(found.handlers[0]!).exits.map(({ answer }) => answer.status)).toEqual([undefined]);
});

describe("an answer with the status that a check of another file gives back", () => {
  test.each([
    ["is that refusal", `export async function requireUser(request) { const user = await find(request); if (!user) return { error: "no", status: 401 }; return { user }; }`, ["401 nothing"]],
    ["is the one that turns somebody away, where others only find nothing", `export async function requireUser(request) { if (!request.id) return { error: "none", status: 404 }; if (!(await may(request))) return { error: "no", status: 403 }; return { user: 1 }; }`, ["403 nothing"]],
    ["is recorded where the check records", `import pino from "pino";\nconst logger = pino();\nexport async function requireUser(request) { const user = await find(request); if (!user) { logger.warn("nobody"); return { error: "no", status: 401 }; } return { user }; }`, ["401 log"]],
    ["is not known where the status may be one of success", `export async function requireUser(request) { if (!request.id) return { error: "no", status: 401 }; return { user: 1, status: 200 }; }`, []],
    ["is not known where the check gives back no status", `export async function requireUser(request) { if (!request.id) return { error: "no" }; return { user: 1 }; }`, []],
  ])("%s", (_sentence, check, expected) => {
    expect(refusalsWith(check)).toEqual(expected);
  });
});
