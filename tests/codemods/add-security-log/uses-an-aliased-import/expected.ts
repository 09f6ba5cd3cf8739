import { securityLog as audit, requestContext as ctx } from "../../../lib/logging";
import { can } from "@/lib/can";

export async function GET(req: Request) {
  if (!can(req)) {
    audit.warn("access.check", {
      actor: "anon",
      route: "GET /api/reports",
      outcome: "denied",
      reason: "forbidden",
      ...ctx(req),
    });
    return new Response("Forbidden", { status: 403 });
  }
  return Response.json([]);
}
