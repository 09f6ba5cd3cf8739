import { Router } from "express";
import { db } from "../lib/db.js";
import { readCursor } from "../lib/tokens.js";

export const productsRouter = Router();

productsRouter.get("/products", async (req, res) => {
  const offset = readCursor(req.query.cursor?.toString());
  const items = await db.products.list(offset);
  const next = Buffer.from(JSON.stringify({ offset: offset + items.length })).toString("base64url");
  res.json({ items, next: items.length > 0 ? next : null });
});

productsRouter.get("/products/:id", async (req, res) => {
  const product = await db.products.findById(req.params.id);
  if (!product) return res.status(404).json({ error: "Product not found" });
  return res.json(product);
});

productsRouter.get("/authors", async (_req, res) => {
  res.json({ authors: await db.products.authors() });
});
