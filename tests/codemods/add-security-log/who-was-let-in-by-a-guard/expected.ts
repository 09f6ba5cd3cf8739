import { requireAdmin, requireUser } from "@/lib/auth";
import { exportUsers } from "@/lib/exports";
import { securityLog, requestContext } from "@/lib/logging";

export async function GET(req: Request) {
  await requireAdmin(req);
  const csv = await exportUsers();
  securityLog.info("data.export", {
    actor: "unknown",
    route: "GET /api/admin/exports",
    outcome: "success",
    ...requestContext(req),
  });
  return new Response(csv);
}

export async function POST(req: Request) {
  const user = await requireUser(req);
  if (user.role !== "admin") {
    securityLog.warn("data.export", {
      actor: user.id,
      route: "POST /api/admin/exports",
      outcome: "denied",
      reason: "forbidden",
      ...requestContext(req),
    });
    return new Response("Forbidden", { status: 403 });
  }
  const csv = await exportUsers({ by: user.id });
  securityLog.info("data.export", {
    actor: user.id,
    route: "POST /api/admin/exports",
    outcome: "success",
    ...requestContext(req),
  });
  return new Response(csv);
}

export async function PUT(req: Request) {
  if (req.headers.get("authorization") !== `Bearer ${process.env.EXPORT_KEY}`) {
    securityLog.warn("data.export", {
      actor: "anon",
      route: "PUT /api/admin/exports",
      outcome: "denied",
      reason: "unauthenticated",
      ...requestContext(req),
    });
    return new Response("Unauthorized", { status: 401 });
  }
  const csv = await exportUsers();
  securityLog.info("data.export", {
    actor: "unknown",
    route: "PUT /api/admin/exports",
    outcome: "success",
    ...requestContext(req),
  });
  return new Response(csv);
}
