import { supabase } from "../_shared/supabase.ts";

Deno.serve(async (req) => {
  const { email, password } = await req.json();
  const { data, error } = await supabase.auth.signInWithPassword({ email, password });
  if (error) {
    return new Response(JSON.stringify({ error: error.message }), { status: 401 });
  }
  return new Response(JSON.stringify({ id: data.user.id }));
});
