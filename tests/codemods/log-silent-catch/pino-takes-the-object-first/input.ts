import { Router } from "express";
import pino from "pino";
import { db } from "../lib/db.js";

const log = pino();
export const router = Router();

router.get("/orders", async (req, res) => {
  try {
    res.json(await db.orders.all());
  } catch (e) {
    res.status(500).json({ error: "Could not load orders" });
  }
});
