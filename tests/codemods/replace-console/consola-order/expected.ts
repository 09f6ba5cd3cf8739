import { consola } from "consola";

export async function POST(req: Request) {
  const order = await req.json();
  consola.info("start");
  consola.info("order placed:", order.id, order.total);
  return Response.json(order);
}
