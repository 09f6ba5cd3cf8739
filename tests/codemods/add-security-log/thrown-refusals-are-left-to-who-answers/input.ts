import { HttpError, verify } from "@/lib/auth";

export async function POST(req: Request) {
  const user = await verify(await req.json());
  if (!user) throw new HttpError(401, "Unauthorized");
  return Response.json({ id: user.id });
}
