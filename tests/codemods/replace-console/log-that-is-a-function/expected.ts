import type { Express } from "express";
import { log } from "./vite";
import { logger } from "@/lib/logging";

export function registerRoutes(app: Express) {
  log("registering");
  app.get("/api/items", (_req, res) => {
    logger.info("items wanted");
    res.json([]);
  });
}
