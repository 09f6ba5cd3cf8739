/*
 * Copyright 2026 Example Ltd.
 * SPDX-License-Identifier: MIT
 */
import { securityLog, requestContext } from "@/lib/logging";

export async function GET(req: Request) {
  securityLog.warn("access.check", {
    actor: "anon",
    route: "GET /api/reports",
    outcome: "denied",
    reason: "forbidden",
    ...requestContext(req),
  });
  return new Response("Forbidden", { status: 403 });
}
