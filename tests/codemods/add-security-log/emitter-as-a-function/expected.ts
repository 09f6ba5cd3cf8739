import { can } from "@/lib/can";
import { recordEvent } from "@/server/audit";

export async function GET(req: Request) {
  if (!can(req)) {
    recordEvent("access.check", {
      actor: "anon",
      route: "GET /api/reports",
      outcome: "denied",
      reason: "forbidden",
    });
    return new Response("Forbidden", { status: 403 });
  }
  return Response.json([]);
}
