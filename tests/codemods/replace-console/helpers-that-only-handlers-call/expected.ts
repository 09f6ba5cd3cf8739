import { logger } from "@/lib/logging";

export async function POST(req: Request) {
  const order = await req.json();
  note(order.id);
  return Response.json(order);
}

function note(id: string) {
  logger.info("order placed", { id });
}
