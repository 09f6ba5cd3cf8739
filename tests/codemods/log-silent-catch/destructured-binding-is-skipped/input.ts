import { db } from "@/lib/db";

export async function GET() {
  try {
    return Response.json(await db.order.findMany());
  } catch ({ name }) {
    return Response.json({ error: "Could not load orders" }, { status: name === "Timeout" ? 504 : 500 });
  }
}
