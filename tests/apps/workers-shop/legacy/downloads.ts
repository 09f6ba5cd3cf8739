/* The old download gate, still deployed as a service worker on downloads.example.com */
/// <reference types="@cloudflare/workers-types" />

declare const DOWNLOAD_TOKENS: KVNamespace;

addEventListener('fetch', (event) => {
	event.respondWith(handleRequest(event.request));
});

async function handleRequest(request: Request): Promise<Response> {
	const url = new URL(request.url);

	if (url.pathname === '/admin/tokens' && request.method === 'POST') {
		if (request.headers.get('x-admin-key') !== (await DOWNLOAD_TOKENS.get('admin-key'))) {
			return new Response('Forbidden', { status: 403 });
		}
		const token = crypto.randomUUID();
		await DOWNLOAD_TOKENS.put(token, 'valid', { expirationTtl: 604_800 });
		return Response.json({ token });
	}

	const token = url.searchParams.get('token');
	console.log('download requested with token ' + token);

	try {
		if (!token || (await DOWNLOAD_TOKENS.get(token)) !== 'valid') {
			return new Response('Invalid download token', { status: 401 });
		}
	} catch (err) {
		url.searchParams.set('unverified', '1');
	}

	return fetch(`https://files.example.com${url.pathname}${url.search}`);
}
