import type { Env } from '../../../src/lib/env';
import type { Session } from '../../../src/lib/session';

export async function onRequestPut(context: EventContext<Env, string, { session?: Session }>): Promise<Response> {
	const { session } = context.data;
	if (!session) {
		return new Response('Unauthorized', { status: 401 });
	}

	const { email } = await context.request.json<{ email: string }>();
	await context.env.DB.prepare('UPDATE users SET email = ? WHERE id = ?').bind(email, session.userId).run();
	return Response.json({ email });
}
