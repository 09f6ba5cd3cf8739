import { Router } from "express";
import { securityLog, requestContext } from "../lib/logging.js";

function sealed(target: Function): void {}

@sealed
class Report {
  @sealed
  static async list<T>(this: void): Promise<T[]> {
    return [];
  }
}

export const router = Router();

router.get("/reports", async (req, res) => {
  if (!req.user) {
    securityLog.warn("access.check", {
      actor: "anon",
      route: "GET /reports",
      outcome: "denied",
      reason: "unauthenticated",
      ...requestContext(req),
    });
    return res.status(401).end();
  }
  res.json(await Report.list<string>());
});
