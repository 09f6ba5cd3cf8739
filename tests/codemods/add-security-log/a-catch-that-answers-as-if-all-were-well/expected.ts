import { stripe } from "@/lib/stripe";
import { securityLog, requestContext } from "@/lib/logging";

export async function POST(req: Request) {
  try {
    stripe.webhooks.constructEvent(await req.text(), req.headers.get("stripe-signature")!, process.env.STRIPE_KEY!);
  } catch (error) {
    securityLog.error("webhook.verify", {
      actor: "anon",
      route: "POST /api/webhooks/stripe",
      outcome: "error",
      reason: "internal_error",
      error,
      ...requestContext(req),
    });
    return new Response("ok");
  }
  securityLog.info("webhook.verify", {
    actor: "anon",
    route: "POST /api/webhooks/stripe",
    outcome: "success",
    ...requestContext(req),
  });
  return new Response("ok");
}
