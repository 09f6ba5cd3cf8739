import { Router } from "express";
import { securityLog, requestContext } from "../lib/logging.js";

export const router = Router();

router.get("/old", (req, res) => {
  securityLog.warn("access.check", {
    actor: "anon",
    route: "GET /old",
    outcome: "denied",
    reason: "forbidden",
    ...requestContext(req),
  });
  return res.status(403).json({ error: "Forbidden" });
});
router.get("/older", async (_req, res) => {
  securityLog.warn("access.check", {
    actor: "anon",
    route: "GET /older",
    outcome: "denied",
    reason: "forbidden",
    ...requestContext(_req),
  });
  return res.status(403).json({
    error: "Forbidden",
  });
},
);
