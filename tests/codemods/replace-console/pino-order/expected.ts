import { Router } from "express";
import pino from "pino";

const logger = pino({ name: "orders" });
export const router = Router();

router.post("/orders", (req, res) => {
  logger.info({ id: req.params.id }, "order placed");
  logger.info("ready");
  try {
    res.json({});
  } catch (error) {
    logger.error({ err: error }, "failed");
  }
});
