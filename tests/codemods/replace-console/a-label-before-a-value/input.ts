export async function POST(request: Request) {
  const { order, state } = await request.json();
  console.log("Writing order:", order.id, "in state:", state);
  console.log("Written", "at last", order.id, "done:");
  return Response.json(order);
}
