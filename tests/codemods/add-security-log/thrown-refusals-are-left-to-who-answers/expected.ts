import { HttpError, verify } from "@/lib/auth";
import { securityLog, requestContext } from "@/lib/logging";

export async function POST(req: Request) {
  const user = await verify(await req.json());
  if (!user) throw new HttpError(401, "Unauthorized");
  securityLog.info("auth.login", {
    actor: user.id,
    route: "POST /api/auth/login",
    outcome: "success",
    ...requestContext(req),
  });
  return Response.json({ id: user.id });
}
