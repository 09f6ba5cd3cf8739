import { db } from "@/lib/db";

export async function GET(req: Request) {
  const rows = await db.order.findMany().catch((err) => console.error(err));
  req.headers.get("x-debug") && console.log("rows", rows);
  return Response.json(rows ?? []);
}
