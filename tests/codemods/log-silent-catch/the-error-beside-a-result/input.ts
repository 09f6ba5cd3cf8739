import { createClient } from "npm:@supabase/supabase-js";

const supabase = createClient(Deno.env.get("URL")!, Deno.env.get("KEY")!);

Deno.serve(async () => {
  const { data } = await supabase.from("orders").select();
  const { data: shop } = await supabase
    .from("shops")
    .select()
    .maybeSingle(); // there is one
  if (!shop) return new Response(null, { status: 404 });
  return Response.json({ orders: data, shop });
});
