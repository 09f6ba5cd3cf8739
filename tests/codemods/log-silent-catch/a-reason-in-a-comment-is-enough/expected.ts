import { mail } from "@/lib/notify";

export async function POST(req: Request) {
  const order = await req.json();
  try {
    await mail(order);
  } catch {
    // the order stands even when no mail can be sent
  }
  return Response.json(order);
}
