import type { Env } from '../lib/env';
import { getSession } from '../lib/session';

const ROLES = ['customer', 'staff', 'admin'];

async function requireAdmin(request: Request, env: Env): Promise<Response | null> {
	const session = await getSession(request, env);
	if (!session) return new Response('Unauthorized', { status: 401 });
	if (session.role !== 'admin') return new Response('Forbidden', { status: 403 });
	return null;
}

export async function listUsers(request: Request, env: Env): Promise<Response> {
	const denied = await requireAdmin(request, env);
	if (denied) return denied;
	const { results } = await env.DB.prepare('SELECT id, email, role FROM users').all();
	return Response.json({ users: results });
}

export async function updateRole(request: Request, env: Env, userId: string): Promise<Response> {
	const denied = await requireAdmin(request, env);
	if (denied) return denied;

	const { role } = await request.json<{ role: string }>();
	if (!ROLES.includes(role)) return Response.json({ error: 'Unknown role' }, { status: 400 });

	try {
		await env.DB.prepare('UPDATE users SET role = ? WHERE id = ?').bind(role, userId).run();
		return Response.json({ userId, role });
	} catch {
		return Response.json({ error: 'Could not update role' }, { status: 500 });
	}
}

export async function deleteUser(request: Request, env: Env, userId: string): Promise<Response> {
	const denied = await requireAdmin(request, env);
	if (denied) return denied;
	await env.DB.prepare('DELETE FROM users WHERE id = ?').bind(userId).run();
	return new Response(null, { status: 204 });
}
