import { randomToken } from './crypto';
import type { Env, UserRow } from './env';

export interface Session {
	userId: string;
	role: UserRow['role'];
}

export function bearer(request: Request): string | null {
	const header = request.headers.get('authorization');
	return header?.startsWith('Bearer ') ? header.slice(7) : null;
}

export async function createSession(env: Env, user: UserRow): Promise<string> {
	const token = randomToken();
	const session: Session = { userId: user.id, role: user.role };
	await env.SESSIONS.put(`session:${token}`, JSON.stringify(session), { expirationTtl: 86_400 });
	return token;
}

export async function getSession(request: Request, env: Env): Promise<Session | null> {
	const token = bearer(request);
	if (!token) return null;
	return env.SESSIONS.get<Session>(`session:${token}`, 'json');
}
