import { createClient } from "@supabase/supabase-js";
import { logger } from "@/lib/logging";

const supabase = createClient(process.env.URL!, process.env.KEY!);

export async function POST(request: Request) {
  const { id } = await request.json();
  const { data: invoices, error: invoicesError } = await supabase.from("invoices").select().eq("subscription", id);
  if (invoicesError)
    logger.error(
      "POST /api/organisations/[organisationId]/subscriptions/[subscriptionId]/invoices/recalculate: invoices select failed",
      { error: invoicesError },
    );
  try {
    await recalculate(invoices);
  } catch (error) {
    logger.error(
      "POST /api/organisations/[organisationId]/subscriptions/[subscriptionId]/invoices/recalculate failed",
      { error },
    );
    return Response.json({ state: "as before" });
  }
  return Response.json({ state: "recalculated" });
}
