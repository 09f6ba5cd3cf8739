import { verifySignature } from '../lib/crypto';
import type { Env } from '../lib/env';

interface PaymentEvent {
	type: string;
	paymentId: string;
}

export async function paymentWebhook(request: Request, env: Env): Promise<Response> {
	const payload = await request.text();
	const signature = request.headers.get('x-signature') ?? '';

	if (!(await verifySignature(env.WEBHOOK_SECRET, payload, signature))) {
		return new Response('Invalid signature', { status: 401 });
	}

	let event: PaymentEvent;
	try {
		event = JSON.parse(payload);
	} catch {
		return new Response('Malformed payload', { status: 400 });
	}

	try {
		const status = event.type === 'payment.refunded' ? 'refunded' : 'paid';
		await env.DB.prepare('UPDATE orders SET status = ? WHERE payment_id = ?').bind(status, event.paymentId).run();
	} catch (e) {}

	return Response.json({ received: true });
}
