import type { Env } from '../../src/lib/env';

export const onRequestPost: PagesFunction<Env> = async ({ request, env }) => {
	const { email } = await request.json<{ email?: string }>();
	if (!email?.includes('@')) return Response.json({ error: 'Invalid email' }, { status: 400 });

	await env.DB.prepare('INSERT OR IGNORE INTO subscribers (email) VALUES (?)').bind(email).run();
	return Response.json({ ok: true });
};
