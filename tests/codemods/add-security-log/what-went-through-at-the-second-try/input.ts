export async function POST(request: Request) {
  const { name, password } = await request.json();
  try {
    await db.user.create({ data: { name, password: await hash(password) } });
  } catch (error) {
    try {
      await db.user.create({ data: { name: `${name}_1`, password: await hash(password) } });
      return Response.json({ ok: true });
    } catch (again) {
      return Response.json({ error: "Name is taken" }, { status: 500 });
    }
  }
  return Response.json({ ok: true });
}
