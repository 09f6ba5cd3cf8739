import type { Env, OrderRow } from '../lib/env';
import { getSession } from '../lib/session';

export async function refundOrder(request: Request, env: Env, orderId: string): Promise<Response> {
	const session = await getSession(request, env);

	if (!session) {
		return Response.json({ error: 'Unauthorized' }, { status: 401 });
	} else if (session.role === 'customer') {
		return Response.json({ error: 'Forbidden' }, { status: 403 });
	}

	const order = await env.DB.prepare('SELECT * FROM orders WHERE id = ?').bind(orderId).first<OrderRow>();
	if (!order) return Response.json({ error: 'Order not found' }, { status: 404 });

	try {
		const res = await fetch(`${env.PAYMENTS_URL}/v1/refunds`, {
			method: 'POST',
			body: JSON.stringify({ payment: order.payment_id, amount: order.total }),
		});
		if (!res.ok) throw new Error('Refund was declined');

		await env.DB.prepare("UPDATE orders SET status = 'refunded' WHERE id = ?").bind(order.id).run();
		return Response.json({ id: order.id, status: 'refunded' });
	} catch (error) {
		return Response.json({ error: (error as Error).message }, { status: 502 });
	}
}
