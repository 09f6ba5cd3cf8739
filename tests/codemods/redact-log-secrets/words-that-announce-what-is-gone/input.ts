import { Router } from "express";
import { logger } from "../logger.js";

export const router = Router();

router.post("/orders", (req, res) => {
  logger.info("Request body: ", req.body);
  logger.info(`${req.method} body =`, req.body);
  logger.info("order", req.body);
  logger.info("order: new", req.body);
  logger.info("session: " + req.body.token.substring(0, 50) + "...");
  logger.info("token:", req.body.token.substring(0, 50) + "...");
  logger.info("token:", req.body.token + " of today");
  res.json({});
});
