import { Router } from "express";
import { createKey } from "../lib/keys.js";
import { securityLog, requestContext } from "../lib/logging.js";

export const router = Router();

router.post("/api-keys", async (req, res) => {
  if (!req.user || req.user.suspended) {
    securityLog.warn("key.create", {
      actor: req.user?.id ?? "anon",
      route: "POST /api-keys",
      outcome: "denied",
      reason: "forbidden",
      ...requestContext(req),
    });
    return res.status(403).json({ error: "Forbidden" });
  }
  const key = await createKey({ userId: req.user.id, name: req.body.name });
  securityLog.info("key.create", {
    actor: req.user.id,
    route: "POST /api-keys",
    outcome: "success",
    ...requestContext(req),
  });
  res.status(201).json({ key });
});
