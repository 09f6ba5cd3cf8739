import { auth } from "@/auth";
import { db } from "@/lib/db";
import { securityLog, requestContext } from "@/lib/logging";

export async function GET(req: Request) {
  try {
    const session = await auth();
    const rows = await db.order.findMany({ where: { userId: session.user.id } });
    securityLog.info("data.export", {
      actor: session.user.id,
      route: "GET /api/account/export",
      outcome: "success",
      ...requestContext(req),
    });
    return Response.json(rows);
  } catch (err) {
    securityLog.error("data.export", {
      actor: "unknown",
      route: "GET /api/account/export",
      outcome: "error",
      reason: "internal_error",
      error: err,
      ...requestContext(req),
    });
    return Response.json({ error: "Export failed" }, { status: 500 });
  }
}
