import { db } from "@/lib/db";

export async function GET() {
  try {
    return Response.json(await db.order.findMany());
  } catch (err) {
    console.error("Could not load orders:", err);
    return Response.json([], { status: 500 });
  }
}
