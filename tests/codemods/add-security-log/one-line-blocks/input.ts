import { Router } from "express";
import { can, known } from "../lib/can.js";

export const router = Router();

router.get("/reports", (req, res) => {
  if (!known(req)) { res.status(401).end(); return; }
  if (!can(req)) { return res.status(403).end() } else { res.json([]); }
});
router.get("/vault", (req, res) => { res.sendStatus(403); });
