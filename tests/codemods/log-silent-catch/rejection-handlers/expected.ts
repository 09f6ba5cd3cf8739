import { mail, push, sms } from "@/lib/notify";
import { logger } from "@/lib/logging";

export async function POST(req: Request) {
  const order = await req.json();
  await mail(order).catch((error: unknown) => {
    logger.error("POST /api/orders: mail failed", { error });
  });
  const sent = await push(order).catch((error: unknown) => {
    logger.error("POST /api/orders: push failed", { error });
    return null;
  });
  sms(order).catch(async function (error: unknown) {
    logger.error("POST /api/orders: sms failed", { error });
  });
  sms(order).catch((_) => {
    logger.error("POST /api/orders: sms failed", { error: _ });
    return undefined;
  });
  sms(order).then(() => {}, (err) => {
    logger.error("POST /api/orders: sms failed", { error: err });
    return ({ sent: false });
  });
  return Response.json({ sent });
}
