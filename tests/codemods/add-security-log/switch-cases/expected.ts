import { verdict } from "@/lib/can";
import { securityLog, requestContext } from "@/lib/logging";

export async function GET(req: Request) {
  switch (await verdict(req)) {
    case "unknown":
      securityLog.warn("access.check", {
        actor: "anon",
        route: "GET /api/reports",
        outcome: "denied",
        reason: "unauthenticated",
        ...requestContext(req),
      });
      return new Response("Unauthorized", { status: 401 });
    case "staff":
      return Response.json([]);
    case "guest":
    default:
      securityLog.warn("access.check", {
        actor: "anon",
        route: "GET /api/reports",
        outcome: "denied",
        reason: "forbidden",
        ...requestContext(req),
      });
      return new Response("Forbidden", { status: 403 });
  }
}
