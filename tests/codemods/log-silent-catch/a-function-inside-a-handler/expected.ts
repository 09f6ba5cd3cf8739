import { mailer, orders } from "./stores";
import { logger } from "@/lib/logging";

export async function POST(request: Request) {
  const { id } = await request.json();

  async function notify(address: string): Promise<boolean> {
    try {
      await mailer.send(address);
      return true;
    } catch (error) {
      logger.error("notify failed", { error });
      return false;
    }
  }

  const sent = await Promise.all(
    (await orders.addressesOf(id)).map(async (address: string) => {
      try {
        await orders.remember(id, address);
      } catch (error) {
        logger.error("POST /api/orders failed", { error });
        return false;
      }
      return notify(address);
    }),
  );
  return Response.json({ sent });
}
