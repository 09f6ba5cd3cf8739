import { supabase } from "../_shared/supabase.ts";
import { securityLog, requestContext } from "../_shared/logging.ts";

Deno.serve(async (req) => {
  const { email, password } = await req.json();
  const { data, error } = await supabase.auth.signInWithPassword({ email, password });
  if (error) {
    securityLog.warn("auth.login", {
      actor: "anon",
      route: "/login",
      outcome: "denied",
      reason: "invalid_credentials",
      error,
      ...requestContext(req),
    });
    return new Response(JSON.stringify({ error: error.message }), { status: 401 });
  }
  securityLog.info("auth.login", {
    actor: data.user.id,
    route: "/login",
    outcome: "success",
    ...requestContext(req),
  });
  return new Response(JSON.stringify({ id: data.user.id }));
});
