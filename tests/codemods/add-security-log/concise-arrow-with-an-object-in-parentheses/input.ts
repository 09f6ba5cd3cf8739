"use server"

import { removeUser } from "@/lib/users"

export const deleteAccount = async (id: string) => ({ ok: await removeUser(id) })
