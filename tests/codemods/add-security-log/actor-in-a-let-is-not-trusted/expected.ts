import { auth } from "@/auth";
import { db } from "@/lib/db";
import { securityLog, requestContext } from "@/lib/logging";

export async function GET(req: Request) {
  let session = null;
  session = await auth();
  const rows = await db.order.findMany({ where: { userId: session.user.id } });
  securityLog.info("data.export", {
    actor: "anon",
    route: "GET /api/account/export",
    outcome: "success",
    ...requestContext(req),
  });
  return Response.json(rows);
}
