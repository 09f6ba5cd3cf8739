import logging, { securityLog, requestContext } from "@/lib/logging";

export async function GET(req: Request) {
  logging.flush();
  securityLog.warn("access.check", {
    actor: "anon",
    route: "GET /api/reports",
    outcome: "denied",
    reason: "forbidden",
    ...requestContext(req),
  });
  return new Response("Forbidden", { status: 403 });
}
