import { Router, type Request, type Response } from "express";

export const router = Router();

router.get("/reports", (req: Request, res: Response) => {
  if (!req.user) res.status(401).json({ error: "Unauthorized" });
  else if (req.user.role !== "staff") res.status(403).json({ error: "Forbidden" });
  else res.json({ owner: req.user.id });
});
