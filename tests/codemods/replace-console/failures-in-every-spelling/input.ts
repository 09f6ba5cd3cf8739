import { db } from "@/lib/db";

export async function GET() {
  try {
    await db.ping();
  } catch (e) {
    console.log(e);
  }
  db.warm().catch((error) => console.log("warm-up failed", error.message));
  try {
    await db.ping();
  } catch (error: any) {
    console.error(error.stack);
    console.error("ping failed -", error?.message ?? error);
  }
  return Response.json([]);
}
