import noop from "lodash/noop";
import _ from "lodash";
import { mail, on } from "@/lib/notify";
import { logger } from "@/lib/logging";

on("exit", noop);
export const idle = noop;

export async function POST(req: Request) {
  const order = await req.json();
  await mail(order).catch((error: unknown) => {
    logger.error("POST /api/orders: mail failed", { error });
  });
  await mail(order).catch((error: unknown) => {
    logger.error("POST /api/orders: mail failed", { error });
  });
  return Response.json(order);
}
