const express = require("express");
const { securityLog, requestContext } = require("@/lib/logging");
const router = express.Router();

router.post("/login", (req, res) => {
  if (req.user) {
    securityLog.info("auth.login", {
      actor: "anon",
      route: "POST /login",
      outcome: "success",
      ...requestContext(req),
    });
    res.json(1);
    securityLog.info("auth.login", {
      actor: "anon",
      route: "POST /login",
      outcome: "success",
      ...requestContext(req),
    });
    res.json(2);
  }
});
router.post("/logout", (req, res) => {
  try {
    securityLog.info("auth.logout", {
      actor: "unknown",
      route: "POST /logout",
      outcome: "success",
      ...requestContext(req),
    });
    res.json("", function () {});
    securityLog.info("auth.logout", {
      actor: "unknown",
      route: "POST /logout",
      outcome: "success",
      ...requestContext(req),
    });
    res.status(201).json({});
  } catch (e) { next(e); }
});
