import { Router } from "express";
import { accounts } from "../accounts.js";
import { securityLog, requestContext } from "@/lib/logging";

export const router = Router();

router.delete("/users/:id", (req, res) => {
  accounts.removeUser(req.params.id, (err) => {
    if (err) {
      securityLog.error("user.delete", {
        actor: "anon",
        route: "DELETE /users/:id",
        outcome: "error",
        reason: "internal_error",
        error: err,
        ...requestContext(req),
      });
      return res.send(err);
    }
    securityLog.info("user.delete", {
      actor: "anon",
      route: "DELETE /users/:id",
      outcome: "success",
      ...requestContext(req),
    });
    res.json({ removed: true });
  });
});

router.post("/mfa/verify", async (req, res) => {
  const expired = await accounts.verifyCode(req.body.code);
  if (expired) {
    securityLog.warn("auth.mfa.verify", {
      actor: "anon",
      route: "POST /mfa/verify",
      outcome: "denied",
      reason: "expired",
      ...requestContext(req),
    });
    return res.status(410).json({ error: "expired" });
  }
  securityLog.info("auth.mfa.verify", {
    actor: "anon",
    route: "POST /mfa/verify",
    outcome: "success",
    ...requestContext(req),
  });
  res.json({ ok: true });
});

router.delete("/api-keys/:id", async (req, res) => {
  await accounts.removeKey(req.params.id), res.status(204).end();
  securityLog.info("key.revoke", {
    actor: "anon",
    route: "DELETE /api-keys/:id",
    outcome: "success",
    ...requestContext(req),
  });
});
