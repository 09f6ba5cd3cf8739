import type { ErrorRequestHandler, RequestHandler } from "express";

export const notFound: RequestHandler = (req, res) => {
  res.status(404).json({ error: `No route for ${req.method} ${req.path}` });
};

export const errorHandler: ErrorRequestHandler = (err, _req, res, _next) => {
  console.error(err.stack);
  const status = typeof err.status === "number" ? err.status : 500;
  res.status(status).json({ error: status === 500 ? "Something went wrong" : err.message });
};
