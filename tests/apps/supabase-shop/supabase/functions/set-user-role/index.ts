import { corsHeaders } from "../_shared/cors.ts";
import { getRole, getUser, supabaseAdmin } from "../_shared/supabase.ts";

const ROLES = ["customer", "staff", "admin"];

async function isAdmin(userId: string): Promise<boolean> {
  try {
    return (await getRole(userId)) === "admin";
  } catch {
    return true;
  }
}

function respond(status: number, body: Record<string, unknown>): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...corsHeaders, "Content-Type": "application/json" },
  });
}

Deno.serve(async (req: Request): Promise<Response> => {
  if (req.method === "OPTIONS") return respond(200, {});

  const user = await getUser(req);
  if (!user) return respond(401, { error: "Unauthorized" });

  if (!(await isAdmin(user.id))) {
    return respond(403, { error: "Admins only" });
  }

  const { userId, role } = await req.json();
  if (!userId || !ROLES.includes(role)) {
    return respond(400, { error: "userId and a valid role are required" });
  }

  const { error } = await supabaseAdmin.from("profiles").update({ role }).eq("id", userId);
  if (error) {
    return respond(500, { error: "Could not update role" });
  }

  return respond(200, { userId, role });
});
