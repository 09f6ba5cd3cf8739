import { auth } from "@clerk/nextjs/server";
import { can } from "@/lib/can";
import { securityLog, requestContext } from "@/lib/logging";

export async function GET(req: Request) {
  const { userId } = await auth();
  if (!userId) {
    securityLog.warn("access.check", {
      actor: "anon",
      route: "GET /api/reports",
      outcome: "denied",
      reason: "unauthenticated",
      ...requestContext(req),
    });
    return new Response("Unauthorized", { status: 401 });
  }
  if (!(await can(userId))) {
    securityLog.warn("access.check", {
      actor: userId,
      route: "GET /api/reports",
      outcome: "denied",
      reason: "forbidden",
      ...requestContext(req),
    });
    return new Response("Forbidden", { status: 403 });
  }
  return Response.json([]);
}
