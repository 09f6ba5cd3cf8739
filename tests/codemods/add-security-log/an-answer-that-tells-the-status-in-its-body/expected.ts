import { users } from "@/lib/users";
import { securityLog, requestContext } from "@/lib/logging";

export async function POST(req: Request) {
  const { name, password } = await req.json();
  const user = await users.find(name);
  if (!user) {
    securityLog.warn("auth.login", {
      actor: "anon",
      route: "POST /api/auth/login",
      outcome: "denied",
      reason: "refused",
      ...requestContext(req),
    });
    return Response.json({ code: 404, msg: "no such account" });
  }
  if (user.hash !== (await digest(password))) {
    securityLog.warn("auth.login", {
      actor: "anon",
      route: "POST /api/auth/login",
      outcome: "denied",
      reason: "invalid_credentials",
      ...requestContext(req),
    });
    return Response.json({ statusCode: 401, message: "wrong password" });
  }
  await startSession(user.id);
  securityLog.info("auth.login", {
    actor: user.id,
    route: "POST /api/auth/login",
    outcome: "success",
    ...requestContext(req),
  });
  return Response.json({ code: 200, msg: "welcome" });
}
