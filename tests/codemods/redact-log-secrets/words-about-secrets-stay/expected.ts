import { logger } from "./logging";

export async function sendReset(to: string, tokenCount: number) {
  logger.info("password reset token sent", { tokenCount, hasPassword: true });
}
