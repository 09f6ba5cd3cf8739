import * as logging from "@/lib/logging";

export async function GET(req: Request) {
  logging.flush();
  logging.securityLog.warn("access.check", {
    actor: "anon",
    route: "GET /api/reports",
    outcome: "denied",
    reason: "forbidden",
    ...logging.requestContext(req),
  });
  return new Response("Forbidden", { status: 403 });
}
