import { logger } from "@/lib/logger";
import { index, warm } from "@/lib/orders";

export async function GET() {
  await warm().catch((error: unknown) => logger.error("GET /api/orders: warm failed", { error }));
  index().then((count) => logger.info("indexed", { count }), (error: unknown) => logger.error("GET /api/orders: index failed", { error }));
  ["a", "b"].forEach(console.log);
  return Response.json([]);
}
