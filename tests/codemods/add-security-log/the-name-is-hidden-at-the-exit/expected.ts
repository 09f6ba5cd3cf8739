import { securityLog, securityLog as appSecurityLog, requestContext } from "@/lib/logging";
import { can, events } from "@/lib/can";

export async function GET(req: Request) {
  for (const securityLog of events) {
    if (!can(securityLog)) {
      appSecurityLog.warn("access.check", {
        actor: "anon",
        route: "GET /api/reports",
        outcome: "denied",
        reason: "forbidden",
        ...requestContext(req),
      });
      return new Response("Forbidden", { status: 403 });
    }
  }
  securityLog.info("reports.read", {});
  return Response.json([]);
}
