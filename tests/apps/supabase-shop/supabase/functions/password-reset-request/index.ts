import { serve } from "https://deno.land/std@0.224.0/http/server.ts";
import { corsHeaders } from "../_shared/cors.ts";
import { supabaseAdmin } from "../_shared/supabase.ts";

const attempts = new Map<string, { count: number; resetAt: number }>();

function tooManyAttempts(ip: string): boolean {
  const now = Date.now();
  const entry = attempts.get(ip);
  if (!entry || entry.resetAt < now) {
    attempts.set(ip, { count: 1, resetAt: now + 60_000 });
    return false;
  }
  entry.count += 1;
  return entry.count > 5;
}

serve(async (req: Request) => {
  if (req.method === "OPTIONS") {
    return new Response("ok", { headers: corsHeaders });
  }

  const ip = req.headers.get("x-forwarded-for")?.split(",")[0] ?? "unknown";
  if (tooManyAttempts(ip)) {
    return new Response("Too many requests", { status: 429, headers: corsHeaders });
  }

  const { email } = await req.json();

  try {
    await supabaseAdmin.auth.resetPasswordForEmail(email, { redirectTo: Deno.env.get("SITE_URL") });
  } catch (_error) {
    // noop
  }

  return new Response(JSON.stringify({ message: "Check your inbox" }), {
    headers: { ...corsHeaders, "Content-Type": "application/json" },
  });
});
