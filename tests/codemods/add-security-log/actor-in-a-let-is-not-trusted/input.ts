import { auth } from "@/auth";
import { db } from "@/lib/db";

export async function GET(req: Request) {
  let session = null;
  session = await auth();
  const rows = await db.order.findMany({ where: { userId: session.user.id } });
  return Response.json(rows);
}
