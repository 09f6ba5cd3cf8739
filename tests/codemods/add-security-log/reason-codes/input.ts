import { check } from "@/lib/check";

export async function POST(req: Request) {
  const verdict = await check(req);
  if (verdict.limited) return Response.json({ error: "Slow down" }, { status: 429 });
  if (verdict.signature) return Response.json({ error: "Bad signature" }, { status: 403 });
  if (verdict.expired) return Response.json({ error: "This code has expired" }, { status: 401 });
  if (verdict.token) return Response.json({ error: "Invalid token" }, { status: 401 });
  if (verdict.login) return Response.json({ error: "Incorrect password" }, { status: 401 });
  if (verdict.anonymous) return Response.json({ error: "Unauthorized" }, { status: 401 });
  return Response.json({ error: "Service unavailable" }, { status: 503 });
}
