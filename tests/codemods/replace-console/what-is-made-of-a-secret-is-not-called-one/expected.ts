import { kindOf } from "@/lib/kinds";
import { logger } from "@/lib/logging";

export async function POST(req: Request) {
  const { token, plan } = await req.json();
  logger.info("asked by", { result: kindOf(token) });
  logger.info("asked for", { plan: kindOf(plan) });
  return Response.json({});
}
