import { Router } from "express";
import { securityLog } from "@acme/trail";

export const router = Router();

router.get("/orders", async (req, res) => {
  if (!req.user) return res.status(401).end();
  res.json({});
});
