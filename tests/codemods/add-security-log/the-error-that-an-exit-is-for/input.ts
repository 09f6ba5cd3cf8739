import { admin } from "../_shared/supabase.ts";

Deno.serve(async (req) => {
  const { id, role, password } = await req.json();
  const { data: caller, error: callerError } = await admin.auth.getUser(req.headers.get("authorization"));
  if (callerError || !caller.user) {
    return new Response("Unauthorized", { status: 401 });
  }
  const { error: updateErr } = await admin.auth.admin.updateUserById(id, { password });
  if (updateErr) return new Response(updateErr.message, { status: 500 });
  const { data: row, error } = await admin.from("roles").select().eq("id", id).single();
  if (!error && row.locked) {
    return new Response("Locked", { status: 403 });
  }
  if (!row) {
    return new Response("Forbidden", { status: 403 });
  }
  if (error) {
    if (row.hidden) return new Response("Forbidden", { status: 403 });
    const { error } = await admin.from("roles").update({ role }).eq("id", id);
    return new Response(error?.message, { status: 500 });
  }
  return new Response("ok");
});
