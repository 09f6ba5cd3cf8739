import { Router, type Request, type Response } from "express";
import { securityLog, requestContext } from "@/lib/logging";

export const router = Router();

router.get("/reports", (req: Request, res: Response) => {
  if (!req.user) {
    securityLog.warn("access.check", {
      actor: "anon",
      route: "GET /reports",
      outcome: "denied",
      reason: "unauthenticated",
      ...requestContext(req),
    });
    res.status(401).json({ error: "Unauthorized" });
  } else if (req.user.role !== "staff") {
    securityLog.warn("access.check", {
      actor: req.user.id,
      route: "GET /reports",
      outcome: "denied",
      reason: "forbidden",
      ...requestContext(req),
    });
    res.status(403).json({ error: "Forbidden" });
  } else res.json({ owner: req.user.id });
});
