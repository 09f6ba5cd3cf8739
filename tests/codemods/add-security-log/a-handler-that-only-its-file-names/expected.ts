import type { NextApiRequest, NextApiResponse } from "next";
import { securityLog, requestContext } from "@/lib/logging";
import { isKnown } from "../lib/tokens";

export default async function handler(req: NextApiRequest, res: NextApiResponse) {
  if (!isKnown(req.query.token)) {
    securityLog.warn("access.check", {
      actor: "anon",
      route: "reset-password",
      outcome: "denied",
      reason: "unauthenticated",
      ...requestContext(req),
    });
    return res.status(401).json({ error: "Unknown token" });
  }
  securityLog.info("auth.password.change", { actor: "anon", route: "reset-password", outcome: "success", ...requestContext(req) });
  return res.status(200).json({ ok: true });
}
