import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import { config } from "./config.js";

export interface Refund {
  id: string;
  paymentId: string;
  amount: number;
}

export const payments = {
  refunds: {
    async create(params: { paymentId: string; amount: number }): Promise<Refund> {
      if (params.amount <= 0) throw new Error("Amount must be positive");
      return { id: `re_${randomUUID()}`, ...params };
    },
  },
};

export function isValidSignature(payload: Buffer, signature: string): boolean {
  const expected = createHmac("sha256", config.webhookSecret).update(payload).digest();
  const given = Buffer.from(signature, "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
}
