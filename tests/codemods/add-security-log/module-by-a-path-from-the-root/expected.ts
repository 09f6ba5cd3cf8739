import { Router } from "express";
import { stripe } from "../stripe.js";
import { securityLog, requestContext } from "../../../lib/logging.js";

export const router = Router();

router.post("/orders/:id/refund", async (req, res) => {
  const refund = await stripe.refunds.create({ charge: req.params.id });
  securityLog.info("billing.refund", {
    actor: "anon",
    route: "POST /orders/:id/refund",
    outcome: "success",
    ...requestContext(req),
  });
  res.json({ id: refund.id });
});
