const express = require("express");
const { can } = require("../lib/can");

const router = express.Router();

router.get("/reports", (req, res) => {
    if (!can(req.user)) {
        return res.status(403).json({ error: "Forbidden" });
    }
    res.json([]);
});

module.exports = router;
