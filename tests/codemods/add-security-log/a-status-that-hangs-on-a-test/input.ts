import { Router } from "express";
import { auth, may, quota } from "../access.js";
import { logger, securityLog, requestContext } from "@/lib/logging";

const router = Router();

router.post("/login", async (req, res) => {
  const result = await auth.login(req.body);
  res.status(result.success ? 200 : 401).json(result);
});

router.get("/reports", async (req, res) => {
  const result = await quota.take(req);
  res.status(!result.allowed ? 429 : 200).json(result);
});

router.get("/charts", async (req, res) => {
  const status = (await may(req)) ? 200 : 403;
  res.status(status).json({});
});

router.get("/tables", async (req, res) => {
  const broken = await quota.broken();
  res.sendStatus(broken || !quota.known ? 500 : 403);
});

router.get("/files", async (req, res) => {
  res.sendStatus(may(req) ? 204 : 403);
});

router.get("/notes", async (req, res) => {
  const ok = await may(req);
  if (!ok) logger.warn("no notes for that user");
  res.status(ok ? 200 : 403).json({});
});

export default router;
