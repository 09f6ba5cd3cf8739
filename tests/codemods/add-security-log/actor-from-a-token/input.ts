import { Router } from "express";
import jwt from "jsonwebtoken";

export const router = Router();

router.get("/vault", (req, res) => {
  const decoded = jwt.verify(req.cookies.token, process.env.JWT_KEY!) as { sub: string; scope: string };
  if (decoded.scope !== "vault") {
    return res.status(403).json({ error: "Forbidden" });
  }
  res.json({ owner: decoded.sub });
});
