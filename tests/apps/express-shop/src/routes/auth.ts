import { Router } from "express";
import bcrypt from "bcryptjs";
import { z } from "zod";
import { db } from "../lib/db.js";
import { sendResetMail } from "../lib/mailer.js";
import { createResetToken, signSession } from "../lib/tokens.js";
import { optionalAuth, requireAuth } from "../middleware/auth.js";
import { rateLimit } from "../middleware/rate-limit.js";

export const authRouter = Router();

const loginLimiter = rateLimit({ limit: 10, windowMs: 60_000 });

const registerSchema = z.object({
  email: z.email(),
  name: z.string().min(1),
  password: z.string().min(8),
});

const resetSchema = z.object({
  token: z.string().min(1),
  password: z.string().min(8),
});

authRouter.post("/register", async (req, res) => {
  console.log("Register request:", req.body);

  const parsed = registerSchema.safeParse(req.body);
  if (!parsed.success) {
    return res.status(400).json({ error: "Invalid input", issues: parsed.error.issues });
  }

  const { email, name, password } = parsed.data;
  try {
    if (await db.users.findByEmail(email)) {
      return res.status(409).json({ error: "Email already registered" });
    }
    const passwordHash = await bcrypt.hash(password, 10);
    const user = await db.users.create({ email: email.toLowerCase(), name, passwordHash, role: "customer" });
    return res.status(201).json({ token: signSession(user), user: { id: user.id, email: user.email } });
  } catch (error) {
    console.error("Registration error:", error);
    return res.status(500).json({ error: "Registration failed" });
  }
});

authRouter.post("/login", loginLimiter, async (req, res) => {
  const { email, password } = req.body ?? {};
  console.log("login", { email, password });

  if (typeof email !== "string" || typeof password !== "string") {
    return res.status(400).json({ error: "Email and password are required" });
  }

  try {
    const user = await db.users.findByEmail(email);
    if (!user) {
      return res.status(401).json({ error: "Invalid credentials" });
    }

    const valid = await bcrypt.compare(password, user.passwordHash);
    if (!valid) {
      return res.status(401).json({ error: "Invalid credentials" });
    }

    const token = signSession(user);
    res.cookie("session", token, { httpOnly: true, sameSite: "lax" });
    return res.json({ token, user: { id: user.id, email: user.email, role: user.role } });
  } catch (error) {
    return res.status(500).json({ error: "Login failed" });
  }
});

authRouter.post("/logout", requireAuth, (_req, res) => {
  res.clearCookie("session");
  res.sendStatus(204);
});

authRouter.post("/forgot-password", loginLimiter, async (req, res) => {
  const { email } = req.body ?? {};

  try {
    const user = await db.users.findByEmail(String(email));
    if (user) {
      const token = createResetToken();
      await db.resets.create(token, user.id);
      await sendResetMail(user.email, token);
    }
  } catch {}

  // Always the same answer, so that nobody learns which addresses exist
  res.json({ message: "If that address is registered, we have sent a link" });
});

authRouter.post("/reset-password", async (req, res) => {
  const parsed = resetSchema.safeParse(req.body);
  if (!parsed.success) {
    res.status(400).json({ error: "Invalid input" });
    return;
  }

  const { token, password } = parsed.data;
  console.log(`Resetting password with token ${token}`);

  const reset = await db.resets.take(token);
  if (!reset) {
    res.status(400).json({ error: "Invalid or expired token" });
    return;
  }

  await db.users.update(reset.userId, { passwordHash: await bcrypt.hash(password, 10) });
  res.json({ message: "Password updated" });
});

authRouter.get("/session", optionalAuth, (req, res) => {
  res.json({ user: req.user ?? null });
});
