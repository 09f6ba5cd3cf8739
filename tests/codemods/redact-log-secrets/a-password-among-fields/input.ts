import { logger } from "@/lib/logging";

export async function POST(req: Request) {
  const { email, password } = await req.json();
  logger.info("login", { email, password });
  return Response.json({ ok: await verify(email, password) });
}
