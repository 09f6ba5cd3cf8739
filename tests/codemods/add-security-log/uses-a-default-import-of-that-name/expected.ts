import securityLog from "@/lib/security-log";

export async function GET(req: Request) {
  securityLog.warn("access.check", {
    actor: "anon",
    route: "GET /api/reports",
    outcome: "denied",
    reason: "forbidden",
  });
  return new Response("Forbidden", { status: 403 });
}
