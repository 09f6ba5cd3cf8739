import { corsHeaders, json } from "../_shared/cors.ts";
import { getRole, getUser, supabaseAdmin } from "../_shared/supabase.ts";

async function createRefund(paymentId: string, amount: number): Promise<{ id: string }> {
  const res = await fetch("https://payments.example.com/v1/refunds", {
    method: "POST",
    headers: { Authorization: `Bearer ${Deno.env.get("PAYMENTS_SECRET_KEY")}`, "Content-Type": "application/json" },
    body: JSON.stringify({ paymentId, amount }),
  });
  if (!res.ok) throw new Error(`Refund was declined with status ${res.status}`);
  return await res.json();
}

Deno.serve(async (req) => {
  if (req.method === "OPTIONS") {
    return new Response("ok", { headers: corsHeaders });
  }

  try {
    const user = await getUser(req);
    if (!user) {
      return new Response("Unauthorized", { status: 401, headers: corsHeaders });
    }

    const role = await getRole(user.id);
    if (role === "customer") {
      console.warn("Refund denied for user", user.id);
      return new Response("Forbidden", { status: 403, headers: corsHeaders });
    }

    const { orderId } = await req.json();
    const { data: order } = await supabaseAdmin.from("orders").select("*").eq("id", orderId).single();
    if (!order) return json({ error: "Order not found" }, 404);

    const refund = await createRefund(order.payment_id, order.total);
    await supabaseAdmin.from("orders").update({ status: "refunded" }).eq("id", orderId);

    return json({ refundId: refund.id });
  } catch (error) {
    return json({ error: "Refund failed" }, 500);
  }
});
