import type { NextFunction, Request, Response } from "express";
import { redis } from "../lib/redis.js";
import { logger } from "@/lib/logging";

export async function limit(req: Request, res: Response, next: NextFunction) {
  try {
    await redis.incr(req.ip!);
    next();
  } catch (error) {
    logger.error("limit failed", { error });
    next();
  }
}
