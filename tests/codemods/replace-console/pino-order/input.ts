import { Router } from "express";
import pino from "pino";

const logger = pino({ name: "orders" });
export const router = Router();

router.post("/orders", (req, res) => {
  console.log("order placed", req.params.id);
  console.log("ready");
  try {
    res.json({});
  } catch (error) {
    console.error("failed", error);
  }
});
