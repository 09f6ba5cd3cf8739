import { Router } from "express";
import { login } from "../accounts.js";
import { audit, requestContext } from "../audit.js";

export const router = Router();

router.post("/login", async (req, res) => {
  const { email, password } = req.body;
  const user = await login(email, password);
  if (!user) {
    audit.warn("auth.login", {
      actor: "anon",
      route: "POST /login",
      outcome: "denied",
      reason: "invalid_credentials",
      ...requestContext(req),
    });
    return res.status(401).json({ error: "Invalid credentials" });
  }
  audit.info("auth.login", {
    actor: user.id,
    route: "POST /login",
    outcome: "success",
    ...requestContext(req),
  });
  res.json({ id: user.id });
});
