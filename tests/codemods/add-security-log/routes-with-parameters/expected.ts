import { refund } from "@/lib/payments";
import { securityLog, requestContext } from "@/lib/logging";

export async function POST(request: Request, { params }: { params: Promise<{ orderId: string }> }) {
  const { orderId } = await params;
  const response = Response.json(await refund(orderId));
  securityLog.info("billing.refund", {
    actor: "anon",
    route: "POST /api/orders/[orderId]/refund/[[...rest]]",
    outcome: "success",
    ...requestContext(request),
  });
  return response;
}
