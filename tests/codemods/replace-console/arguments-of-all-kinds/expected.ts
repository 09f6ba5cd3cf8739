import { db } from "@/lib/db";
import { logger } from "@/lib/logging";

export async function POST(req: Request) {
  const order = await req.json();
  const user = await db.user.find(order.userId);
  logger.info("order", { orderId: order.id, userId: user.id, detail: order.total * 2 });
  logger.info(`order ${order.id} placed`);
  logger.info("POST /api/orders", { id: order.id, total: order.total });
  logger.info("placed " + order.id, { total: order.total });
  logger.debug("order", { id: order.id });
  logger.warn("items", { items: order.items });
  logger.info("counts", { result: await db.order.count(), items: Object.keys(order.items) });
  logger.warn("slow", { host: req.headers.get("host"), result: req.headers.get("x-slow") });
  logger.info("POST /api/orders");
  return Response.json(order);
}
