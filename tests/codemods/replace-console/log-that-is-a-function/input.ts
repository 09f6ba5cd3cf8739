import type { Express } from "express";
import { log } from "./vite";

export function registerRoutes(app: Express) {
  log("registering");
  app.get("/api/items", (_req, res) => {
    console.log("items wanted");
    res.json([]);
  });
}
