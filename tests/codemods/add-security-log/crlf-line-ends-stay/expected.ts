import { can } from "@/lib/can";
import { securityLog, requestContext } from "@/lib/logging";

export async function GET(req: Request) {
  if (!can(req)) {
    securityLog.warn("access.check", {
      actor: "anon",
      route: "GET /api/reports",
      outcome: "denied",
      reason: "forbidden",
      ...requestContext(req),
    });
    return new Response("Forbidden", { status: 403 });
  }
  return Response.json([]);
}
