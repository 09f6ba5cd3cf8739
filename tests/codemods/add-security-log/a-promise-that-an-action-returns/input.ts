"use server";
import { addCredits } from "@/lib/credits";
import { requireMember } from "@/lib/members";

export async function purchaseCredits(amount: number) {
  await requireMember();
  return addCredits(amount);
}

export async function refundCredits(amount: number) {
  try {
    return addCredits(-amount);
  } finally {
    release();
  }
}
