import { Router } from "express";
import { can } from "../lib/can.js";
import { securityLog, requestContext } from "../lib/logging.js";

export const router = Router();

router.get("/reports", (req, res) => {
  if (!can(req)) {
    securityLog.warn("access.check", {
      actor: "anon",
      route: "GET /reports",
      outcome: "denied",
      reason: "forbidden",
      ...requestContext(req),
    });
    // @ts-expect-error no such method in the types
    // eslint-disable-next-line no-console
    return res.status(403).jsonp2({ error: "Forbidden" }).json({});
  }
  res.json([]);
});
