import { mail, push, sms } from "@/lib/notify";

export async function POST(req: Request) {
  const order = await req.json();
  try { await mail(order) } catch {}
  try {
    await push(order);
  } catch (e) {}
  try {
    await sms(order);
  } catch (err) {
    // ignore
  }
  try {
    await sms(order);
  } catch { /* ignore */ }
  return Response.json(order);
}
