import { db } from "@/lib/db";

export async function POST(req: Request) {
  const order = await req.json();
  const user = await db.user.find(order.userId);
  console.log("order", order.id, user.id, order.total * 2);
  console.log(`order ${order.id} placed`);
  console.log({ id: order.id, total: order.total });
  console.info("placed " + order.id, { total: order.total });
  console.debug("order", JSON.stringify({ id: order.id }));
  console.warn("items", JSON.stringify(order.items, null, 2));
  console.log("counts", await db.order.count(), Object.keys(order.items));
  console.warn("slow", req.headers.get("host"), req.headers.get("x-slow"));
  console.log();
  return Response.json(order);
}
