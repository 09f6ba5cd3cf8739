import { Router } from "express";
import { db } from "../lib/db.js";
import { securityLog, requestContext } from "../lib/logging.js";

export const router = Router();

router.delete("/admin/users/:id", async (req, res) => {
  const user = await db.users.findById(req.params.id);
  if (!user) return res.status(404).end();
  await db.users.delete(user.id);
  securityLog.info("user.delete", {
    actor: "unknown",
    route: "DELETE /admin/users/:id",
    outcome: "success",
    ...requestContext(req),
  });
  res.json({ deletedBy: req.user.email, user: user.id });
});
