import { logger } from "@/lib/logging";

export async function POST(req: Request) {
  const order = await req.json();
  logger.info("order placed", {
    id: order.id,
    // in cents
    total: order.total,
  });
  return Response.json(order);
}
