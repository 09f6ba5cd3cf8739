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

  test("that is not sensitive is listed too, and nothing is missing there", () => {
    const [route] = survey("export const GET = () => new Response('ok');\n", "app/api/products/route.ts").routes;
    expect(route).toMatchObject({ route: "/api/products", sensitive: null, outcomes: [{ outcome: "success", recorded: "nothing", demanded: false, missing: false }] });
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
