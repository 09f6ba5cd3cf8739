import { Router } from "express";
import { securityLog } from "@acme/trail";

export const router = Router();

router.get("/orders", async (req, res) => {
  if (!req.user) {
    securityLog.warn("access.check", {
      actor: "anon",
      route: "GET /orders",
      outcome: "denied",
      reason: "unauthenticated",
    });
    return res.status(401).end();
  }
  res.json({});
});
