import * as audit from "@/server/audit";

export async function GET(req: Request) {
  audit.flush();
  audit.recordEvent("access.check", {
    actor: "anon",
    route: "GET /api/reports",
    outcome: "denied",
    reason: "forbidden",
  });
  return new Response("Forbidden", { status: 403 });
}
