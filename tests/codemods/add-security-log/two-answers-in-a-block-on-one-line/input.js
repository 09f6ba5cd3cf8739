const express = require("express");
const { securityLog, requestContext } = require("@/lib/logging");
const router = express.Router();

router.post("/login", (req, res) => { if (req.user) { res.json(1); res.json(2); } });
router.post("/logout", (req, res) => {
  try { res.json("", function () {}); res.status(201).json({}); } catch (e) { next(e); }
});
