"use server";
export async function deleteAccount(formData: FormData) {
  const session = await getSession();
  if (!session) return { error: "Please sign in" };
  await db.user.delete({ where: { id: session.user.id } });
  return { ok: true };
}
