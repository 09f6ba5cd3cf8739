export async function POST(req: Request) {
  const order = await req.json();
  console.log("order %s of %d", order.id, order.total);
  console.table(order.items);
  console.log(...order.items);
  console.log(
    "order", // what was ordered
    order.id,
  );
  return Response.json(order);
}
