import { hit } from "./limits";
import { securityLog, requestContext } from "./lib/logging";

export default {
	async fetch(request: Request, env: Env): Promise<Response> {
		if (await hit(env, request)) {
			securityLog.warn("ratelimit.exceeded", {
				actor: "anon",
				route: "/*",
				outcome: "denied",
				reason: "rate_limited",
				...requestContext(request),
			});
			return new Response('Too many requests', { status: 429 });
		}
		return new Response('ok');
	},
} satisfies ExportedHandler<Env>;
