export async function POST(req: Request) {
  const order = await req.json();
  console.log("order placed", {
    id: order.id,
    // in cents
    total: order.total,
  });
  return Response.json(order);
}
