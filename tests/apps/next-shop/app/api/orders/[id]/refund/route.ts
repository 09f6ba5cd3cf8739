import { NextRequest, NextResponse } from 'next/server';
import { getSession } from '@/lib/auth';
import { db } from '@/lib/db';
import { sendEmail } from '@/lib/email';
import { refundPayment } from '@/lib/payments';

export async function POST(req: NextRequest, { params }: { params: Promise<{ id: string }> }) {
  const session = await getSession();
  if (!session || session.role === 'customer') {
    return NextResponse.json({ error: session ? 'Forbidden' : 'Unauthorized' }, { status: session ? 403 : 401 });
  }

  const { id } = await params;
  const { reason } = await req.json();

  try {
    const order = await db.order.findById(id);
    if (!order) {
      return NextResponse.json({ error: 'Order not found' }, { status: 404 });
    }

    const refund = await refundPayment(order.paymentId, order.amount);
    await db.order.update(id, { status: 'refunded' });
    console.log('Refund issued', { orderId: id, refundId: refund.id, reason });

    const owner = await db.user.findById(order.userId);
    if (owner) {
      try {
        await sendEmail(owner.email, 'Your refund', `<p>Refund ${refund.id} is on its way.</p>`);
      } catch (error) {
        // ignore
      }
    }

    return NextResponse.json({ refund });
  } catch (error) {
    console.error('Refund failed:', error);
    return NextResponse.json({ error: 'Refund failed' }, { status: 500 });
  }
}
