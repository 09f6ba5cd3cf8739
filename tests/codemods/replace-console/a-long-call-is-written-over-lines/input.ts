export async function PUT(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const order = await request.json();
  const before = await load(id);
  console.log("order is about to be written", id, before.revision, order.revision, order.lines.length);
  console.log("order is about to be written", id);
  await save(id, order).catch((error) => console.error("order could not be written by anybody at all, whoever it was", error, id));
  return Response.json(order);
}
