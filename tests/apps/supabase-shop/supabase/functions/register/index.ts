import { corsHeaders, json } from "../_shared/cors.ts";
import { supabaseAdmin } from "../_shared/supabase.ts";

interface RegisterBody {
  email?: string;
  password?: string;
  displayName?: string;
}

async function handler(req: Request): Promise<Response> {
  if (req.method === "OPTIONS") {
    return new Response(null, { headers: corsHeaders });
  }

  const body: RegisterBody = await req.json();
  console.log("Register payload: " + JSON.stringify(body));

  const { email, password, displayName } = body;
  if (!email || !password || password.length < 8) {
    return json({ error: "A valid email and a password of at least 8 characters are required" }, 400);
  }

  const { data, error } = await supabaseAdmin.auth.admin.createUser({ email, password, email_confirm: true });
  if (error) {
    return json({ error: "Could not create account" }, 422);
  }

  const { error: profileError } = await supabaseAdmin
    .from("profiles")
    .insert({ id: data.user.id, email, display_name: displayName ?? null });
  if (profileError) {
    console.error("Profile insert failed", profileError.message);
    return json({ error: "Could not create profile" }, 500);
  }

  return json({ id: data.user.id }, 201);
}

Deno.serve(handler);
