import { Router } from "express";
import { accounts } from "../accounts.js";

export const router = Router();

router.delete("/users/:id", (req, res) => {
  accounts.removeUser(req.params.id, (err) => {
    if (err) return res.send(err);
    res.json({ removed: true });
  });
});

router.post("/mfa/verify", async (req, res) => {
  const expired = await accounts.verifyCode(req.body.code);
  if (expired) return res.status(410).json({ error: "expired" });
  res.json({ ok: true });
});

router.delete("/api-keys/:id", async (req, res) => {
  await accounts.removeKey(req.params.id), res.status(204).end();
});
