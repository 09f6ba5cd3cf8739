import { mail, push, sms } from "@/lib/notify";
import { logger } from "@/lib/logging";

export async function POST(req: Request) {
  const order = await req.json();
  try { await mail(order) } catch (error) {
    logger.error("POST /api/orders failed", { error });
  }
  try {
    await push(order);
  } catch (e) {
    logger.error("POST /api/orders failed", { error: e });
  }
  try {
    await sms(order);
  } catch (err) {
    logger.error("POST /api/orders failed", { error: err });
    // ignore
  }
  try {
    await sms(order);
  } catch (error) {
    logger.error("POST /api/orders failed", { error });
    /* ignore */
  }
  return Response.json(order);
}
