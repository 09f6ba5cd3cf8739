import { mail, push, sms } from "@/lib/notify";

export async function POST(req: Request) {
  const order = await req.json();
  await mail(order).catch(() => {});
  const sent = await push(order).catch(() => null);
  sms(order).catch(async function () {});
  sms(order).catch((_) => undefined);
  sms(order).then(() => {}, (err) => ({ sent: false }));
  return Response.json({ sent });
}
