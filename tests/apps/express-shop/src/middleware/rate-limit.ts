import type { RequestHandler } from "express";

interface Bucket {
  count: number;
  resetAt: number;
}

export function rateLimit({ limit, windowMs }: { limit: number; windowMs: number }): RequestHandler {
  const buckets = new Map<string, Bucket>();

  return (req, res, next) => {
    try {
      const key = req.ip ?? "unknown";
      const now = Date.now();
      const bucket = buckets.get(key);

      if (!bucket || bucket.resetAt < now) {
        buckets.set(key, { count: 1, resetAt: now + windowMs });
        return next();
      }

      bucket.count += 1;
      if (bucket.count > limit) {
        res.setHeader("Retry-After", Math.ceil((bucket.resetAt - now) / 1000));
        return res.status(429).json({ error: "Too many requests, please try again later" });
      }
      next();
    } catch (err) {
      next();
    }
  };
}
