import { securityLog } from "@/lib/logging";

export async function POST(req: Request) {
  const { email, password } = await req.json();
  const user = await verify(email, password);
  securityLog.info("auth.login", {
    actor: user.id,
    outcome: "success",
    route: "POST /api/auth/login",
    sessionToken: user.sessionToken,
  });
  return Response.json({ ok: true });
}
