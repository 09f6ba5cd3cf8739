import type { NextApiRequest, NextApiResponse } from "next";
import { createKey, removeKey, rotateKey, withTeam } from "@/models/keys";
import { securityLog, requestContext } from "@/lib/logging";

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
    securityLog.error("key.create", {
      actor: "anon",
      route: "/api/teams/[id]/api-keys",
      outcome: status < 500 ? "denied" : "error",
      reason: status < 500 ? "refused" : "internal_error",
      error,
      ...requestContext(req),
    });
    res.status(status).json({ error: { message } });
  }
}
