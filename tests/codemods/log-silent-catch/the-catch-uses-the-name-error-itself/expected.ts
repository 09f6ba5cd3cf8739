import { db } from "@/lib/db";
import { logger } from "@/lib/logging";

const error = "Could not load orders";

export async function GET() {
  try {
    return Response.json(await db.order.findMany());
  } catch (failure) {
    logger.error("GET /api/orders failed", { error: failure });
    return Response.json({ error }, { status: 500 });
  }
}
