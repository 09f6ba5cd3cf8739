import { corsHeaders } from "../_shared/cors.ts";
import { clientFor, getUser } from "../_shared/supabase.ts";

Deno.serve(async (req) => {
  if (req.method === "OPTIONS") return new Response("ok", { headers: corsHeaders });

  const user = await getUser(req);
  if (!user) {
    return new Response(JSON.stringify({ error: "Unauthorized" }), { status: 401, headers: corsHeaders });
  }

  const supabase = clientFor(req);
  const [profile, orders] = await Promise.all([
    supabase.from("profiles").select("email, display_name").eq("id", user.id).single(),
    supabase.from("orders").select("id, total, status").eq("user_id", user.id),
  ]);

  return new Response(JSON.stringify({ profile: profile.data, orders: orders.data ?? [] }, null, 2), {
    headers: {
      ...corsHeaders,
      "Content-Type": "application/json",
      "Content-Disposition": 'attachment; filename="my-data.json"',
    },
  });
});
