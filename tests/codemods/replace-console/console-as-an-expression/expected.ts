import { db } from "@/lib/db";
import { logger } from "@/lib/logging";

export async function GET(req: Request) {
  const rows = await db.order.findMany().catch((err) => logger.error("GET /api/orders failed", { error: err }));
  req.headers.get("x-debug") && logger.info("rows", { rows });
  return Response.json(rows ?? []);
}
