import { createClient } from "npm:@supabase/supabase-js";
import { securityLog, requestContext } from "../_shared/logging.ts";

const admin = createClient(Deno.env.get("URL")!, Deno.env.get("KEY")!);

Deno.serve(async (req) => {
  try {
    const { email, name } = await req.json();
    const { data, error } = await admin.auth.admin.createUser({ email });
    if (error) {
      securityLog.warn("user.create", {
        actor: "anon",
        route: "/admin-create-user",
        outcome: "denied",
        reason: "refused",
        error,
        ...requestContext(req),
      });
      return Response.json({ error: error.message }, { status: 400 });
    }
    const { error: profileError } = await admin.from("profiles").insert({ id: data.user.id, name });
    if (profileError) {
      securityLog.warn("user.create", {
        actor: "anon",
        route: "/admin-create-user",
        outcome: "denied",
        reason: "invalid_input",
        error: profileError,
        ...requestContext(req),
      });
      return Response.json({ error: "Invalid name" }, { status: 400 });
    }
    securityLog.info("user.create", {
      actor: "anon",
      route: "/admin-create-user",
      outcome: "success",
      ...requestContext(req),
    });
    return Response.json({ id: data.user.id });
  } catch (error) {
    securityLog.warn("user.create", {
      actor: "anon",
      route: "/admin-create-user",
      outcome: "denied",
      reason: "refused",
      error,
      ...requestContext(req),
    });
    return Response.json({ error: error.message }, { status: 400 });
  }
});
