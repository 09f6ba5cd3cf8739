import { createClient } from "npm:@supabase/supabase-js";
import { logger } from "@/lib/logging";

const supabase = createClient(Deno.env.get("URL")!, Deno.env.get("KEY")!);

Deno.serve(async (request) => {
  const { error } = await supabase.from("orders").insert(await request.json());
  if (error) {
    logger.error("/orders: orders insert failed", { error });
    return new Response(error.message, { status: 500 });
  }
  const { data, error: countError } = await supabase.from("orders").select();
  if (countError || !data) {
    if (countError) logger.error("/orders: orders select failed", { error: countError });
    return new Response("not counted", { status: 500 });
  }
  const { data: shops, error: shopError } = await supabase.from("shops").select();
  if (!shopError && shops) {
    return Response.json({ orders: data.length, shops });
  }
  if (shopError) logger.error("/orders: shops select failed", { error: shopError });
  return new Response("no shops", { status: 500 });
});
