import { Router } from "express";
import winston from "winston";

const logger = winston.createLogger();
export const router = Router();

router.post("/orders", (req, res) => {
  console.log("order placed", req.params.id);
  res.json({});
});
