import { logger as appLogger } from "@/lib/logging";

const logger = new Map<string, number>();

export async function POST(req: Request) {
  const order = await req.json();
  logger.set(order.id, 1);
  appLogger.info("order placed", { orderId: order.id });
  return Response.json(order);
}
