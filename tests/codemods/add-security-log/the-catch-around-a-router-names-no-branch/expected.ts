import { createApiKey } from "./keys";
import { health } from "./health";
import { products } from "./products";
import { securityLog, requestContext } from "@/lib/logging";

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const { pathname } = new URL(request.url);
    try {
      switch (pathname) {
        case "/health":
          return health(env);
        case "/products":
          return await products(request, env);
        case "/keys":
          return await createApiKey(request, env);
      }
      return new Response("Not found", { status: 404 });
    } catch (error) {
      securityLog.error("access.check", {
        actor: "anon",
        route: "/*",
        outcome: "error",
        reason: "internal_error",
        error,
        ...requestContext(request),
      });
      return new Response("Internal error", { status: 500 });
    }
  },
};
