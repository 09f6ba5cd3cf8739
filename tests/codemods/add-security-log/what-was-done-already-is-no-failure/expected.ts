import { capture } from "@/lib/payments";
import { db } from "@/lib/db";
import { securityLog, requestContext } from "@/lib/logging";

export async function POST(req: Request) {
  const { id } = await req.json();
  try {
    await capture(id);
    await db.payment.create({ data: { id } });
    securityLog.info("billing.payment", {
      actor: "anon",
      route: "POST /api/payments",
      outcome: "success",
      ...requestContext(req),
    });
    return Response.json({ ok: true });
  } catch (error) {
    if ((error as { code?: string }).code === "P2002") {
      securityLog.info("billing.payment", {
        actor: "anon",
        route: "POST /api/payments",
        outcome: "success",
        ...requestContext(req),
      });
      return Response.json({ ok: true });
    }
    if ((error as { code?: string }).code === "ETIMEDOUT") {
      securityLog.error("billing.payment", {
        actor: "anon",
        route: "POST /api/payments",
        outcome: "error",
        reason: "internal_error",
        error,
        ...requestContext(req),
      });
      return Response.json({ ok: true });
    }
    securityLog.error("billing.payment", {
      actor: "anon",
      route: "POST /api/payments",
      outcome: "error",
      reason: "internal_error",
      error,
      ...requestContext(req),
    });
    return Response.json({ error: "Try again" }, { status: 500 });
  }
}
