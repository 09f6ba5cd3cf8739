import type { Env } from '../src/lib/env';
import { getSession } from '../src/lib/session';

export const onRequest: PagesFunction<Env> = async (context) => {
	const { pathname } = new URL(context.request.url);
	if (!pathname.startsWith('/api/account')) return context.next();

	try {
		const session = await getSession(context.request, context.env);
		if (!session) {
			return new Response('Unauthorized', { status: 401 });
		}
		context.data.session = session;
		return await context.next();
	} catch (err) {
		return context.next();
	}
};
