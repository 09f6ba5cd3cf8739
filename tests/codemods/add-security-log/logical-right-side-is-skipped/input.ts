import { Router } from "express";
import { can } from "../lib/can.js";

export const router = Router();

router.get("/reports", (req, res) => {
  can(req) || res.status(403).end();
});
