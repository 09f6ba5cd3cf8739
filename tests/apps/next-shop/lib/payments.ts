import { createHmac, timingSafeEqual } from 'node:crypto'

export async function refundPayment(paymentId: string, amount: number) {
  if (amount <= 0) throw new Error('Nothing to refund')
  return { id: `re_${paymentId}`, amount, status: 'succeeded' as const }
}

export function verifySignature(payload: string, signature: string | null): boolean {
  if (!signature) return false
  const secret = process.env.WEBHOOK_SECRET ?? 'whsec_dev'
  const expected = createHmac('sha256', secret).update(payload).digest()
  const actual = Buffer.from(signature, 'hex')
  return actual.length === expected.length && timingSafeEqual(actual, expected)
}
