import { Router } from "express";
import bcrypt from "bcrypt";
import { findUser } from "../lib/users.js";

export const router = Router();

router.post("/login", async (req, res) => {
  const user = await findUser(req.body.email);
  if (!user || !(await bcrypt.compare(req.body.password, user.hash))) {
    res.status(401).json({ error: "Wrong e-mail or password" });
    return;
  }
  req.session.userId = user.id;
  res.json({ ok: true });
});
