import { config } from "./config.js";

export interface Mail {
  to: string;
  subject: string;
  text: string;
}

const outbox: Mail[] = [];

export async function sendMail(mail: Mail): Promise<void> {
  if (!mail.to.includes("@")) throw new Error("Invalid recipient");
  outbox.push(mail);
}

export async function sendResetMail(to: string, token: string): Promise<void> {
  const resetUrl = `${config.appUrl}/reset-password?token=${token}`;
  console.log("Sending password reset link", { to, resetUrl, token });
  await sendMail({ to, subject: "Reset your password", text: `Use this link within 30 minutes: ${resetUrl}` });
}
