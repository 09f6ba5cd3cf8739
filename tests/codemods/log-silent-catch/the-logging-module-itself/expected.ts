import { appendFile } from "node:fs/promises";

export const logger = { error: (message: string, fields: object): void => void write({ message, ...fields }) };

async function write(line: object): Promise<void> {
  try {
    await appendFile("app.log", JSON.stringify(line));
  } catch (error) {
    logger.error("write failed", { error });
    process.exitCode = 1;
  }
}
