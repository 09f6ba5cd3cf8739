import { can } from "@/lib/can";

export async function GET(req: Request) {
  if (!can(req)) {
    return Response.json({ error: "Forbidden" }, { status: 403 });
  }
  return Response.json([]);
}
