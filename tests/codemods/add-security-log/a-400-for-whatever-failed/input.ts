import { createClient } from "npm:@supabase/supabase-js";

const admin = createClient(Deno.env.get("URL")!, Deno.env.get("KEY")!);

Deno.serve(async (req) => {
  try {
    const { email, name } = await req.json();
    const { data, error } = await admin.auth.admin.createUser({ email });
    if (error) return Response.json({ error: error.message }, { status: 400 });
    const { error: profileError } = await admin.from("profiles").insert({ id: data.user.id, name });
    if (profileError) return Response.json({ error: "Invalid name" }, { status: 400 });
    return Response.json({ id: data.user.id });
  } catch (error) {
    return Response.json({ error: error.message }, { status: 400 });
  }
});
