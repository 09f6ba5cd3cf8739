import { securityLog, requestContext } from "@/lib/logging";
import { createSession, verifyCredentials } from "@/lib/auth";

export async function POST(req: Request) {
  const { email, password } = await req.json();
  const user = await verifyCredentials(email, password);
  if (!user) {
    securityLog.warn("auth.login", { actor: "anon", route: "POST /api/auth/login", outcome: "denied", reason: "invalid_credentials", ...requestContext(req) });
    return Response.json({ error: "Invalid credentials" }, { status: 401 });
  }
  if (user.locked) {
    securityLog.warn("auth.login", {
      actor: "anon",
      route: "POST /api/auth/login",
      outcome: "denied",
      reason: "locked",
      ...requestContext(req),
    });
    return Response.json({ error: "This account is locked" }, { status: 403 });
  }
  const response = Response.json({ token: await createSession(user) });
  securityLog.info("auth.login", {
    actor: user.id,
    route: "POST /api/auth/login",
    outcome: "success",
    ...requestContext(req),
  });
  return response;
}
