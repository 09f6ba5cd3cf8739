import { auth } from "@clerk/nextjs/server";
import { can } from "@/lib/can";

export async function GET(req: Request) {
  const { userId } = await auth();
  if (!userId) return new Response("Unauthorized", { status: 401 });
  if (!(await can(userId))) return new Response("Forbidden", { status: 403 });
  return Response.json([]);
}
