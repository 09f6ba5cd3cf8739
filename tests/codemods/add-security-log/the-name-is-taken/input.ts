import { can } from "@/lib/can";

const securityLog: string[] = [];
const requestContext = new Map<string, number>();

export async function GET(req: Request) {
  securityLog.push(req.url);
  requestContext.set(req.url, 1);
  if (!can(req)) {
    return new Response("Forbidden", { status: 403 });
  }
  return Response.json(securityLog);
}
