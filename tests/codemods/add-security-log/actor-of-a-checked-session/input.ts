import { auth } from "@/auth";
import { db } from "@/lib/db";

export async function PATCH(req: Request, { params }: { params: { id: string } }) {
  const session = await auth();
  if (!session?.user) {
    return Response.json({ error: "Unauthorized" }, { status: 401 });
  }
  if (session.user.role !== "admin" || session.user.id === params.id) {
    return Response.json({ error: "Forbidden" }, { status: 403 });
  }
  try {
    const { role } = await req.json();
    const user = await db.user.update({ where: { id: params.id }, data: { role } });
    return Response.json({ id: user.id });
  } catch {
    return Response.json({ error: "Could not change the role" }, { status: 500 });
  }
}
