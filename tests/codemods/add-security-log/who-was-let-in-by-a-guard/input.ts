import { requireAdmin, requireUser } from "@/lib/auth";
import { exportUsers } from "@/lib/exports";

export async function GET(req: Request) {
  await requireAdmin(req);
  const csv = await exportUsers();
  return new Response(csv);
}

export async function POST(req: Request) {
  const user = await requireUser(req);
  if (user.role !== "admin") return new Response("Forbidden", { status: 403 });
  const csv = await exportUsers({ by: user.id });
  return new Response(csv);
}

export async function PUT(req: Request) {
  if (req.headers.get("authorization") !== `Bearer ${process.env.EXPORT_KEY}`) {
    return new Response("Unauthorized", { status: 401 });
  }
  const csv = await exportUsers();
  return new Response(csv);
}
