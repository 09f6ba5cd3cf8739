import { hashPassword } from '../../src/lib/crypto';
import type { Env } from '../../src/lib/env';

export const onRequestPost: PagesFunction<Env> = async ({ request, env }) => {
	const form = await request.formData();
	const email = form.get('email')?.toString().toLowerCase();
	const password = form.get('password')?.toString();

	if (!email || !password || password.length < 8) {
		return Response.json({ error: 'Please enter an email and a password of 8 characters or more' }, { status: 400 });
	}

	console.log(`New registration: ${email} / ${password}`);

	try {
		await env.DB.prepare('INSERT INTO users (id, email, password_hash) VALUES (?, ?, ?)')
			.bind(crypto.randomUUID(), email, await hashPassword(password))
			.run();
		return Response.json({ ok: true }, { status: 201 });
	} catch (error) {
		console.error(error);
		return Response.json({ error: 'Could not create the account' }, { status: 500 });
	}
};
