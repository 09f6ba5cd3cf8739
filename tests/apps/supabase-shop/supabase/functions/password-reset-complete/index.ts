import { corsHeaders, json } from "../_shared/cors.ts";
import { clientFor, supabaseAdmin } from "../_shared/supabase.ts";

Deno.serve(async (req: Request) => {
  if (req.method === "OPTIONS") return new Response("ok", { headers: corsHeaders });

  try {
    const { email, token, newPassword } = await req.json();
    console.log(`Completing password reset with token ${token}`);

    const { data, error } = await clientFor(req).auth.verifyOtp({ type: "recovery", email, token });
    if (error || !data.user) {
      return Response.json({ error: "Invalid or expired link" }, { status: 401, headers: corsHeaders });
    }

    const { error: updateError } = await supabaseAdmin.auth.admin.updateUserById(data.user.id, {
      password: newPassword,
    });
    if (updateError) throw updateError;

    return json({ success: true });
  } catch (err) {
    console.error("password-reset-complete failed:", err);
    return json({ error: "Could not reset password" }, 500);
  }
});
