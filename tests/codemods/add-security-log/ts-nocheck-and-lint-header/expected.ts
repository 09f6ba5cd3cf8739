// @ts-nocheck
/* eslint-disable @typescript-eslint/no-explicit-any */

import { securityLog, requestContext } from "@/lib/logging";

// Reports are for staff.
export async function GET(req: any) {
  securityLog.warn("access.check", {
    actor: "anon",
    route: "GET /api/reports",
    outcome: "denied",
    reason: "forbidden",
    ...requestContext(req),
  });
  return new Response("Forbidden", { status: 403 });
}
