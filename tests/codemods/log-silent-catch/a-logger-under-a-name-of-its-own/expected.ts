import { Router } from "express";
import pino from "pino";
import { db } from "../db.js";

const out = pino({ level: "info" });
const router = Router();

router.post("/orders", async (req, res) => {
  out.info({ count: req.body.length }, "orders come in");
  try {
    await db.order.create({ data: req.body });
    res.sendStatus(201);
  } catch (error) {
    out.error({ err: error }, "POST /orders failed");
    res.sendStatus(500);
  }
});

export default router;
