import { logger } from "@/lib/logger";
import { index, warm } from "@/lib/orders";

export async function GET() {
  await warm().catch(console.error);
  index().then((count) => logger.info("indexed", { count }), console.log);
  ["a", "b"].forEach(console.log);
  return Response.json([]);
}
