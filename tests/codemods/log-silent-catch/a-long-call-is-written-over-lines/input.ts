import { createClient } from "@supabase/supabase-js";

const supabase = createClient(process.env.URL!, process.env.KEY!);

export async function POST(request: Request) {
  const { id } = await request.json();
  const { data: invoices } = await supabase.from("invoices").select().eq("subscription", id);
  try {
    await recalculate(invoices);
  } catch {
    return Response.json({ state: "as before" });
  }
  return Response.json({ state: "recalculated" });
}
