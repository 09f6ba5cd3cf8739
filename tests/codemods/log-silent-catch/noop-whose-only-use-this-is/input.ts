import { noop } from "lodash";
import { mail } from "@/lib/notify";

export async function POST(req: Request) {
  const order = await req.json();
  await mail(order).catch(noop);
  return Response.json(order);
}
