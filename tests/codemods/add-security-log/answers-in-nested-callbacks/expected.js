const express = require("express");
const User = require("../models/user");
const { securityLog, requestContext } = require("../lib/logging");

const router = express.Router();

router.post("/login", (req, res) => {
  User.findOne({ email: req.body.email }, (err, user) => {
    if (err) {
      securityLog.error("auth.login", {
        actor: "anon",
        route: "POST /login",
        outcome: "error",
        reason: "internal_error",
        error: err,
        ...requestContext(req),
      });
      return res.status(500).json({ error: "Something broke" });
    }
    if (!user) {
      securityLog.warn("auth.login", {
        actor: "anon",
        route: "POST /login",
        outcome: "denied",
        reason: "invalid_credentials",
        ...requestContext(req),
      });
      return res.status(401).json({ error: "Invalid credentials" });
    }
    user.comparePassword(req.body.password, (err, same) => {
      if (!same) {
        securityLog.warn("auth.login", {
          actor: "anon",
          route: "POST /login",
          outcome: "denied",
          reason: "invalid_credentials",
          ...requestContext(req),
        });
        return res.status(401).json({ error: "Invalid credentials" });
      }
      securityLog.info("auth.login", {
        actor: user.id,
        route: "POST /login",
        outcome: "success",
        ...requestContext(req),
      });
      res.json({ id: user.id });
    });
  });
});

module.exports = router;
