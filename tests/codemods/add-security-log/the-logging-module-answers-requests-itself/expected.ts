import { Router } from "express";

export const logs = Router();

logs.get("/logs", (req, res) => {
  res.sendStatus(403);
});
