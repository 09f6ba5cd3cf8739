import { ledger, stripe } from "@/lib/stripe";
import { securityLog, requestContext } from "@/lib/logging";

export async function POST(request: Request) {
  try {
    await stripe.refunds.create(await request.json());
    securityLog.info("billing.refund", {
      actor: "anon",
      route: "POST /api/billing/refund",
      outcome: "success",
      ...requestContext(request),
    });
    return Response.json({ ok: true });
  } catch (error: any) {
    securityLog.error("billing.refund", {
      actor: "anon",
      route: "POST /api/billing/refund",
      outcome: (error.statusCode ?? 500) < 500 ? "denied" : "error",
      reason: (error.statusCode ?? 500) < 500 ? "refused" : "internal_error",
      error,
      ...requestContext(request),
    });
    return Response.json({ error: "refused" }, { status: error.statusCode ?? 500 });
  }
}

export async function DELETE(request: Request) {
  const status = 500;
  try {
    await ledger.revoke(await request.json());
    securityLog.info("billing.refund", {
      actor: "anon",
      route: "DELETE /api/billing/refund",
      outcome: "success",
      ...requestContext(request),
    });
    return Response.json({ ok: true });
  } catch (error) {
    securityLog.error("billing.refund", {
      actor: "anon",
      route: "DELETE /api/billing/refund",
      outcome: "error",
      reason: "internal_error",
      error,
      ...requestContext(request),
    });
    return Response.json({ error: "failed" }, { status });
  }
}
