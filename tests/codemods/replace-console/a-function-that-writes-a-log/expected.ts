import { insertRunLog } from "@/lib/run-logs";
import { logger } from "@/lib/logging";

export async function POST(request: Request) {
  logger.info("run begins");
  await insertRunLog(await request.json());
  return Response.json({ ok: true });
}
