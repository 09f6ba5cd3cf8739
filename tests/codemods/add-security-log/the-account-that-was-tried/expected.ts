import { verifyCredentials } from "@/lib/auth";
import { createSession } from "@/lib/session";
import { securityLog, requestContext } from "@/lib/logging";

export async function POST(req: Request) {
  const body: { email?: string; password?: string } = await req.json();
  if (!body.password) {
    securityLog.warn("auth.login", {
      actor: "anon",
      route: "POST /api/auth/login",
      outcome: "denied",
      reason: "invalid_input",
      ...requestContext(req),
    });
    return Response.json({ error: "A password is required" }, { status: 400 });
  }

  const { email, password } = body;
  try {
    const user = await verifyCredentials(email, password);
    if (!user) {
      securityLog.warn("auth.login", {
        actor: "anon",
        account: email,
        route: "POST /api/auth/login",
        outcome: "denied",
        reason: "invalid_credentials",
        ...requestContext(req),
      });
      return Response.json({ error: "Invalid credentials" }, { status: 401 });
    }
    const token = await createSession(user.id);
    securityLog.info("auth.login", {
      actor: user.id,
      account: email,
      route: "POST /api/auth/login",
      outcome: "success",
      ...requestContext(req),
    });
    return Response.json({ token });
  } catch (error) {
    securityLog.error("auth.login", {
      actor: "anon",
      account: email,
      route: "POST /api/auth/login",
      outcome: "error",
      reason: "internal_error",
      error,
      ...requestContext(req),
    });
    return Response.json({ error: "Login failed" }, { status: 500 });
  }
}
