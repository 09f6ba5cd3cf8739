import { capture } from "@/lib/payments";
import { db } from "@/lib/db";

export async function POST(req: Request) {
  const { id } = await req.json();
  try {
    await capture(id);
    await db.payment.create({ data: { id } });
    return Response.json({ ok: true });
  } catch (error) {
    if ((error as { code?: string }).code === "P2002") {
      return Response.json({ ok: true });
    }
    if ((error as { code?: string }).code === "ETIMEDOUT") {
      return Response.json({ ok: true });
    }
    return Response.json({ error: "Try again" }, { status: 500 });
  }
}
