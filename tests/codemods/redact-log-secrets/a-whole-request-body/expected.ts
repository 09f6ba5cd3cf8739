import { Router } from "express";

export const router = Router();

router.post("/orders", (req, res) => {
  console.log("order");
  res.json({});
});
