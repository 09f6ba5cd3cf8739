import * as audit from "@/server/audit";

export async function GET(req: Request) {
  audit.flush();
  return new Response("Forbidden", { status: 403 });
}
