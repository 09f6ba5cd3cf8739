import express from "express";
import { db } from "./db.js";
import { logger } from "@/lib/logging";

const app = express();

app.get("/orders", (req, res) => {
  db.query("select * from orders", (err, rows) => {
    if (err) {
      return res.status(500).end();
    }
    res.json(rows);
  });
});

app.get("/stock", (req, res) => {
  db.query("select * from stock", (err, rows) => {
    if (err) return res.sendStatus(500);
    res.json(rows);
  });
});

app.get("/prices", (req, res) => {
  db.query("select * from prices", (err, rows) => {
    res.json(rows);
  });
});
