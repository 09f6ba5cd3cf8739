const express = require("express");
const stripe = require("../lib/stripe");
const { securityLog, requestContext } = require("@/lib/logging");

const router = express.Router();

router.post("/refunds", (req, res) => {
  stripe.refunds
    .create({ charge: req.body.charge })
    .then((refund) => res.json(refund))
    .catch((err) => {
      res.json({ msg: "Could not refund" });
    });
});

router.post("/refunds/all", (req, res) => {
  stripe.refunds.create({ charge: req.body.charge }).then(
    (refund) => res.json(refund),
    () => res.json({ msg: "Could not refund" }),
  );
});

module.exports = router;
