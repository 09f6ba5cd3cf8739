import type { NextFunction, Request, Response } from "express";
import { securityLog, requestContext } from "@/lib/logging";

export function requireDevice(req: Request, res: Response, next: NextFunction) {
  if (req.device) {
    audit(req.device.userId);
    return next();
  }

  securityLog.warn("access.check", {
    actor: req.user?.id ?? "anon",
    route: "requireDevice",
    outcome: "denied",
    reason: "unauthenticated",
    ...requestContext(req),
  });
  return res.status(401).json({ error: "Authentication required" });
}

export function requireUser(req: Request, res: Response, next: NextFunction) {
  if (req.user) {
    touch(req.user.id);
    return next();
  }

  securityLog.warn("access.check", {
    actor: "anon",
    route: "requireUser",
    outcome: "denied",
    reason: "unauthenticated",
    ...requestContext(req),
  });
  return res.status(401).json({ error: "Authentication required" });
}
