import { Hono } from "hono";
import type { Client } from "discord.js";
import { logger } from "@/lib/logging";
import { bucket, guild, queue } from "./services";

export const admin = new Hono();

admin.get("/stock", async (c) => {
  const checks = [];
  try {
    checks.push(await bucket.save({ probe: 1 }));
  } catch {
    checks.push("fail");
  }
  return c.json(checks);
});

export function register(client: Client) {
  client.on("messageCreate", async (message) => {
    try {
      await guild.mute(message.author);
    } catch {}
  });
  queue.get("key", async () => {
    try {
      await guild.mute(queue.owner);
    } catch {}
  });
}
