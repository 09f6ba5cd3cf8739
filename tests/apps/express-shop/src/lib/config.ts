export const config = {
  port: Number(process.env.PORT ?? 3000),
  appUrl: process.env.APP_URL ?? "http://localhost:3000",
  jwtSecret: process.env.JWT_SECRET ?? "dev-secret-change-me",
  webhookSecret: process.env.PAYMENTS_WEBHOOK_SECRET ?? "whsec_dev",
};
