#!/usr/bin/env node
"use strict";

import express from "express";

const app = express();
app.get("/reports", (req, res) => {
  res.sendStatus(403);
});
app.listen(3000);
