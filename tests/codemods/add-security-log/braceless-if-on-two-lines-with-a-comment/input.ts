import { auth } from "@/lib/auth";

export async function GET(req: Request) {
  const session = await auth();
  if (!session) // nobody there
    // say so
    return Response.json(
      { error: "Unauthorized" },
      { status: 401 },
    );
  return Response.json([]);
}
