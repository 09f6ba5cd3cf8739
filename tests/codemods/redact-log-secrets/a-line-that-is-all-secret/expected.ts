import express from "express";

const app = express();

app.post("/login", (req, res) => {
  console.log("request body [REDACTED]");
  console.log("request headers [REDACTED]", "request cookies [REDACTED]");
  console.log(`one-time code [REDACTED]`);
  res.sendStatus(204);
});
