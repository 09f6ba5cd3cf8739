import { orders } from "@/lib/orders";
import { logger } from "@/lib/logging";

export async function GET() {
  try {
    const rows = await orders.list();
    logger.info("orders: " + rows.length);
    return Response.json(rows);
  } catch (error) {
    logger.error("ERROR: " + (error as Error).message);
    logger.error(`no orders today (${(error as Error).message})`);
    logger.warn("订单读取失败", { error });
    logger.info("answered");
    return Response.json([], { status: 500 });
  }
}
