import { Router } from "express";
import winston from "winston";

const logger = winston.createLogger();
export const router = Router();

router.post("/orders", (req, res) => {
  logger.info("order placed", { id: req.params.id });
  res.json({});
});
