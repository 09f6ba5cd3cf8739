import { logger } from "@/lib/logging";

export async function PUT(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const order = await request.json();
  const before = await load(id);
  logger.info("order is about to be written", {
    id,
    revision: before.revision,
    revision2: order.revision,
    linesLength: order.lines.length,
  });
  logger.info("order is about to be written", { id });
  await save(id, order).catch((error) => logger.error("order could not be written by anybody at all, whoever it was", { error, id }));
  return Response.json(order);
}
