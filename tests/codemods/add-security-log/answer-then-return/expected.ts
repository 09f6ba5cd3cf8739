import { Router } from "express";
import bcrypt from "bcrypt";
import { findUser } from "../lib/users.js";
import { securityLog, requestContext } from "../lib/logging.js";

export const router = Router();

router.post("/login", async (req, res) => {
  const user = await findUser(req.body.email);
  if (!user || !(await bcrypt.compare(req.body.password, user.hash))) {
    securityLog.warn("auth.login", {
      actor: "anon",
      route: "POST /login",
      outcome: "denied",
      reason: "invalid_credentials",
      ...requestContext(req),
    });
    res.status(401).json({ error: "Wrong e-mail or password" });
    return;
  }
  req.session.userId = user.id;
  securityLog.info("auth.login", {
    actor: user.id,
    route: "POST /login",
    outcome: "success",
    ...requestContext(req),
  });
  res.json({ ok: true });
});
