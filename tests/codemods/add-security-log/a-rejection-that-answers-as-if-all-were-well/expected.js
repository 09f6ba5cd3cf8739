const express = require("express");
const stripe = require("../lib/stripe");
const { securityLog, requestContext } = require("@/lib/logging");

const router = express.Router();

router.post("/refunds", (req, res) => {
  stripe.refunds
    .create({ charge: req.body.charge })
    .then((refund) => {
      securityLog.info("billing.refund", {
        actor: "anon",
        route: "POST /refunds",
        outcome: "success",
        ...requestContext(req),
      });
      return res.json(refund);
    })
    .catch((err) => {
      securityLog.error("billing.refund", {
        actor: "anon",
        route: "POST /refunds",
        outcome: "error",
        reason: "internal_error",
        error: err,
        ...requestContext(req),
      });
      res.json({ msg: "Could not refund" });
    });
});

router.post("/refunds/all", (req, res) => {
  stripe.refunds.create({ charge: req.body.charge }).then(
    (refund) => {
      securityLog.info("billing.refund", {
        actor: "anon",
        route: "POST /refunds/all",
        outcome: "success",
        ...requestContext(req),
      });
      return res.json(refund);
    },
    (error) => {
      securityLog.error("billing.refund", {
        actor: "anon",
        route: "POST /refunds/all",
        outcome: "error",
        reason: "internal_error",
        error,
        ...requestContext(req),
      });
      return res.json({ msg: "Could not refund" });
    },
  );
});

module.exports = router;
