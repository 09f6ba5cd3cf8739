const express = require("express");
const User = require("../models/user");

const router = express.Router();

router.post("/login", (req, res) => {
  User.findOne({ email: req.body.email }, (err, user) => {
    if (err) return res.status(500).json({ error: "Something broke" });
    if (!user) {
      return res.status(401).json({ error: "Invalid credentials" });
    }
    user.comparePassword(req.body.password, (err, same) => {
      if (!same) return res.status(401).json({ error: "Invalid credentials" });
      res.json({ id: user.id });
    });
  });
});

module.exports = router;
