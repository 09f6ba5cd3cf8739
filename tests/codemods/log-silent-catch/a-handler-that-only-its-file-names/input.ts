import type { VercelRequest, VercelResponse } from "@vercel/node";
import { listManagers } from "../db/managers";

export default async function handler(req: VercelRequest, res: VercelResponse) {
  try {
    res.status(200).json(await listManagers());
  } catch {
    res.status(500).json({ error: "Something broke" });
  }
}
