import { logger } from "@/lib/logging";

export async function POST(request: Request) {
  const { order, state } = await request.json();
  logger.info("Writing order", { orderId: order.id, state });
  logger.info("Written", { detail: "at last", orderId: order.id, detail2: "done:" });
  return Response.json(order);
}
