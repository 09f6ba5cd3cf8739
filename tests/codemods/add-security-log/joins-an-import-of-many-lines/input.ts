import {
  flush,
  type LogFields,
} from "@/lib/logging";

export async function GET(req: Request) {
  const fields: LogFields = {};
  await flush();
  return Response.json(fields, { status: 403 });
}
