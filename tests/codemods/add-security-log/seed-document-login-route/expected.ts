// app/api/auth/login/route.ts
import { securityLog, requestContext } from "@/lib/logging";

export async function POST(req: Request) {
  const { email, password } = await req.json();

  try {
    const user = await verifyCredentials(email, password);
    const token = await createSession(user);
    securityLog.info("auth.login", {
      actor: user.id,
      route: "POST /api/auth/login",
      outcome: "success",
      ...requestContext(req),
    });
    return Response.json({ token });
  } catch (error) {
    securityLog.warn("auth.login", {
      actor: "anon",
      route: "POST /api/auth/login",
      outcome: "denied",
      reason: "invalid_credentials",
      error,
      ...requestContext(req),
    });
    // Swallowed silently. No log. No record.
    // An attacker could brute-force this endpoint
    // and you'd never know.
    return Response.json(
      { error: "Invalid credentials" },
      { status: 401 }
    );
  }
}
