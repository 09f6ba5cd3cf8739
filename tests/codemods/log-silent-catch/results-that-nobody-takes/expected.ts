import { createClient } from "npm:@supabase/supabase-js";
import { logger } from "@/lib/logging";

const supabase = createClient(Deno.env.get("URL")!, Deno.env.get("KEY")!);

Deno.serve(async (req) => {
  const { id, state } = await req.json();
  const { error: ordersUpdateError } = await supabase.from("orders").update({ state }).eq("id", id);
  if (ordersUpdateError)
    logger.error("/orders: orders update failed", { error: ordersUpdateError });
  const { error: orderEventsInsertError } = await supabase
    .from("order-events")
    .insert({ id, state })
    .select(); // so that the shop sees it
  if (orderEventsInsertError)
    logger.error("/orders: order-events insert failed", { error: orderEventsInsertError });
  const { error: ordersUpdateError2 } = await supabase.from("orders").update({ seen: false }).eq("id", id);
  if (ordersUpdateError2)
    logger.error("/orders: orders update failed", { error: ordersUpdateError2 });
  const { error: countOrdersError } = await supabase.rpc("count_orders");
  if (countOrdersError) logger.error("/orders: count_orders failed", { error: countOrdersError });
  if (state === "paid") {
    const { error } = await supabase.from("bills").delete().eq("order", id);
    if (error) logger.error("/orders: bills delete failed", { error });
  }
  switch (state) {
    case "paid":
      const { error: sendMailError } = await supabase.functions.invoke("send-mail", { body: { id } });
      if (sendMailError) logger.error("/orders: send-mail failed", { error: sendMailError });
      break;
    default:
      const { error: sendMailError2 } = await supabase.functions.invoke("send-mail", { body: { id, state } });
      if (sendMailError2) logger.error("/orders: send-mail failed", { error: sendMailError2 });
  }
  if (state === "sent") await supabase.from("orders").update({ sent: true }).eq("id", id);
  await remember(id);
  const { data: shops, error: shopsError } = (await supabase.from("shops").select()) as { data: Shop[] | null; error: unknown };
  if (shopsError) logger.error("/orders: shops select failed", { error: shopsError });
  const { data, error: problem } = await supabase.from("lists").select();
  if (problem) logger.error("/orders: lists select failed", { error: problem });
  const { data: sizes, error: sizesError } = await supabase.from("sizes").select();
  if (sizesError) logger.error("/orders: sizes select failed", { error: sizesError });
  const { error: sizesError2 } = await supabase.rpc("sizes");
  if (sizesError2) logger.error("/orders: sizes failed", { error: sizesError2 });
  void supabase.from("visits").insert({ id });
  return Response.json({ shops, data, sizes });
});

async function remember(id: string) {
  try {
    const { error } = await supabase.from("seen").insert({ id })
    if (error) logger.error("remember: seen insert failed", { error });
  } catch (error) {
    console.error(error);
  }
}
