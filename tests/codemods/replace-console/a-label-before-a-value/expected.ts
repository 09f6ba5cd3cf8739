import { logger } from "@/lib/logging";

export async function POST(request: Request) {
  const { order, state } = await request.json();
  logger.info("Writing order", { orderId: order.id, state });
  logger.info("Written at last done", { orderId: order.id });
  return Response.json(order);
}
