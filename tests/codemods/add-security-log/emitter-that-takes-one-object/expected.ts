import { can } from "@/lib/can";
import { writeAudit, auditContext } from "@acme/audit";

export async function GET(req: Request) {
  if (!can(req)) {
    writeAudit({
      event: "access.check",
      actor: "anon",
      route: "GET /api/reports",
      outcome: "denied",
      reason: "forbidden",
      ...auditContext(req),
    });
    return new Response("Forbidden", { status: 403 });
  }
  return Response.json([]);
}
