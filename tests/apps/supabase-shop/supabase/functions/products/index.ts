import { corsHeaders, json } from "../_shared/cors.ts";
import { clientFor } from "../_shared/supabase.ts";

Deno.serve(async (req) => {
  if (req.method === "OPTIONS") return new Response("ok", { headers: corsHeaders });
  if (req.method !== "GET") return new Response("Method not allowed", { status: 405, headers: corsHeaders });

  const { data, error } = await clientFor(req).from("products").select("id, name, price").eq("active", true);
  if (error) return json({ error: "Could not load products" }, 500);

  console.log(JSON.stringify({ level: "info", message: "products listed", count: data.length }));
  return json({ products: data });
});
