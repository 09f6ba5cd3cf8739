import { Router } from "express";

export const router = Router();

router.get("/old", (req, res) => res.status(403).json({ error: "Forbidden" }));
router.get("/older", async (_req, res) =>
  res.status(403).json({
    error: "Forbidden",
  }),
);
