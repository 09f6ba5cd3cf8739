import { cookies } from "next/headers";
import { store } from "./store";

export async function currentSession() {
  try {
    return await store.get((await cookies()).get("session")?.value);
  } catch {
    return null;
  }
}
