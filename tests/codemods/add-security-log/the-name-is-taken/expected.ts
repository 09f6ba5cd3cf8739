import { can } from "@/lib/can";
import { securityLog as appSecurityLog, requestContext as appRequestContext } from "@/lib/logging";

const securityLog: string[] = [];
const requestContext = new Map<string, number>();

export async function GET(req: Request) {
  securityLog.push(req.url);
  requestContext.set(req.url, 1);
  if (!can(req)) {
    appSecurityLog.warn("access.check", {
      actor: "anon",
      route: "GET /api/reports",
      outcome: "denied",
      reason: "forbidden",
      ...appRequestContext(req),
    });
    return new Response("Forbidden", { status: 403 });
  }
  return Response.json(securityLog);
}
