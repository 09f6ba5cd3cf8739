import { securityLog as audit, requestContext as ctx } from "../../../lib/logging";
import { can } from "@/lib/can";

export async function GET(req: Request) {
  if (!can(req)) return new Response("Forbidden", { status: 403 });
  return Response.json([]);
}
