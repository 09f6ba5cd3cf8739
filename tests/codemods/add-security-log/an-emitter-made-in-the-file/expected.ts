import express from "express";
import { createEmitter } from "@acme/audit";

const securityLog = createEmitter({ service: "reports" });
const app = express();

app.get("/reports", (req, res) => {
  securityLog.warn("access.check", {
    actor: "anon",
    route: "GET /reports",
    outcome: "denied",
    reason: "forbidden",
  });
  res.sendStatus(403);
});
