import { randomUUID } from "node:crypto";
import type { NextFunction, Request, Response } from "express";
import { db } from "../lib/db.js";
import { createApiKey } from "../lib/tokens.js";

export const getProfile = async (req: Request, res: Response, next: NextFunction) => {
  try {
    const user = await db.users.findById(req.user!.id);
    if (!user) return res.status(404).json({ error: "User not found" });
    res.json({ id: user.id, email: user.email, name: user.name });
  } catch (err) {
    next(err);
  }
};

export const exportData = async (req: Request, res: Response, next: NextFunction) => {
  try {
    const user = await db.users.findById(req.user!.id);
    const orders = await db.orders.listByUser(req.user!.id);

    res.setHeader("Content-Disposition", 'attachment; filename="export.json"');
    res.json({ exportedAt: new Date().toISOString(), name: user?.name, email: user?.email, orders });
  } catch (err) {
    next(err);
  }
};

export async function listApiKeys(req: Request, res: Response) {
  const keys = await db.apiKeys.listByUser(req.user!.id);
  res.json({ keys: keys.map(({ id, name, createdAt }) => ({ id, name, createdAt })) });
}

export async function createKey(req: Request, res: Response) {
  const name = req.body?.name;
  if (!name) {
    res.status(400).json({ error: "A name is required" });
    return;
  }

  try {
    const { key, hash } = createApiKey();
    await db.apiKeys.insert({ id: randomUUID(), userId: req.user!.id, name, hash, createdAt: new Date().toISOString() });
    console.log(`Created API key ${key} for user ${req.user!.id}`);
    res.status(201).json({ key });
  } catch (e) {
    res.status(500).json({ error: "Could not create the key" });
  }
}

export async function revokeKey(req: Request, res: Response) {
  const deleted = await db.apiKeys.delete(String(req.params.id));
  res.status(deleted ? 204 : 404).end();
}
