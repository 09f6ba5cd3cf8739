import {
  flush,
  type LogFields,
  securityLog,
  requestContext,
} from "@/lib/logging";

export async function GET(req: Request) {
  const fields: LogFields = {};
  await flush();
  securityLog.warn("access.check", {
    actor: "anon",
    route: "GET /api/reports",
    outcome: "denied",
    reason: "forbidden",
    ...requestContext(req),
  });
  return Response.json(fields, { status: 403 });
}
