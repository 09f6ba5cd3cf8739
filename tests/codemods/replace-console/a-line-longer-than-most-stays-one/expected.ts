import { logger } from "@/lib/logging";

export async function POST(request: Request) {
  const { order, buyer } = await request.json();
  logger.warn(`order of ${buyer.country} is about to be written for the warehouse of ${order.warehouse}, which was last seen at ${order.seen}, and packed there`);
  return Response.json(order);
}
