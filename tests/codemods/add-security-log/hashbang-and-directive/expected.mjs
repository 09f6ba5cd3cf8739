#!/usr/bin/env node
"use strict";

import express from "express";
import { securityLog, requestContext } from "./lib/logging.mjs";

const app = express();
app.get("/reports", (req, res) => {
  securityLog.warn("access.check", {
    actor: "anon",
    route: "GET /reports",
    outcome: "denied",
    reason: "forbidden",
    ...requestContext(req),
  });
  res.sendStatus(403);
});
app.listen(3000);
