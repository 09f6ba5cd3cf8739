import { Router } from "express";
import { createKey } from "../lib/keys.js";

export const router = Router();

router.post("/api-keys", async (req, res) => {
  if (!req.user || req.user.suspended) {
    return res.status(403).json({ error: "Forbidden" });
  }
  const key = await createKey({ userId: req.user.id, name: req.body.name });
  res.status(201).json({ key });
});
