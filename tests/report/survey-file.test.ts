import { describe, expect, test } from "vitest";
import { surveyFile, type SurveyRequest } from "../../src/report/survey-file.js";
import { readSettings } from "../../src/settings.js";

const LOGIN = `import { securityLog } from "@/lib/logging";

export async function POST(request: Request) {
  const user = await find(await request.json());
  if (!user) {
    securityLog.warn("auth.login", { actor: "anon", route: "POST /api/auth/login", outcome: "denied", reason: "invalid_credentials" });
    return new Response("no", { status: 401 });
  }
  return new Response("ok");
}
`;
const PATH = "app/api/auth/login/route.ts";
const settings = readSettings(undefined);

function survey(text: string, path = PATH, more: Partial<SurveyRequest> = {}) {
  const seen = surveyFile(text, path, { settings, remedies: false, ...more });
  if (seen.status !== "analysed") throw new Error(`${path} is ${seen.status}`);
  return seen;
}

test("a rule's options from the config decide what it finds", () => {
  const codes = "export function GET(request: Request) {\n  return new Response('no', { status: 418 });\n}\n";
  const found = (choices: SurveyRequest["choices"]) => survey(codes, "app/api/tea/route.ts", { choices }).findings.map(({ rule }) => rule);
  expect([found({}), found({ "log-on-4xx": { statuses: [418] } })]).toEqual([[], ["log-on-4xx"]]);
});

describe("a route", () => {
  test("has its place, framework, method, template, evidence, and each outcome with what records it where", () => {
    expect(survey(LOGIN).routes).toEqual([
      {
        path: PATH,
        line: 3,
        column: 23,
        endLine: 3,
        endColumn: 27,
        framework: "next-route",
        role: "handler",
        method: "POST",
        route: "/api/auth/login",
        name: "POST",
        sensitive: { category: "authentication", event: "auth.login", evidence: "route /api/auth/login" },
        exempt: null,
        outcomes: [
          { outcome: "success", recorded: "nothing", demanded: true, missing: true, exits: [9], records: [] },
          { outcome: "denied", recorded: "audit", demanded: true, missing: false, exits: [7], records: [6] },
        ],
      },
    ]);
  });

  test("has the outcomes of the findings: a caught failure that is sent to a page has failed, and a deletion that ends at the login went through", () => {
    const sent = `import { redirect } from "next/navigation";
import { NextResponse } from "next/server";
export async function POST(request: Request) {
  try {
    await stripe.subscriptions.create(await request.json());
    return NextResponse.redirect(new URL("/billing", request.url));
  } catch (error) {
    return NextResponse.redirect(new URL("/error", request.url));
  }
}
`;
    const [subscribing] = survey(sent, "app/api/subscribe/route.ts").routes;
    expect(subscribing!.outcomes.map(({ outcome, missing, exits }) => [outcome, missing, exits])).toEqual([
      ["success", true, [6]],
      ["error", true, [8]],
    ]);
    const leaving = `"use server";
import { redirect } from "next/navigation";
export async function deleteAccount() {
  const user = await getUser();
  await deleteUser(user.id);
  redirect("/sign-in");
}
`;
    const [left] = survey(leaving, "app/actions.ts").routes;
    expect(left!.outcomes.map(({ outcome, missing, exits }) => [outcome, missing, exits])).toEqual([["success", true, [6]]]);
  });

  test("that is not sensitive is listed too, and nothing is missing there", () => {
    const [route] = survey("export const GET = () => new Response('ok');\n", "app/api/products/route.ts").routes;
    expect(route).toMatchObject({ route: "/api/products", sensitive: null, outcomes: [{ outcome: "success", recorded: "nothing", demanded: false, missing: false }] });
  });

  test.each([
    ["taken from what a library made", "export const { GET, POST } = handlers;", ["GET /api/auth/[...all]", "POST /api/auth/[...all]"]],
    ["exported again from another file", 'export { GET } from "@/server/users";', ["GET /api/auth/[...all]"]],
    ["imported and given the method's name", 'import { search } from "@/server/search";\nexport const GET = search;', ["GET /api/auth/[...all]"]],
    ["called by the method's name on its way out", "const handler = NextAuth(options);\nexport { handler as POST };", ["POST /api/auth/[...all]"]],
  ])("is listed without answers when its handler is %s", (_, text, titles) => {
    const { routes, findings } = survey(`import { handlers } from "@/auth";\n${text}\n`, "app/api/auth/[...all]/route.ts");
    expect(routes.map(({ method, route, outcomes }) => [`${method} ${route}`, outcomes])).toEqual(titles.map((title) => [title, []]));
    expect(findings).toEqual([]);
  });

  test("of the Pages Router is listed when a library makes its handler", () => {
    const { routes } = survey("export default createNextApiHandler({ router });\n", "pages/api/trpc/[trpc].ts");
    expect(routes).toMatchObject([{ route: "/api/trpc/[trpc]", framework: "next-pages-api", outcomes: [] }]);
  });

  test("is not listed twice when a controller is registered by an imported name", () => {
    expect(survey('import { Router } from "express";\nimport { create } from "./create";\nRouter().post("/users", create);\n', "src/routes.ts").routes).toEqual([]);
  });

  test("shows the least recorded of its answers", () => {
    const [route] = survey(LOGIN.replace("  return new Response(\"ok\");", '  if (user.locked) return new Response("no", { status: 403 });\n  return new Response("ok");')).routes;
    expect(route!.outcomes[1]).toEqual({ outcome: "denied", recorded: "nothing", demanded: true, missing: true, exits: [7, 9], records: [6] });
  });

  test("is covered once what needs an event has one, whatever complaint about the form is left beside it", () => {
    const complaint = '  if (!user.name) return Response.json({ error: "Name is missing" }, { status: 422 });\n  return new Response("ok");';
    const [route] = survey(LOGIN.replace('  return new Response("ok");', complaint)).routes;
    expect(route!.outcomes[1]).toEqual({ outcome: "denied", recorded: "audit", demanded: true, missing: false, exits: [7, 9], records: [6] });
  });

  test("that is exempt has the reason, and nothing is missing", () => {
    const [route] = survey(LOGIN.replace("export async", "// audit-exempt: the gateway records it\nexport async")).routes;
    expect(route).toMatchObject({ exempt: "the gateway records it", outcomes: [{ missing: false }, { missing: false }] });
  });
});

describe("a guard", () => {
  const PROXY = `import { NextResponse, type NextRequest } from "next/server";

export function proxy(request: NextRequest) {
  if (!request.cookies.has("session")) return new NextResponse("no", { status: 401 });
  return NextResponse.next();
}

export const config = { matcher: "/dashboard/:path*" };
`;
  const nothing = { recorded: "nothing", demanded: true, missing: true, records: [] };
  const guard = (text: string, path = "src/middleware/require-admin.ts", more: Partial<SurveyRequest> = {}) => survey(text, path, more).routes;

  test("is the proxy of Next.js, on the paths of its matcher; a request that it lets through is no answer", () => {
    expect(guard(PROXY, "proxy.ts")).toMatchObject([
      { framework: "next-proxy", role: "proxy", method: null, route: "/dashboard/:path*", name: "proxy", sensitive: null, exempt: null },
    ]);
    expect(guard(PROXY, "proxy.ts")[0]!.outcomes).toEqual([{ outcome: "denied", exits: [4], ...nothing }]);
  });

  test.each([
    [`{ matcher: ["/account/:path*", { source: "/admin/:path*", missing: [] }] } as const`, "/account/:path*, /admin/:path*"],
    ["{ matcher: `/${area}/:path*` }", null],
    [`{ matcher: ["/a", ...others] }`, null],
    [`{ runtime: "nodejs" }`, null],
  ])("has the matchers of %s where all are literals", (config, route) => {
    const text = PROXY.replace(/\{ matcher.*\}/, config);
    expect(guard(text, "src/middleware.ts")).toMatchObject([{ role: "proxy", route }]);
  });

  test("is the proxy even when it sends to the login, which is a refusal of which no record is demanded", () => {
    const text = PROXY.replace('new NextResponse("no", { status: 401 })', 'NextResponse.redirect(new URL("/sign-in", request.url))');
    expect(guard(text, "proxy.ts")[0]!.outcomes).toEqual([{ outcome: "denied", exits: [4], ...nothing, demanded: false, missing: false }]);
  });

  test("is the proxy even when it stands in another file, with no answer here", () => {
    expect(guard(`export { auth as proxy } from "@/auth";\nexport const config = { matcher: ["/admin"] };\n`, "proxy.ts")).toMatchObject([
      { role: "proxy", route: "/admin", outcomes: [] },
    ]);
  });

  const REQUIRE_ADMIN = `import type { NextFunction, Request, Response } from "express";

export function requireAdmin(req: Request, res: Response, next: NextFunction) {
  if (req.user?.role !== "admin") return res.status(403).json({ error: "Forbidden" });
  next();
}
`;

  test("is Express middleware that answers 401, 403 or 429", () => {
    expect(guard(REQUIRE_ADMIN)).toEqual([expect.objectContaining({ framework: "express", role: "middleware", method: null, route: null, name: "requireAdmin" })]);
    expect(guard(REQUIRE_ADMIN)[0]!.outcomes).toEqual([{ outcome: "denied", exits: [4], ...nothing }]);
  });

  test.each(["res.status(400)", "res.status(200)"])("is no middleware that only answers %s", (answer) => {
    expect(guard(REQUIRE_ADMIN.replace("res.status(403)", answer))).toEqual([]);
  });

  test("is no middleware that leaves the answer to others", () => {
    expect(guard(REQUIRE_ADMIN.replace('res.status(403).json({ error: "Forbidden" })', "next(new Error('no'))"))).toEqual([]);
  });

  test("is content with any record, as log-on-4xx is, and with a console line unless that rule says otherwise", () => {
    const recorded = (call: string, more?: Partial<SurveyRequest>) => {
      const text = REQUIRE_ADMIN.replace("return res", `{ ${call}; return res`).replace('"Forbidden" });', '"Forbidden" }); }');
      return guard(text, "src/middleware/require-admin.ts", more)[0]!.outcomes.map(({ recorded, missing }) => [recorded, missing]);
    };
    expect(recorded('logger.warn({ user: req.user?.id }, "forbidden")')).toEqual([["log", false]]);
    expect(recorded('console.warn("forbidden")')).toEqual([["console", false]]);
    expect(recorded('console.warn("forbidden")', { choices: { "log-on-4xx": { console: false } } })).toEqual([["console", true]]);
  });

  test("has the path that it is mounted on, and none where it stands before several routes", () => {
    const app = (uses: string) => `import express from "express";\nconst app = express();\n${REQUIRE_ADMIN.replace("export ", "")}${uses}\n`;
    const own = (uses: string) => guard(app(uses), "src/app.ts").filter(({ role }) => role === "middleware");
    expect(own('app.use("/admin", requireAdmin);')).toMatchObject([{ name: "requireAdmin", route: "/admin", method: null }]);
    expect(own('app.get("/a", requireAdmin, show);\napp.post("/b", requireAdmin, save);')).toMatchObject([{ name: "requireAdmin", route: null, method: null }]);
  });

  test("is a function that answers some Fetch requests with a refusal, and the others not at all", () => {
    const text = `export async function requireKey(request: Request): Promise<Response | null> {
  if (!request.headers.has("x-api-key")) return new Response("no", { status: 401 });
  return null;
}
`;
    expect(guard(text, "src/require-key.ts")).toMatchObject([{ framework: "response-guard", role: "middleware", name: "requireKey", outcomes: [{ outcome: "denied" }] }]);
    expect(guard(text.replace("return null", 'return new Response("ok")'), "src/require-key.ts")).toEqual([]);
  });

  test("gives its name to the findings in it", () => {
    expect(survey(REQUIRE_ADMIN, "src/middleware/require-admin.ts").findings).toMatchObject([{ rule: "log-on-4xx", route: "requireAdmin" }]);
  });
});

describe("a finding", () => {
  test("has rule, severity, message, place, code and the route that it stands in", () => {
    const { findings } = survey(LOGIN);
    expect(findings.map(({ fingerprint: _, ...finding }) => finding)).toEqual([
      {
        rule: "require-audit-on-sensitive-route",
        severity: "error",
        messageId: "missing",
        message:
          "POST /api/auth/login is sensitive (authentication: route /api/auth/login) and leaves no audit event on success; record auth.login there with actor, route, outcome and reason.",
        path: PATH,
        line: 3,
        column: 23,
        endLine: 3,
        endColumn: 27,
        code: "export async function POST(request: Request) {",
        route: "POST /api/auth/login",
        remedies: [],
      },
    ]);
  });

  test("keeps its fingerprint when lines above it move", () => {
    const print = (text: string) => survey(text).findings[0]!.fingerprint;
    expect(print(`// A line.\n\n${LOGIN}`)).toBe(print(LOGIN));
    expect(print(LOGIN)).toMatch(/^[0-9a-f]{32}$/);
  });

  test("has another fingerprint in another file, and where its own line changed", () => {
    const prints = [survey(LOGIN), survey(LOGIN, "app/api/login/route.ts"), survey(LOGIN.replace("request:", "req:"))].map(
      ({ findings }) => findings[0]!.fingerprint,
    );
    expect(new Set(prints).size).toBe(3);
  });

  test("of the same line twice has a fingerprint for each", () => {
    const twice = `export function GET(request: Request) {
  if (!request.headers.get("a")) return new Response("no", { status: 403 });
  if (request.url) {
  if (!request.headers.get("a")) return new Response("no", { status: 403 });
  }
  return new Response("ok");
}
`;
    const { findings } = survey(twice, "app/api/things/route.ts");
    expect(findings.map(({ rule, line }) => [rule, line])).toEqual([
      ["log-on-4xx", 2],
      ["log-on-4xx", 4],
    ]);
    expect(findings[0]!.fingerprint).not.toBe(findings[1]!.fingerprint);
  });

  test("has its remedies with edits and diff when they are wanted", () => {
    const [finding] = survey(LOGIN, PATH, { remedies: true }).findings;
    const [remedy] = finding!.remedies;
    expect(remedy).toEqual({
      title: "Record success with securityLog.",
      edits: [
        { start: 20, end: 20, text: ", requestContext" },
        {
          start: LOGIN.indexOf('  return new Response("ok")'),
          end: LOGIN.indexOf('  return new Response("ok")'),
          text: `  securityLog.info("auth.login", {
    actor: "anon",
    route: "POST /api/auth/login",
    outcome: "success",
    ...requestContext(request),
  });
`,
        },
      ],
      reason: null,
      diff: expect.stringContaining(`--- a/${PATH}\n+++ b/${PATH}\n@@ `) as string,
    });
  });

  test("that a comment has turned off is left out", () => {
    const off = LOGIN.replace("export async", "// eslint-disable-next-line audit-logging/require-audit-on-sensitive-route -- the gateway does\nexport async");
    expect(survey(off).findings).toEqual([]);
  });

  test("of a rule that the config has off, or that was not asked for, is left out", () => {
    expect(survey(LOGIN, PATH, { choices: { "require-audit-on-sensitive-route": false } }).findings).toEqual([]);
    expect(survey(LOGIN, PATH, { only: new Set(["log-on-4xx"]) }).findings).toEqual([]);
  });

  test("follows the rule's options in the config", () => {
    const invalid = LOGIN.replace("status: 401", "status: 404");
    const strict = { choices: { "require-audit-on-sensitive-route": { validation: true } } };
    const without = invalid.replace(/ {4}securityLog.*\n/, "");
    expect(survey(without).findings[0]!.message).toContain("no audit event on success;");
    expect(survey(without, PATH, strict).findings[0]!.message).toContain("no audit event on success and denied;");
  });
});

test("a file that holds neither handler nor record is not parsed", () => {
  expect(surveyFile("export const one = 1;\n", "src/one.ts", { settings, remedies: false })).toEqual({ status: "not-candidate" });
});

test("a test is not looked at", () => {
  expect(surveyFile(LOGIN, "app/api/auth/login/route.test.ts", { settings, remedies: false })).toEqual({ status: "not-candidate" });
});

test("a file that does not parse says where", () => {
  expect(surveyFile("export function POST( {\n", PATH, { settings, remedies: false })).toEqual({
    status: "unparsable",
    error: expect.stringMatching(/^line \d+: /) as string,
  });
});

test("a byte order mark moves no column", () => {
  expect(survey(`\uFEFF${LOGIN}`)).toEqual(survey(LOGIN));
});
