import noop from "lodash/noop";
import _ from "lodash";
import { mail, on } from "@/lib/notify";

on("exit", noop);
export const idle = noop;

export async function POST(req: Request) {
  const order = await req.json();
  await mail(order).catch(noop);
  await mail(order).catch(_.noop);
  return Response.json(order);
}
