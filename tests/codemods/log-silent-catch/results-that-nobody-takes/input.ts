import { createClient } from "npm:@supabase/supabase-js";

const supabase = createClient(Deno.env.get("URL")!, Deno.env.get("KEY")!);

Deno.serve(async (req) => {
  const { id, state } = await req.json();
  await supabase.from("orders").update({ state }).eq("id", id);
  await supabase
    .from("order-events")
    .insert({ id, state })
    .select(); // so that the shop sees it
  await supabase.from("orders").update({ seen: false }).eq("id", id);
  await supabase.rpc("count_orders");
  if (state === "paid") {
    await supabase.from("bills").delete().eq("order", id);
  }
  switch (state) {
    case "paid":
      await supabase.functions.invoke("send-mail", { body: { id } });
      break;
    default:
      await supabase.functions.invoke("send-mail", { body: { id, state } });
  }
  if (state === "sent") await supabase.from("orders").update({ sent: true }).eq("id", id);
  await remember(id);
  const { data: shops } = (await supabase.from("shops").select()) as { data: Shop[] | null };
  const { data, error: problem } = await supabase.from("lists").select();
  const { data: sizes } = await supabase.from("sizes").select();
  await supabase.rpc("sizes");
  void supabase.from("visits").insert({ id });
  return Response.json({ shops, data, sizes });
});

async function remember(id: string) {
  try {
    await supabase.from("seen").insert({ id })
  } catch (error) {
    console.error(error);
  }
}
