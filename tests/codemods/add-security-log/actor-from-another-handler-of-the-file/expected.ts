import { getSession } from "@/lib/auth";
import { db } from "@/lib/db";
import { securityLog, requestContext } from "@/lib/logging";

export async function GET() {
  const session = await getSession();
  if (!session) {
    securityLog.warn("access.check", {
      actor: "anon",
      route: "GET /api/keys",
      outcome: "denied",
      reason: "unauthenticated",
    });
    return new Response("Unauthorized", { status: 401 });
  }
  return Response.json(await db.apiKey.findMany({ where: { userId: session.id } }));
}

export async function DELETE(req: Request) {
  const session = await getSession();
  if (session?.role !== "admin") {
    securityLog.warn("key.revoke", {
      actor: session?.id ?? "anon",
      route: "DELETE /api/keys",
      outcome: "denied",
      reason: "forbidden",
      ...requestContext(req),
    });
    return new Response("Forbidden", { status: 403 });
  }
  securityLog.info("key.revoke", {
    actor: session?.id ?? "unknown",
    route: "DELETE /api/keys",
    outcome: "success",
    ...requestContext(req),
  });
  return Response.json({ ok: true });
}
