export async function POST(req: Request) {
  const order = await req.json();
  console.log("order placed", order.id);
  return Response.json(order);
}
