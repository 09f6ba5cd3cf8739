import { supabaseAdmin } from "../_shared/supabase.ts";

const encoder = new TextEncoder();

async function isValid(payload: string, signature: string): Promise<boolean> {
  const secret = Deno.env.get("WEBHOOK_SECRET") ?? "whsec_dev";
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), { name: "HMAC", hash: "SHA-256" }, false, [
    "verify",
  ]);
  const bytes = Uint8Array.from(signature.match(/../g) ?? [], (hex) => parseInt(hex, 16));
  return crypto.subtle.verify("HMAC", key, bytes, encoder.encode(payload));
}

Deno.serve(async (req) => {
  const payload = await req.text();
  const signature = req.headers.get("x-signature") ?? "";

  if (!(await isValid(payload, signature))) {
    console.log("Invalid signature", Object.fromEntries(req.headers));
    return new Response("Invalid signature", { status: 401 });
  }

  try {
    const event = JSON.parse(payload);
    const status = event.type === "payment.refunded" ? "refunded" : "paid";
    const { error } = await supabaseAdmin.from("orders").update({ status }).eq("payment_id", event.paymentId);
    if (error) throw error;
  } catch (e) {
    return new Response("ok", { status: 200 });
  }

  return new Response("ok");
});
