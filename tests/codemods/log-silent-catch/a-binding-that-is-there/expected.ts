import { db } from "@/lib/db"
import { logger } from "@/lib/logging"

export async function GET() {
  try {
    return Response.json(await db.order.findMany())
  } catch (e: unknown) {
    logger.error("GET /api/orders failed", { error: e })
    return Response.json({ error: "Could not load orders" }, { status: 500 })
  }
}
