import { auth } from "@/lib/auth";
import { securityLog, requestContext } from "@/lib/logging";

export async function GET(req: Request) {
  const session = await auth();
  if (!session) { // nobody there
    securityLog.warn("access.check", {
      actor: "anon",
      route: "GET /api/reports",
      outcome: "denied",
      reason: "unauthenticated",
      ...requestContext(req),
    });
    // say so
    return Response.json(
      { error: "Unauthorized" },
      { status: 401 },
    );
  }
  return Response.json([]);
}
