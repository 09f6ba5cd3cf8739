import { mailer, orders } from "./stores";

export async function POST(request: Request) {
  const { id } = await request.json();

  async function notify(address: string): Promise<boolean> {
    try {
      await mailer.send(address);
      return true;
    } catch {
      return false;
    }
  }

  const sent = await Promise.all(
    (await orders.addressesOf(id)).map(async (address: string) => {
      try {
        await orders.remember(id, address);
      } catch {
        return false;
      }
      return notify(address);
    }),
  );
  return Response.json({ sent });
}
