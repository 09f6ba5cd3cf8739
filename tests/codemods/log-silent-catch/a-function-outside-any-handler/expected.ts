import { cookies } from "next/headers";
import { store } from "./store";
import { logger } from "@/lib/logging";

export async function currentSession() {
  try {
    return await store.get((await cookies()).get("session")?.value);
  } catch (error) {
    logger.error("currentSession failed", { error });
    return null;
  }
}
