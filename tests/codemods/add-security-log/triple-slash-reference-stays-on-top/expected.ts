// Reports for staff
/// <reference types="https://esm.sh/@supabase/functions-js/edge-runtime.d.ts" />
import { securityLog, requestContext } from "../_shared/logging.ts";

Deno.serve(async (req) => {
  if (req.headers.get("x-key") !== Deno.env.get("KEY")) {
    securityLog.warn("access.check", {
      actor: "anon",
      route: "/reports",
      outcome: "denied",
      reason: "unauthenticated",
      ...requestContext(req),
    });
    return new Response("Unauthorized", { status: 401 });
  }
  return new Response("ok");
});
