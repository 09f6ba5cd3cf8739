"use server";

import { removeUser, renameUser, type Result } from "@/lib/users";

export async function deleteAccount(id: string) {
  return { ok: await removeUser(id) };
}

export async function deleteUser(id: string): Promise<Result> {
  return { status: "done", removed: await removeUser(id) };
}
