import express from "express";
import { createEmitter } from "@acme/audit";

const securityLog = createEmitter({ service: "reports" });
const app = express();

app.get("/reports", (req, res) => {
  res.sendStatus(403);
});
