import { auth, can } from "@/lib/auth";

export async function GET(req: Request) {
  const session = await auth();
  if (!session) return Response.json({ error: "Unauthorized" }, { status: 401 }); // nobody there
  if (!can(session.user.id)) return Response.json({ error: "Forbidden" }, { status: 403 });
  return Response.json([]);
}
