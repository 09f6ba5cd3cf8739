import { can } from "@/lib/can";

export async function GET(req: Request) {
  return can(req) ? Response.json([]) : Response.json({ error: "Forbidden" }, { status: 403 });
}
