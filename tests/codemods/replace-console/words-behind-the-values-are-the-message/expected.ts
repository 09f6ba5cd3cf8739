import { logger } from "@/lib/logging";

export async function POST(request: Request) {
  const { order, state } = await request.json();
  logger.info("order", { order });
  logger.info("order written", { orderId: order.id, state });
  logger.info("POST /api/orders", { state, detail: `in ${order.id}`, detail2: "done" });
  logger.info("POST /api/orders", { state, detail: "---" });
  return Response.json(order);
}
