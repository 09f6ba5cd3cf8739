// app/api/auth/login/route.ts
export async function POST(req: Request) {
  const { email, password } = await req.json();

  try {
    const user = await verifyCredentials(email, password);
    const token = await createSession(user);
    return Response.json({ token });
  } catch (error) {
    // Swallowed silently. No log. No record.
    // An attacker could brute-force this endpoint
    // and you'd never know.
    return Response.json(
      { error: "Invalid credentials" },
      { status: 401 }
    );
  }
}
