export async function POST(req: Request) {
  const order = await req.json();
  console.log("order", (touch(order), order.id), order.total);
  return Response.json(order);
}

declare function touch(order: unknown): void;
