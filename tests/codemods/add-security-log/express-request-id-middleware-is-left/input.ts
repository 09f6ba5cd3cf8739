import type { NextFunction, Request, Response } from "express";
import { verify } from "../lib/tokens.js";

export function requireAuth(req: Request, res: Response, next: NextFunction) {
  const token = req.headers.authorization?.slice("Bearer ".length);
  if (!token) return res.status(401).json({ error: "Authentication required" });
  try {
    req.user = verify(token);
    next();
  } catch (e) {
    res.status(401).json({ error: "Invalid token" });
  }
}
