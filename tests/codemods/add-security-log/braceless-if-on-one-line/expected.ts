import { auth, can } from "@/lib/auth";
import { securityLog, requestContext } from "@/lib/logging";

export async function GET(req: Request) {
  const session = await auth();
  if (!session) {
    securityLog.warn("access.check", {
      actor: "anon",
      route: "GET /api/reports",
      outcome: "denied",
      reason: "unauthenticated",
      ...requestContext(req),
    });
    return Response.json({ error: "Unauthorized" }, { status: 401 }); // nobody there
  }
  if (!can(session.user.id)) {
    securityLog.warn("access.check", {
      actor: session.user.id,
      route: "GET /api/reports",
      outcome: "denied",
      reason: "forbidden",
      ...requestContext(req),
    });
    return Response.json({ error: "Forbidden" }, { status: 403 });
  }
  return Response.json([]);
}
