import { verifyCredentials } from "@/lib/auth";
import { createSession } from "@/lib/session";

export async function POST(req: Request) {
  const body: { email?: string; password?: string } = await req.json();
  if (!body.password) {
    return Response.json({ error: "A password is required" }, { status: 400 });
  }

  const { email, password } = body;
  try {
    const user = await verifyCredentials(email, password);
    if (!user) return Response.json({ error: "Invalid credentials" }, { status: 401 });
    const token = await createSession(user.id);
    return Response.json({ token });
  } catch (error) {
    return Response.json({ error: "Login failed" }, { status: 500 });
  }
}
