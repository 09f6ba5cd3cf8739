import { securityLog, requestContext } from "@/lib/logging";

Deno.serve(async (req) => {
  const session = await getSession(req);
  if (!session) {
    securityLog.warn("admin.members", {
      actor: "anon",
      route: "/admin-members",
      outcome: "denied",
      reason: "unauthenticated",
      ...requestContext(req),
    });
    return new Response("no", { status: 401 });
  }
  if (!session.isAdmin) {
    securityLog.warn("admin.members", {
      actor: "unknown",
      route: "/admin-members",
      outcome: "denied",
      reason: "forbidden",
      ...requestContext(req),
    });
    return new Response("no", { status: 403 });
  }
  const { action, id, role } = await req.json();
  switch (action) {
    case "remove": {
      await supabase.auth.admin.deleteUser(id).throwOnError();
      break;
    }
    case "promote": {
      await supabase.from("user_roles").update({ role }).eq("user_id", id).throwOnError();
      securityLog.info("user.role.change", {
        actor: "unknown",
        route: "/admin-members",
        outcome: "success",
        ...requestContext(req),
      });
      return Response.json({ promoted: id });
    }
    case "list": {
      const response = Response.json(await listMembers());
      securityLog.info("admin.members", {
        actor: "unknown",
        route: "/admin-members",
        outcome: "success",
        ...requestContext(req),
      });
      return response;
    }
  }
  securityLog.info("admin.members", {
    actor: "unknown",
    route: "/admin-members",
    outcome: "success",
    ...requestContext(req),
  });
  return Response.json({ ok: true });
});
