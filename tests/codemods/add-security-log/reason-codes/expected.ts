import { check } from "@/lib/check";
import { securityLog, requestContext } from "@/lib/logging";

export async function POST(req: Request) {
  const verdict = await check(req);
  if (verdict.limited) {
    securityLog.warn("ratelimit.exceeded", {
      actor: "anon",
      route: "POST /api/auth/login",
      outcome: "denied",
      reason: "rate_limited",
      ...requestContext(req),
    });
    return Response.json({ error: "Slow down" }, { status: 429 });
  }
  if (verdict.signature) {
    securityLog.warn("auth.login", {
      actor: "anon",
      route: "POST /api/auth/login",
      outcome: "denied",
      reason: "bad_signature",
      ...requestContext(req),
    });
    return Response.json({ error: "Bad signature" }, { status: 403 });
  }
  if (verdict.expired) {
    securityLog.warn("auth.login", {
      actor: "anon",
      route: "POST /api/auth/login",
      outcome: "denied",
      reason: "expired",
      ...requestContext(req),
    });
    return Response.json({ error: "This code has expired" }, { status: 401 });
  }
  if (verdict.token) {
    securityLog.warn("auth.login", {
      actor: "anon",
      route: "POST /api/auth/login",
      outcome: "denied",
      reason: "invalid_token",
      ...requestContext(req),
    });
    return Response.json({ error: "Invalid token" }, { status: 401 });
  }
  if (verdict.login) {
    securityLog.warn("auth.login", {
      actor: "anon",
      route: "POST /api/auth/login",
      outcome: "denied",
      reason: "invalid_credentials",
      ...requestContext(req),
    });
    return Response.json({ error: "Incorrect password" }, { status: 401 });
  }
  if (verdict.anonymous) {
    securityLog.warn("auth.login", {
      actor: "anon",
      route: "POST /api/auth/login",
      outcome: "denied",
      reason: "invalid_credentials",
      ...requestContext(req),
    });
    return Response.json({ error: "Unauthorized" }, { status: 401 });
  }
  securityLog.error("auth.login", {
    actor: "anon",
    route: "POST /api/auth/login",
    outcome: "error",
    reason: "internal_error",
    ...requestContext(req),
  });
  return Response.json({ error: "Service unavailable" }, { status: 503 });
}
