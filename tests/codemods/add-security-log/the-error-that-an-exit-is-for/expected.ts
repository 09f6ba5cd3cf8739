import { admin } from "../_shared/supabase.ts";
import { securityLog, requestContext } from "../_shared/logging.ts";

Deno.serve(async (req) => {
  const { id, role, password } = await req.json();
  const { data: caller, error: callerError } = await admin.auth.getUser(req.headers.get("authorization"));
  if (callerError || !caller.user) {
    securityLog.warn("auth.password.change", {
      actor: "anon",
      route: "/set-password",
      outcome: "denied",
      reason: "unauthenticated",
      error: callerError,
      ...requestContext(req),
    });
    return new Response("Unauthorized", { status: 401 });
  }
  const { error: updateErr } = await admin.auth.admin.updateUserById(id, { password });
  if (updateErr) {
    securityLog.error("auth.password.change", {
      actor: caller.user.id,
      route: "/set-password",
      outcome: "error",
      reason: "internal_error",
      error: updateErr,
      ...requestContext(req),
    });
    return new Response(updateErr.message, { status: 500 });
  }
  const { data: row, error } = await admin.from("roles").select().eq("id", id).single();
  if (!error && row.locked) {
    securityLog.warn("auth.password.change", {
      actor: caller.user.id,
      route: "/set-password",
      outcome: "denied",
      reason: "locked",
      ...requestContext(req),
    });
    return new Response("Locked", { status: 403 });
  }
  if (!row) {
    securityLog.warn("auth.password.change", {
      actor: caller.user.id,
      route: "/set-password",
      outcome: "denied",
      reason: "forbidden",
      ...requestContext(req),
    });
    return new Response("Forbidden", { status: 403 });
  }
  if (error) {
    if (row.hidden) {
      securityLog.warn("auth.password.change", {
        actor: caller.user.id,
        route: "/set-password",
        outcome: "denied",
        reason: "forbidden",
        ...requestContext(req),
      });
      return new Response("Forbidden", { status: 403 });
    }
    const { error } = await admin.from("roles").update({ role }).eq("id", id);
    securityLog.error("auth.password.change", {
      actor: caller.user.id,
      route: "/set-password",
      outcome: "error",
      reason: "internal_error",
      ...requestContext(req),
    });
    return new Response(error?.message, { status: 500 });
  }
  securityLog.info("auth.password.change", {
    actor: caller.user.id,
    route: "/set-password",
    outcome: "success",
    ...requestContext(req),
  });
  return new Response("ok");
});
