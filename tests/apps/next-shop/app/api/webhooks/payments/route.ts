import { NextResponse } from 'next/server'
import { db } from '@/lib/db'
import { verifySignature } from '@/lib/payments'

export async function POST(req: Request) {
  const payload = await req.text()

  if (!verifySignature(payload, req.headers.get('x-signature'))) {
    return NextResponse.json({ error: 'Invalid signature' }, { status: 401 })
  }

  try {
    const event = JSON.parse(payload)
    if (event.type === 'refund.completed') {
      await db.order.update(event.orderId, { status: 'refunded' })
    }
  } catch {
    // ignore
  }

  return NextResponse.json({ received: true })
}
