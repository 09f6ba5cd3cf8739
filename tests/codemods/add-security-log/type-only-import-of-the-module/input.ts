import type { LogFields } from "@/lib/logging";

export async function GET(req: Request) {
  const fields: LogFields = {};
  return Response.json(fields, { status: 403 });
}
