import { stripe } from "@/lib/stripe";

export async function POST(req: Request) {
  try {
    stripe.webhooks.constructEvent(await req.text(), req.headers.get("stripe-signature")!, process.env.STRIPE_KEY!);
  } catch {
    return new Response("ok");
  }
  return new Response("ok");
}
