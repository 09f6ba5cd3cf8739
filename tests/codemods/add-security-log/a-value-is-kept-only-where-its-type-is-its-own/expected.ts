"use server";

import { removeUser, renameUser, type Result } from "@/lib/users";
import { securityLog } from "@/lib/logging";

export async function deleteAccount(id: string) {
  const response = { ok: await removeUser(id) };
  securityLog.info("user.delete", {
    actor: "anon",
    route: "ACTION deleteAccount",
    outcome: "success",
  });
  return response;
}

export async function deleteUser(id: string): Promise<Result> {
  securityLog.info("user.delete", {
    actor: "anon",
    route: "ACTION deleteUser",
    outcome: "success",
  });
  return { status: "done", removed: await removeUser(id) };
}
