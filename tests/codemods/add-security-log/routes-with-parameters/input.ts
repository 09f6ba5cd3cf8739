import { refund } from "@/lib/payments";

export async function POST(request: Request, { params }: { params: Promise<{ orderId: string }> }) {
  const { orderId } = await params;
  return Response.json(await refund(orderId));
}
