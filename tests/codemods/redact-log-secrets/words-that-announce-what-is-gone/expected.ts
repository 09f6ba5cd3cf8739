import { Router } from "express";
import { logger } from "../logger.js";

export const router = Router();

router.post("/orders", (req, res) => {
  logger.info("Request body: ", "[REDACTED]");
  logger.info(`${req.method} body =`, "[REDACTED]");
  logger.info("order");
  logger.info("order: new");
  logger.info("session: " + "[REDACTED]" + "...");
  logger.info("token:", "[REDACTED]");
  logger.info("token:", "[REDACTED]" + " of today");
  res.json({});
});
