"use server"

import { removeUser } from "@/lib/users"

export const deleteAccount = async (id: string) => (/* what the form shows */ { ok: await removeUser(id) })
