const logger = new Map<string, number>();

export async function POST(req: Request) {
  const order = await req.json();
  logger.set(order.id, 1);
  console.log("order placed", order.id);
  return Response.json(order);
}
