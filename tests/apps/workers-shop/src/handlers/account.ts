import { randomToken, sha256 } from '../lib/crypto';
import type { Env, OrderRow } from '../lib/env';
import { getSession } from '../lib/session';

export async function exportData(request: Request, env: Env): Promise<Response> {
	const session = await getSession(request, env);
	if (!session) return new Response('Unauthorized', { status: 401 });

	const orders = await env.DB.prepare('SELECT * FROM orders WHERE user_id = ?').bind(session.userId).all<OrderRow>();
	const csv = ['id,total,status', ...orders.results.map((order) => `${order.id},${order.total},${order.status}`)];

	return new Response(csv.join('\n'), {
		headers: { 'content-type': 'text/csv', 'content-disposition': 'attachment; filename="orders.csv"' },
	});
}

export const createApiKey = async (request: Request, env: Env): Promise<Response> => {
	const session = await getSession(request, env);
	if (!session) return new Response('Unauthorized', { status: 401 });

	const body = await request.json<{ name?: string }>().catch(() => null);
	const apiKey = `rec_${randomToken(24)}`;

	try {
		await env.DB.prepare('INSERT INTO api_keys (id, user_id, name, hash) VALUES (?, ?, ?, ?)')
			.bind(crypto.randomUUID(), session.userId, body?.name ?? 'default', await sha256(apiKey))
			.run();
		console.log('created api key', { userId: session.userId, apiKey });
		return Response.json({ apiKey }, { status: 201 });
	} catch (err) {
		console.error('api key creation failed', err);
		return Response.json({ error: 'Could not create API key' }, { status: 500 });
	}
};
