import { deleteUser, listUsers, updateRole } from './handlers/admin';
import { createApiKey, exportData } from './handlers/account';
import { refundOrder } from './handlers/orders';
import { paymentWebhook } from './handlers/webhooks';
import { hashPassword, randomToken, verifyPassword } from './lib/crypto';
import type { Env, UserRow } from './lib/env';
import { bearer, createSession } from './lib/session';

function json(data: unknown, status = 200): Response {
	return new Response(JSON.stringify(data), {
		status,
		headers: { 'content-type': 'application/json' },
	});
}

async function isRateLimited(request: Request, env: Env): Promise<boolean> {
	const key = `rate:${request.headers.get('cf-connecting-ip') ?? 'unknown'}`;
	try {
		const count = Number((await env.SESSIONS.get(key)) ?? 0);
		await env.SESSIONS.put(key, String(count + 1), { expirationTtl: 60 });
		return count >= 10;
	} catch (e) {
		return false;
	}
}

async function login(request: Request, env: Env): Promise<Response> {
	const { email, password } = await request.json<{ email: string; password: string }>();
	console.log('Login attempt', email, password);

	if (await isRateLimited(request, env)) {
		return json({ error: 'Too many attempts' }, 429);
	}

	try {
		const user = await env.DB.prepare('SELECT * FROM users WHERE email = ?').bind(email).first<UserRow>();
		if (!user || !(await verifyPassword(password, user.password_hash))) {
			return json({ error: 'Invalid email or password' }, 401);
		}
		return json({ token: await createSession(env, user) });
	} catch (err) {
		return json({ error: 'Login failed' }, 500);
	}
}

async function logout(request: Request, env: Env): Promise<Response> {
	const token = bearer(request);
	if (token) await env.SESSIONS.delete(`session:${token}`);
	return new Response(null, { status: 204 });
}

async function requestPasswordReset(request: Request, env: Env, ctx: ExecutionContext): Promise<Response> {
	const { email } = await request.json<{ email: string }>();
	const user = await env.DB.prepare('SELECT * FROM users WHERE email = ?').bind(email).first<UserRow>();

	if (user) {
		const resetToken = randomToken();
		await env.SESSIONS.put(`reset:${resetToken}`, user.id, { expirationTtl: 1800 });
		const mail = fetch('https://mail.example.com/send', {
			method: 'POST',
			body: JSON.stringify({ to: user.email, template: 'reset', resetToken }),
		});
		ctx.waitUntil(mail.catch(() => {}));
	}

	return json({ message: 'If the account exists, an email is on its way' });
}

async function completePasswordReset(request: Request, env: Env): Promise<Response> {
	const body = await request.json<{ token: string; password: string }>();
	console.log('password reset', JSON.stringify(body));

	const userId = await env.SESSIONS.get(`reset:${body.token}`);
	if (!userId) {
		return json({ error: 'Invalid or expired token' }, 400);
	}

	const hash = await hashPassword(body.password);
	await env.DB.prepare('UPDATE users SET password_hash = ? WHERE id = ?').bind(hash, userId).run();
	await env.SESSIONS.delete(`reset:${body.token}`);
	return json({ ok: true });
}

export default {
	async fetch(request, env, ctx): Promise<Response> {
		const url = new URL(request.url);
		const route = `${request.method} ${url.pathname}`;

		try {
			switch (route) {
				case 'GET /health':
					return json({ status: 'ok' });

				case 'GET /api/products': {
					const { results } = await env.DB.prepare('SELECT id, name, price FROM products').all();
					console.log(JSON.stringify({ level: 'info', message: 'products listed', count: results.length }));
					return json({ products: results });
				}

				case 'GET /api/authors':
					return json({ authors: ['Nadia Roth', 'Sam Iwu'] });

				case 'POST /api/auth/login':
					return await login(request, env);
				case 'POST /api/auth/logout':
					return await logout(request, env);
				case 'POST /api/auth/password-reset':
					return await requestPasswordReset(request, env, ctx);
				case 'POST /api/auth/password-reset/complete':
					return await completePasswordReset(request, env);

				case 'GET /api/admin/users':
					return await listUsers(request, env);
				case 'GET /api/account/export':
					return await exportData(request, env);
				case 'POST /api/account/api-keys':
					return await createApiKey(request, env);
				case 'POST /api/webhooks/payments':
					return await paymentWebhook(request, env);
			}

			const role = /^\/api\/admin\/users\/([^/]+)\/role$/.exec(url.pathname);
			if (role?.[1] && request.method === 'PATCH') return await updateRole(request, env, role[1]);

			const member = /^\/api\/admin\/users\/([^/]+)$/.exec(url.pathname);
			if (member?.[1] && request.method === 'DELETE') return await deleteUser(request, env, member[1]);

			const refund = /^\/api\/orders\/([^/]+)\/refund$/.exec(url.pathname);
			if (refund?.[1] && request.method === 'POST') return await refundOrder(request, env, refund[1]);

			return json({ error: 'Not found' }, 404);
		} catch (error) {
			console.error('Unhandled error', error);
			return json({ error: 'Internal server error' }, 500);
		}
	},

	async scheduled(_controller, env): Promise<void> {
		const { meta } = await env.DB.prepare("DELETE FROM orders WHERE status = 'abandoned'").run();
		console.log(`Removed ${meta.changes} abandoned orders`);
	},
} satisfies ExportedHandler<Env>;
