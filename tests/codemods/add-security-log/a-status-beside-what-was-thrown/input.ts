import { ledger, stripe } from "@/lib/stripe";

export async function POST(request: Request) {
  try {
    await stripe.refunds.create(await request.json());
    return Response.json({ ok: true });
  } catch (error: any) {
    return Response.json({ error: "refused" }, { status: error.statusCode ?? 500 });
  }
}

export async function DELETE(request: Request) {
  const status = 500;
  try {
    await ledger.revoke(await request.json());
    return Response.json({ ok: true });
  } catch (error) {
    return Response.json({ error: "failed" }, { status });
  }
}
