import { Router } from "express";
import { refund } from "../lib/payments";
import { securityLog, requestContext } from "@/lib/logging";

export const router = Router();

router.post("/refunds", async (req, res) => {
  const response = res.json(await refund(req.body.id));
  securityLog.info("billing.refund", {
    actor: "anon",
    route: "POST /refunds",
    outcome: "success",
    ...requestContext(req),
  });
  return response;
});

router.delete("/refunds/:id", async (req, res) => {
  res.json(await refund(req.params.id));
  securityLog.info("billing.refund", {
    actor: "anon",
    route: "DELETE /refunds/:id",
    outcome: "success",
    ...requestContext(req),
  });
  return;
});
