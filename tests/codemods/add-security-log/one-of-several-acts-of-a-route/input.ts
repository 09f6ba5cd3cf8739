import { securityLog } from "@/lib/logging";

Deno.serve(async (req) => {
  const session = await getSession(req);
  if (!session) {
    return new Response("no", { status: 401 });
  }
  if (!session.isAdmin) {
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
      return Response.json({ promoted: id });
    }
    case "list":
      return Response.json(await listMembers());
  }
  return Response.json({ ok: true });
});
