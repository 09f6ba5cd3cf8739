import { logger } from "./logging";
import { send } from "./send";

export async function sendReset(to: string, token: string) {
  logger.info(`reset link for ${to}: [REDACTED]`);
  await send(to, token);
}
