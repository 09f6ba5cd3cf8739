import { orders } from "@/lib/orders";

export async function GET() {
  console.log("=== ORDERS ===");
  console.log("orders =", orders.length);
  console.warn("orders:");
  return Response.json(await orders.all());
}
