import { db } from "@/lib/db";
import { logger } from "@/lib/logging";

export async function GET() {
  try {
    await db.ping();
  } catch (e) {
    logger.error("GET /api/orders failed", { error: e });
  }
  db.warm().catch((error) => logger.error("warm-up failed", { error: error.message }));
  try {
    await db.ping();
  } catch (error: any) {
    logger.error("GET /api/orders failed", { error: error.stack });
    logger.error("ping failed", { error: error?.message ?? error });
  }
  return Response.json([]);
}
