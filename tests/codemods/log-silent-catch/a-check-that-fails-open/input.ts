import type { NextFunction, Request, Response } from "express";
import { redis } from "../lib/redis.js";

export async function limit(req: Request, res: Response, next: NextFunction) {
  try {
    await redis.incr(req.ip!);
    next();
  } catch {
    next();
  }
}
