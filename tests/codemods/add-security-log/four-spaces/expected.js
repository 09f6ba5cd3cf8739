const express = require("express");
const { can } = require("../lib/can");
const { securityLog, requestContext } = require("../lib/logging");

const router = express.Router();

router.get("/reports", (req, res) => {
    if (!can(req.user)) {
        securityLog.warn("access.check", {
            actor: "anon",
            route: "GET /reports",
            outcome: "denied",
            reason: "forbidden",
            ...requestContext(req),
        });
        return res.status(403).json({ error: "Forbidden" });
    }
    res.json([]);
});

module.exports = router;
