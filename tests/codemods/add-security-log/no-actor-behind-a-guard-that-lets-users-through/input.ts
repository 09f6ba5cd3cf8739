import type { NextFunction, Request, Response } from "express";

export function requireDevice(req: Request, res: Response, next: NextFunction) {
  if (req.device) {
    audit(req.device.userId);
    return next();
  }

  return res.status(401).json({ error: "Authentication required" });
}

export function requireUser(req: Request, res: Response, next: NextFunction) {
  if (req.user) {
    touch(req.user.id);
    return next();
  }

  return res.status(401).json({ error: "Authentication required" });
}
