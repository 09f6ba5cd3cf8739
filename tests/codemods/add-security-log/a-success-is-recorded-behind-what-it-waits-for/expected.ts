import { Router } from "express";
import { createKey, revokeKey } from "../lib/keys.js";
import { securityLog, requestContext } from "../lib/logging.js";

export const router = Router();

router.post("/api-keys", async (req, res) => {
  res.status(201).json(await createKey(req.user!.id)); // shown once
  securityLog.info("key.create", {
    actor: req.user!.id,
    route: "POST /api-keys",
    outcome: "success",
    ...requestContext(req),
  });
});
router.delete("/api-keys/:id", async (req, res) => {
  const response = res.json(await revokeKey(req.user!.id, req.params.id));
  securityLog.info("key.revoke", {
    actor: req.user!.id,
    route: "DELETE /api-keys/:id",
    outcome: "success",
    ...requestContext(req),
  });
  return response;
});
