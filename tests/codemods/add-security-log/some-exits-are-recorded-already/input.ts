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
    return Response.json({ error: "This account is locked" }, { status: 403 });
  }
  return Response.json({ token: await createSession(user) });
}
