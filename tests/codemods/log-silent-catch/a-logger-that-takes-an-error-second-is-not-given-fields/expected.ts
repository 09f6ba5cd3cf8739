import { logger } from "../logger";
import { logger as appLogger } from "@/lib/logging";

export async function countOpen(): Promise<number> {
  logger.info("counting", { open: true });
  try {
    return await db.orders.count({ open: true });
  } catch (error) {
    logger.error("count failed", error as Error);
    throw error;
  }
}

export async function listOpen(): Promise<Order[]> {
  try {
    return await db.orders.list({ open: true });
  } catch (error) {
    appLogger.error("listOpen failed", { error });
    return [];
  }
}
