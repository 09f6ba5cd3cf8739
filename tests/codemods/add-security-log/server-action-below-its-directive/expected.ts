"use server";

import { securityLog } from "@/lib/logging";

export async function deleteAccount(formData: FormData) {
  const session = await getSession();
  if (!session) {
    securityLog.warn("user.delete", {
      actor: "anon",
      route: "ACTION deleteAccount",
      outcome: "denied",
      reason: "refused",
    });
    return { error: "Please sign in" };
  }
  await db.user.delete({ where: { id: session.user.id } });
  securityLog.info("user.delete", {
    actor: session.user.id,
    route: "ACTION deleteAccount",
    outcome: "success",
  });
  return { ok: true };
}
