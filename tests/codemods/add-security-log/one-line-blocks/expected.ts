import { Router } from "express";
import { can, known } from "../lib/can.js";
import { securityLog, requestContext } from "../lib/logging.js";

export const router = Router();

router.get("/reports", (req, res) => {
  if (!known(req)) {
    securityLog.warn("access.check", {
      actor: "anon",
      route: "GET /reports",
      outcome: "denied",
      reason: "unauthenticated",
      ...requestContext(req),
    });
    res.status(401).end();
    return;
  }
  if (!can(req)) {
    securityLog.warn("access.check", {
      actor: "unknown",
      route: "GET /reports",
      outcome: "denied",
      reason: "forbidden",
      ...requestContext(req),
    });
    return res.status(403).end()
  } else { res.json([]); }
});
router.get("/vault", (req, res) => {
  securityLog.warn("access.check", {
    actor: "anon",
    route: "GET /vault",
    outcome: "denied",
    reason: "forbidden",
    ...requestContext(req),
  });
  res.sendStatus(403);
});
