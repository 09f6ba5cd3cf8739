import { Router } from "express";
import { db } from "../lib/db.js";
import { sendMail } from "../lib/mailer.js";
import { payments } from "../lib/payments.js";
import { requireAuth } from "../middleware/auth.js";

export const ordersRouter = Router();

ordersRouter.use(requireAuth);

ordersRouter.get("/", async (req, res) => {
  res.json({ orders: await db.orders.listByUser(req.user!.id) });
});

ordersRouter.get("/:id", async (req, res) => {
  const order = await db.orders.findById(req.params.id);
  if (!order) return res.status(404).json({ error: "Order not found" });

  if (order.userId !== req.user!.id && req.user!.role === "customer") {
    return res.status(403).json({ error: "Forbidden" });
  }
  return res.json(order);
});

ordersRouter.post("/:id/refund", async (req, res) => {
  if (req.user!.role === "customer") {
    return res.status(403).json({ error: "Only staff can refund orders" });
  }

  const order = await db.orders.findById(req.params.id);
  if (!order) return res.status(404).json({ error: "Order not found" });

  try {
    const refund = await payments.refunds.create({ paymentId: order.paymentId, amount: order.total });
    await db.orders.update(order.id, { status: "refunded" });

    const owner = await db.users.findById(order.userId);
    if (owner) {
      try {
        await sendMail({ to: owner.email, subject: "Refund issued", text: `Refund ${refund.id} is on its way.` });
      } catch {
        // The refund stands even when the courtesy mail cannot be delivered
      }
    }
    return res.json({ refund });
  } catch (err) {
    console.error("Refund failed", err);
    return res.status(500).json({ error: "Refund failed" });
  }
});
