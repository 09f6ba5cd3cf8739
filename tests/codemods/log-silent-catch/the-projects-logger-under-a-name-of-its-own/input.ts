import { Router } from "express";
import L from "../common/logger.js";
import { db } from "../db.js";

const router = Router();

router.post("/orders", async (req, res) => {
  L.info("orders come in", { count: req.body.length });
  try {
    await db.order.create({ data: req.body });
    res.sendStatus(201);
  } catch {
    res.sendStatus(500);
  }
});

export default router;
