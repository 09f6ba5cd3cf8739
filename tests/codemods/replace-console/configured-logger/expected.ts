import { appLog } from "@acme/log";

export async function POST(req: Request) {
  const order = await req.json();
  appLog.info({ orderId: order.id }, "order placed");
  return Response.json(order);
}
