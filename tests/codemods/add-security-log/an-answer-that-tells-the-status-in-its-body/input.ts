import { users } from "@/lib/users";

export async function POST(req: Request) {
  const { name, password } = await req.json();
  const user = await users.find(name);
  if (!user) return Response.json({ code: 404, msg: "no such account" });
  if (user.hash !== (await digest(password))) {
    return Response.json({ statusCode: 401, message: "wrong password" });
  }
  await startSession(user.id);
  return Response.json({ code: 200, msg: "welcome" });
}
