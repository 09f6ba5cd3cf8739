import { appendFile } from "node:fs/promises";

export async function securityLog(line: object): Promise<void> {
  try {
    await appendFile("app.log", JSON.stringify(line));
  } catch {
    process.exitCode = 1;
  }
}
