import { appendFile } from "node:fs/promises";
import { logger } from "./logging.js";

export async function securityLog(line: object): Promise<void> {
  try {
    await appendFile("app.log", JSON.stringify(line));
  } catch (error) {
    logger.error("securityLog failed", { error });
    process.exitCode = 1;
  }
}
