import { Router } from "express";

function sealed(target: Function): void {}

@sealed
class Report {
  @sealed
  static async list<T>(this: void): Promise<T[]> {
    return [];
  }
}

export const router = Router();

router.get("/reports", async (req, res) => {
  if (!req.user) return res.status(401).end();
  res.json(await Report.list<string>());
});
