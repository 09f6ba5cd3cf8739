import { expect, test } from "vitest";
import { auditGaps } from "../../src/analysis/audit/audit-gaps.js";
import { projectOf, type Files } from "./support.js";

const LOGIN = `export async function POST(request: Request) {
  const user = await check(await request.json());
  if (!user) return Response.json({ error: "Invalid credentials" }, { status: 401 });
  return Response.json({ id: user.id });
}
`;
const HELD = "features/login/route.ts";

const placesOf = (files: Files, path = HELD): string[] => {
  const { facts } = projectOf(files);
  return facts(path, files[path]!).handlers.map(({ framework, method, route }) => [framework, method, route].filter(Boolean).join(" "));
};

type Case = readonly [sentence: string, path: string, text: string, place: string];

/** Route files that export the login of features/login/route.ts, or something else. */
const HANDED_ON: readonly Case[] = [
  ["by its name", "app/api/login/route.ts", `export { POST } from "../../../features/login/route";`, "next-route POST /api/login"],
  ["by all names", "app/api/login/route.ts", `export * from "../../../features/login/route";`, "next-route POST /api/login"],
  ["by another method", "app/api/login/route.ts", `export { POST as PUT } from "../../../features/login/route";`, "next-route PUT /api/login"],
  ["once it is imported", "app/(auth)/sign-in/route.ts", `import { POST } from "../../../features/login/route";\nexport { POST };`, "next-route POST /sign-in"],
  ["as a constant", "src/app/api/login/route.ts", `import * as login from "../../../../features/login/route";\nexport const POST = login.POST;`, "next-route POST /api/login"],
  ["in a wrapper", "app/api/login/route.ts", `import { withTiming } from "../../../lib/timing";\nimport { POST as enter } from "../../../features/login/route";\nexport const POST = withTiming(enter);`, "next-route POST /api/login"],
  ["called by a function of the route's own", "app/api/login/route.ts", `import { POST as enter } from "../../../features/login/route";\nexport async function POST(request) {\n  if (!enabled()) return gone();\n  return enter(request);\n}`, "next-route POST /api/login"],
  ["called and waited for", "app/api/login/route.ts", `import { POST as enter } from "../../../features/login/route";\nexport const POST = async (request) => await enter(request);`, "next-route POST /api/login"],
  ["not, called with another request", "app/api/login/route.ts", `import { POST as enter } from "../../../features/login/route";\nexport async function POST(request) { return enter(new Request("/")); }`, "response-guard"],
  ["not, as a page hands it on", "app/api/login/page.ts", `export { POST } from "../../../features/login/route";`, "response-guard"],
  ["not, but another export of the file", "app/api/login/route.ts", `export { schema as POST } from "../../../features/login/route";`, "response-guard"],
  ["not, but one of another file", "app/api/login/route.ts", `export { POST } from "../../../features/signup/route";`, "response-guard"],
];

test.each(HANDED_ON)("a handler that a route file of Next.js exports: %s", (_sentence, path, text, place) => {
  expect(placesOf({ [HELD]: `export const schema = 1;\n${LOGIN}`, "features/signup/route.ts": LOGIN, [path]: text })).toEqual([place]);
});

test("two routes for one handler tell only what they agree on", () => {
  const from = `from "../../../features/login/route";`;
  expect(placesOf({ [HELD]: LOGIN, "app/api/login/route.ts": `export { POST } ${from}`, "app/api/enter/route.ts": `export { POST } ${from}` })).toEqual(["next-route POST"]);
});

test("its route makes it sensitive, and a wrapper there that audits covers it", () => {
  const gaps = (route: string): string[] => {
    const audit = `import { logAudit } from "audit-sdk";\nexport const withAudit = (handler) => async (request) => { const response = await handler(request); await logAudit("x", { status: response.status }); return response; };`;
    const { facts } = projectOf({ [HELD]: LOGIN, "lib/audit.ts": audit, "app/api/login/route.ts": route });
    const found = facts(HELD, LOGIN);
    const [handler] = found.handlers;
    return auditGaps(handler!, found.sensitivity(handler!)!, found, { validation: false }).map(({ outcome }) => outcome);
  };
  expect(gaps(`export { POST } from "../../../features/login/route";`)).toEqual(["success", "denied"]);
  expect(gaps(`import { withAudit } from "../../../lib/audit";\nimport { POST as enter } from "../../../features/login/route";\nexport const POST = withAudit(enter);`)).toEqual([]);
});
