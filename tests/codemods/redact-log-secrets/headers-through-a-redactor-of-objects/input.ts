import type { IncomingMessage } from "node:http";
import { logger } from "@/lib/logging";

function redact(fields: Record<string, unknown>): Record<string, unknown> {
  return { ...fields, authorization: undefined, cookie: undefined };
}

export async function POST(request) {
  logger.info("hook", { headers: request.headers });
  return Response.json({ ok: true });
}

export function seen(request: Request, given: IncomingMessage) {
  logger.info("seen", { headers: request.headers });
  logger.info("given", { headers: given.headers });
}
