import { securityLog } from "@/lib/logging";
import { can, events } from "@/lib/can";

export async function GET(req: Request) {
  for (const securityLog of events) {
    if (!can(securityLog)) return new Response("Forbidden", { status: 403 });
  }
  securityLog.info("reports.read", {});
  return Response.json([]);
}
