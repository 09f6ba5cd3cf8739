import { Router } from "express";
import { stripe } from "../stripe.js";

export const router = Router();

router.post("/orders/:id/refund", async (req, res) => {
  const refund = await stripe.refunds.create({ charge: req.params.id });
  res.json({ id: refund.id });
});
