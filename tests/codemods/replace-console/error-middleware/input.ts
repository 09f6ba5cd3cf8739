import express, { type ErrorRequestHandler } from "express";

const failed: ErrorRequestHandler = (problem, request, response, next) => {
  console.log(problem);
  console.log(request.path);
  console.log(`failed at ${request.path}:`, problem);
  response.status(500).json({ error: "failed" });
};

const app = express();
app.use(failed);
