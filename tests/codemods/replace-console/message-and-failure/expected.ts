import { db } from "@/lib/db";
import { logger } from "@/lib/logging";

export async function GET() {
  try {
    return Response.json(await db.order.findMany());
  } catch (err) {
    logger.error("Could not load orders", { error: err });
    return Response.json([], { status: 500 });
  }
}
