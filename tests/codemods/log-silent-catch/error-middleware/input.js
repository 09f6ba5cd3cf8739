const express = require("express");
const users = require("./users");

const app = express();

app.use("/users", users);

app.use((err, req, res, next) => {
  res.status(err.status || 500).json({ message: err.message });
});

module.exports = app;
