import { Router } from "express";
import { z } from "zod";
import { db } from "../lib/db.js";
import { sendMail } from "../lib/mailer.js";
import { requireAdmin, requireAuth } from "../middleware/auth.js";

export const adminRouter = Router();

adminRouter.use(requireAuth, requireAdmin);

const roleSchema = z.object({ role: z.enum(["customer", "support", "admin"]) });

adminRouter.get("/users", async (_req, res) => {
  const users = await db.users.list();
  res.json({ users: users.map(({ passwordHash, ...user }) => ({ ...user, hasPassword: Boolean(passwordHash) })) });
});

adminRouter.patch("/users/:id/role", async (req, res, next) => {
  try {
    const parsed = roleSchema.safeParse(req.body);
    if (!parsed.success) return res.status(400).json({ error: "Unknown role" });

    if (req.params.id === req.user?.id) {
      return res.status(403).json({ error: "You cannot change your own role" });
    }

    const user = await db.users.update(req.params.id, { role: parsed.data.role });
    if (!user) return res.status(404).json({ error: "User not found" });

    console.log("Role updated", user.id, user.role);
    return res.json({ id: user.id, role: user.role });
  } catch (error) {
    next(error);
  }
});

adminRouter.delete("/users/:id", async (req, res) => {
  const user = await db.users.findById(req.params.id);
  if (!user) return res.status(404).json({ error: "User not found" });

  await db.users.delete(user.id);
  await sendMail({ to: user.email, subject: "Account closed", text: "Your account has been closed." }).catch(() => {});

  return res.status(204).end();
});
