import type { Express, Request, Response, NextFunction } from "express";
import { securityLog, requestContext } from "@/lib/logging";
import { api } from "../shared/api";
import { deposits } from "./services";

export function registerRoutes(app: Express) {
  const requireStaff = (req: Request, res: Response, next: NextFunction) => {
    if (!req.isAuthenticated()) {
      securityLog.warn("access.check", {
        actor: "anon",
        route: "requireStaff",
        outcome: "denied",
        reason: "unauthenticated",
        ...requestContext(req),
      });
      return res.status(401).end();
    }
    next();
  };

  app.post(api.deposit.submit.path, requireStaff, async (req, res) => {
    if (!deposits.open) {
      securityLog.warn("access.check", {
        actor: "unknown",
        route: "POST api.deposit.submit.path",
        outcome: "denied",
        reason: "forbidden",
        ...requestContext(req),
      });
      return res.status(403).end();
    }
    res.json(await deposits.create(req.body.amount));
  });
  app.get(api.deposit.list.path, requireStaff, async (req, res) => {
    res.json(await deposits.list());
  });
}
