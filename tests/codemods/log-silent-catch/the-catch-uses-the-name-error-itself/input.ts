import { db } from "@/lib/db";

const error = "Could not load orders";

export async function GET() {
  try {
    return Response.json(await db.order.findMany());
  } catch {
    return Response.json({ error }, { status: 500 });
  }
}
