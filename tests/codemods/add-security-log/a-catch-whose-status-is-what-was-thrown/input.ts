import type { NextApiRequest, NextApiResponse } from "next";
import { createKey, removeKey, rotateKey, withTeam } from "@/models/keys";

export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  try {
    await withTeam(req, async (team) => {
      if (req.method === "POST") await createKey(team);
      else if (req.method === "PUT") await rotateKey(team);
      else await removeKey(team);
    });
  } catch (error: any) {
    const message = error.message || "Something went wrong";
    const status = error.status || 500;
    res.status(status).json({ error: { message } });
  }
}
