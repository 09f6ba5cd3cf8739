import express, { type ErrorRequestHandler } from "express";
import { logger } from "@/lib/logging";

const failed: ErrorRequestHandler = (problem, request, response, next) => {
  logger.error("request", { problem });
  logger.info("request", { path: request.path });
  logger.error(`failed at ${request.path}`, { problem });
  response.status(500).json({ error: "failed" });
};

const app = express();
app.use(failed);
