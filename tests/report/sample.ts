/** A report with one of each thing that a format has to show. */
import { coverageOf } from "../../src/report/coverage.js";
import type { Report, ReportedFinding, ReportedRoute } from "../../src/report/model.js";

const place = { line: 3, column: 23, endLine: 3, endColumn: 27 };

const LOGIN: ReportedRoute = {
  path: "app/api/auth/login/route.ts",
  ...place,
  framework: "next-route",
  role: "handler",
  method: "POST",
  route: "/api/auth/login",
  name: "POST",
  sensitive: { category: "authentication", event: "auth.login", evidence: "route /api/auth/login" },
  exempt: null,
  outcomes: [
    { outcome: "success", recorded: "console", demanded: true, missing: true, exits: [12], records: [11] },
    { outcome: "denied", recorded: "audit", demanded: true, missing: false, exits: [7], records: [6] },
  ],
};

export const ROUTES: readonly ReportedRoute[] = [
  LOGIN,
  {
    ...LOGIN,
    path: "src/refunds.ts",
    framework: "express",
    route: null,
    name: "refund|all",
    method: null,
    sensitive: { category: "billing", event: "billing.refund", evidence: "calls stripe.refunds.create" },
    exempt: "the ledger <keeps> it",
  },
  { ...LOGIN, path: "app/api/health/route.ts", route: "/api/health", method: "GET", sensitive: null, outcomes: [] },
];

const denied = { outcome: "denied", exits: [7] } as const;
const GUARD: ReportedRoute = {
  ...LOGIN,
  path: "src/middleware/require-admin.ts",
  framework: "express",
  role: "middleware",
  method: null,
  route: null,
  name: "requireAdmin",
  sensitive: null,
  outcomes: [{ ...denied, recorded: "nothing", demanded: true, missing: true, records: [] }],
};

/** One that refuses and keeps nothing, one that logs it, and a proxy that only sends to the login. */
export const GUARDS: readonly ReportedRoute[] = [
  GUARD,
  {
    ...GUARD,
    path: "src/middleware/rate-limit.ts",
    name: "rateLimit",
    route: "/api",
    outcomes: [{ ...denied, recorded: "log", demanded: true, missing: false, records: [6] }],
  },
  {
    ...GUARD,
    path: "proxy.ts",
    framework: "next-proxy",
    role: "proxy",
    name: "proxy",
    route: "/dashboard/:path*",
    outcomes: [{ ...denied, recorded: "nothing", demanded: false, missing: false, records: [] }],
  },
];

export const FINDING: ReportedFinding = {
  rule: "log-on-4xx",
  severity: "error",
  messageId: "unlogged",
  message: "POST /api/[id] answers 401 and keeps nothing.",
  path: "app/api/[id]/route.ts",
  ...place,
  code: "return new Response(`no`, { status: 401 });",
  fingerprint: "0123456789abcdef0123456789abcdef",
  route: "POST /api/[id]",
  remedies: [
    {
      title: "Record it with securityLog.",
      edits: [{ start: 10, end: 10, text: 'securityLog.warn("access.check", {});\n' }],
      reason: null,
      diff: '--- a/app/api/[id]/route.ts\n+++ b/app/api/[id]/route.ts\n@@ -1,1 +1,2 @@\n+securityLog.warn("access.check", {});\n return new Response(`no`, { status: 401 });\n',
    },
  ],
};

export function sampleReport(change: Partial<Report> = {}): Report {
  const routes = change.routes ?? ROUTES;
  return {
    version: 1,
    tool: { name: "eslint-plugin-audit-logging", version: "1.2.3" },
    project: "@acme/<shop>",
    routes,
    findings: [FINDING, { ...FINDING, rule: "no-silent-catch", severity: "warning", line: 9, endLine: 9, remedies: [{ title: "Record the failure.", edits: null, reason: "its body stands on one line", diff: null }] }],
    coverage: coverageOf(routes),
    files: { scanned: 9, analysed: 4, skipped: 1, failed: 1 },
    unread: [
      { path: "src/broken.js", status: "skipped", reason: "it does not parse: line 1: Unexpected token" },
      { path: "src/secret.ts", status: "failed", reason: "it cannot be read: permission denied" },
    ],
    ...change,
  };
}
