import type { VercelRequest, VercelResponse } from "@vercel/node";
import { listManagers } from "../db/managers";
import { logger } from "@/lib/logging";

export default async function handler(req: VercelRequest, res: VercelResponse) {
  try {
    res.status(200).json(await listManagers());
  } catch (error) {
    logger.error("managers failed", { error });
    res.status(500).json({ error: "Something broke" });
  }
}
