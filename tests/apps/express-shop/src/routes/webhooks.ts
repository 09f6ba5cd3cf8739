import express, { Router } from "express";
import { db } from "../lib/db.js";
import { isValidSignature } from "../lib/payments.js";

export const webhooksRouter = Router();

interface PaymentEvent {
  type: "payment.succeeded" | "payment.refunded";
  data: { orderId: string };
}

async function applyEvent(event: PaymentEvent): Promise<void> {
  switch (event.type) {
    case "payment.succeeded":
      await db.orders.update(event.data.orderId, { status: "paid" });
      break;
    case "payment.refunded":
      await db.orders.update(event.data.orderId, { status: "refunded" });
      break;
    default:
      throw new Error("Unknown event type");
  }
}

webhooksRouter.post("/payments", express.raw({ type: "application/json" }), async (req, res) => {
  const signature = req.header("x-signature");
  if (!signature || !isValidSignature(req.body, signature)) {
    console.log("Bad webhook signature", req.headers);
    return res.status(401).send("Invalid signature");
  }

  let event: PaymentEvent;
  try {
    event = JSON.parse(req.body.toString("utf8"));
  } catch {
    return res.status(400).send("Malformed payload");
  }

  await applyEvent(event).catch(() => undefined);
  return res.json({ received: true });
});
