import { createHash, randomBytes } from "node:crypto";
import jwt from "jsonwebtoken";
import { config } from "./config.js";
import type { Role, User } from "./db.js";

export interface SessionClaims {
  sub: string;
  email: string;
  role: Role;
}

export function signSession(user: User): string {
  const claims: SessionClaims = { sub: user.id, email: user.email, role: user.role };
  return jwt.sign(claims, config.jwtSecret, { expiresIn: "7d" });
}

export function verifySession(token: string): SessionClaims {
  return jwt.verify(token, config.jwtSecret) as SessionClaims;
}

export function createResetToken(): string {
  return randomBytes(32).toString("hex");
}

export function createApiKey(): { key: string; hash: string } {
  const key = `shop_${randomBytes(24).toString("base64url")}`;
  return { key, hash: createHash("sha256").update(key).digest("hex") };
}

/** A page cursor is optional; a broken one means the first page. */
export function readCursor(cursor: string | undefined): number {
  if (!cursor) return 0;
  try {
    return Number(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")).offset) || 0;
  } catch {
    return 0;
  }
}
