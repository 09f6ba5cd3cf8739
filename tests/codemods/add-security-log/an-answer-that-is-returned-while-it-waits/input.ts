import { Router } from "express";
import { refund } from "../lib/payments";

export const router = Router();

router.post("/refunds", async (req, res) => {
  return res.json(await refund(req.body.id));
});

router.delete("/refunds/:id", async (req, res) => {
  return void res.json(await refund(req.params.id));
});
