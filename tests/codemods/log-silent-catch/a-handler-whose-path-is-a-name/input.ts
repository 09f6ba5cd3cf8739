import type { Express } from "express";
import { logger } from "@/lib/logging";
import { api } from "../shared/api";
import { deposits } from "./services";

export function registerRoutes(app: Express) {
  app.post(api.deposit.submit.path, async (req, res) => {
    try {
      res.json(await deposits.create(req.body.amount));
    } catch (err) {
      res.status(500).json({ error: "Something broke" });
    }
  });
}
