import { orders } from "@/lib/orders";
import { logger } from "@/lib/logging";

export async function GET() {
  logger.info("=== ORDERS ===");
  logger.info("orders", { ordersLength: orders.length });
  logger.warn("orders");
  return Response.json(await orders.all());
}
