import { Router } from "express";
import { change, verify } from "../lib/accounts.js";
import { securityLog, requestContext } from "@/lib/logging";

export const router = Router();

router.post("/account/password", async (req, res) => {
  const user = await verify(req);
  if (!user) {
    req.flash("errors", { msg: "Wrong password." });
    securityLog.warn("auth.password.change", {
      actor: "anon",
      route: "POST /account/password",
      outcome: "denied",
      reason: "invalid_credentials",
      ...requestContext(req),
    });
    return res.redirect("/account");
  }
  await change(user, req.body.next);
  req.flash("success", { msg: "It is changed." });
  securityLog.info("auth.password.change", {
    actor: "unknown",
    route: "POST /account/password",
    outcome: "success",
    ...requestContext(req),
  });
  res.redirect("/account");
});
