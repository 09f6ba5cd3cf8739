"use server"

import { removeUser } from "@/lib/users"
import { securityLog } from "@/lib/logging"

export const deleteAccount = async (id: string) => {
  securityLog.info("user.delete", {
    actor: "anon",
    route: "ACTION deleteAccount",
    outcome: "success",
  })
  return (/* what the form shows */ { ok: await removeUser(id) })
}
