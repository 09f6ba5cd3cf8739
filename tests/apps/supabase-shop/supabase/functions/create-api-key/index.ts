import { corsHeaders, json } from "../_shared/cors.ts";
import { getUser, supabaseAdmin } from "../_shared/supabase.ts";

async function sha256(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

Deno.serve(async (req) => {
  if (req.method === "OPTIONS") return new Response("ok", { headers: corsHeaders });

  const user = await getUser(req);
  if (!user) return new Response("Unauthorized", { status: 401, headers: corsHeaders });

  const { name } = await req.json().catch(() => ({ name: undefined }));
  const apiKey = `tea_${crypto.randomUUID().replaceAll("-", "")}`;

  try {
    const { data, error } = await supabaseAdmin
      .from("api_keys")
      .insert({ user_id: user.id, name: name ?? "default", key_hash: await sha256(apiKey) })
      .select("id")
      .single();
    if (error) throw error;

    console.log("API key created", { keyId: data.id, apiKey, userId: user.id });
    return json({ id: data.id, apiKey }, 201);
  } catch (error) {
    console.error("create-api-key", (error as Error).message);
    return json({ error: "Could not create API key" }, 500);
  }
});
