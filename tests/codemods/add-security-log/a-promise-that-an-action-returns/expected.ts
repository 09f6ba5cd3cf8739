"use server";
import { addCredits } from "@/lib/credits";
import { requireMember } from "@/lib/members";
import { securityLog } from "@/lib/logging";

export async function purchaseCredits(amount: number) {
  await requireMember();
  const response = await addCredits(amount);
  securityLog.info("billing.payment", {
    actor: "unknown",
    route: "ACTION purchaseCredits",
    outcome: "success",
  });
  return response;
}

export async function refundCredits(amount: number) {
  try {
    securityLog.info("billing.refund", {
      actor: "anon",
      route: "ACTION refundCredits",
      outcome: "success",
    });
    return addCredits(-amount);
  } finally {
    release();
  }
}
