import type { NextFunction, Request, Response } from "express";
import jwt from "jsonwebtoken";
import { config } from "../lib/config.js";
import { verifySession, type SessionClaims } from "../lib/tokens.js";

function readToken(req: Request): string | undefined {
  const header = req.headers.authorization;
  return header?.startsWith("Bearer ") ? header.slice("Bearer ".length) : undefined;
}

export function requireAuth(req: Request, res: Response, next: NextFunction) {
  const token = readToken(req);
  if (!token) {
    return res.status(401).json({ error: "Authentication required" });
  }

  try {
    const decoded = jwt.verify(token, config.jwtSecret) as SessionClaims;
    req.user = { id: decoded.sub, email: decoded.email, role: decoded.role };
    next();
  } catch {
    return res.status(401).json({ error: "Invalid or expired token" });
  }
}

export function requireAdmin(req: Request, res: Response, next: NextFunction) {
  if (req.user?.role !== "admin")
    return res.status(req.user ? 403 : 401).json({ error: req.user ? "Forbidden" : "Authentication required" });
  next();
}

/** Sets req.user where there is a session; anonymous visitors pass. */
export function optionalAuth(req: Request, _res: Response, next: NextFunction) {
  try {
    const token = readToken(req);
    if (token) {
      const claims = verifySession(token);
      req.user = { id: claims.sub, email: claims.email, role: claims.role };
    }
    next();
  } catch (error) {
    next();
  }
}
