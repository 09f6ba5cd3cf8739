import { appendFile } from "node:fs/promises";

export const logger = { error: (message: string, fields: object): void => void write({ message, ...fields }) };

async function write(line: object): Promise<void> {
  try {
    await appendFile("app.log", JSON.stringify(line));
  } catch {
    process.exitCode = 1;
  }
}
