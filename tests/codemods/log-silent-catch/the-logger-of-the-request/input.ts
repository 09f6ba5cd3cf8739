import { Router } from "express";
import { db } from "../lib/db.js";

export const router = Router();

router.get("/orders/:id", async (req, res) => {
  req.log.info({ id: req.params.id }, "order wanted");
  try {
    res.json(await db.orders.byId(req.params.id));
  } catch {
    res.status(500).end();
  }
});
