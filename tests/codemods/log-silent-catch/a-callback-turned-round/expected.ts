import express from "express";
import { db } from "./db.js";
import { logger } from "@/lib/logging";

const app = express();

app.get("/orders", (req, res) => {
  db.query("select * from orders", (err, rows) => {
    if (!err && rows) return res.json(rows);
    if (err) logger.error("GET /orders failed", { error: err });
    res.status(500).end();
  });
});
