import type { NextFunction, Request, Response } from "express";
import { verify } from "../lib/tokens.js";
import { securityLog, requestContext } from "../lib/logging.js";

export function requireAuth(req: Request, res: Response, next: NextFunction) {
  const token = req.headers.authorization?.slice("Bearer ".length);
  if (!token) {
    securityLog.warn("access.check", {
      actor: "anon",
      route: "requireAuth",
      outcome: "denied",
      reason: "unauthenticated",
      ...requestContext(req),
    });
    return res.status(401).json({ error: "Authentication required" });
  }
  try {
    req.user = verify(token);
    next();
  } catch (e) {
    securityLog.warn("access.check", {
      actor: "anon",
      route: "requireAuth",
      outcome: "denied",
      reason: "invalid_token",
      error: e,
      ...requestContext(req),
    });
    res.status(401).json({ error: "Invalid token" });
  }
}
