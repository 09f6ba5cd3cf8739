import express from "express";

const app = express();

app.post("/login", (req, res) => {
  console.log(req.body);
  console.log(req.headers, req.cookies);
  console.log(`${req.body.otp}`);
  res.sendStatus(204);
});
