export async function POST(request: Request) {
  const { order, state } = await request.json();
  console.log(order, "order");
  console.log(order.id, state, "order written");
  console.log(state, `in ${order.id}`, "done");
  console.log(state, "---");
  return Response.json(order);
}
