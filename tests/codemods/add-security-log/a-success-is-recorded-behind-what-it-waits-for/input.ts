import { Router } from "express";
import { createKey, revokeKey } from "../lib/keys.js";

export const router = Router();

router.post("/api-keys", async (req, res) => {
  res.status(201).json(await createKey(req.user!.id)); // shown once
});
router.delete("/api-keys/:id", async (req, res) => res.json(await revokeKey(req.user!.id, req.params.id)));
