export async function POST(req: Request) {
  const order = await req.json();
  note(order.id);
  return Response.json(order);
}

function note(id: string) {
  console.log("order placed", id);
}
