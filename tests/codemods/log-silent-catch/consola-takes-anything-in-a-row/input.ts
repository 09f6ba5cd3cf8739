import { consola as log } from "consola";
import { db } from "@/lib/db";

export async function GET() {
  log.info("orders");
  try {
    return Response.json(await db.order.findMany());
  } catch {
    return Response.json([], { status: 500 });
  }
}
