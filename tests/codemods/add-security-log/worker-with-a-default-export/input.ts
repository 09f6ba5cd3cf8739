import { hit } from "./limits";

export default {
	async fetch(request: Request, env: Env): Promise<Response> {
		if (await hit(env, request)) return new Response('Too many requests', { status: 429 });
		return new Response('ok');
	},
} satisfies ExportedHandler<Env>;
