const express = require("express");
const users = require("./users");
const { logger } = require("@/lib/logging");

const app = express();

app.use("/users", users);

app.use((err, req, res, next) => {
  logger.error("request failed", { error: err });
  res.status(err.status || 500).json({ message: err.message });
});

module.exports = app;
