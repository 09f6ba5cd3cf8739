import { auth } from "@/auth";
import { db } from "@/lib/db";
import { securityLog, requestContext } from "@/lib/logging";

export async function PATCH(req: Request, { params }: { params: { id: string } }) {
  const session = await auth();
  if (!session?.user) {
    securityLog.warn("user.role.change", {
      actor: "anon",
      route: "PATCH /api/admin/users/[id]/role",
      outcome: "denied",
      reason: "unauthenticated",
      ...requestContext(req),
    });
    return Response.json({ error: "Unauthorized" }, { status: 401 });
  }
  if (session.user.role !== "admin" || session.user.id === params.id) {
    securityLog.warn("user.role.change", {
      actor: session.user.id,
      route: "PATCH /api/admin/users/[id]/role",
      outcome: "denied",
      reason: "forbidden",
      ...requestContext(req),
    });
    return Response.json({ error: "Forbidden" }, { status: 403 });
  }
  try {
    const { role } = await req.json();
    const user = await db.user.update({ where: { id: params.id }, data: { role } });
    securityLog.info("user.role.change", {
      actor: session.user.id,
      route: "PATCH /api/admin/users/[id]/role",
      outcome: "success",
      ...requestContext(req),
    });
    return Response.json({ id: user.id });
  } catch (error) {
    securityLog.error("user.role.change", {
      actor: session.user.id,
      route: "PATCH /api/admin/users/[id]/role",
      outcome: "error",
      reason: "internal_error",
      error,
      ...requestContext(req),
    });
    return Response.json({ error: "Could not change the role" }, { status: 500 });
  }
}
