import { Router } from "express";
import { users } from "../users.js";
import { securityLog, requestContext } from "@/lib/logging";

export const router = Router();

router.post("/login",async(req,res)=>{
  const user=await users.check(req.body);
  if(!user) {
    securityLog.warn("auth.login", {
      actor: "anon",
      route: "POST /login",
      outcome: "denied",
      reason: "invalid_credentials",
      ...requestContext(req),
    });
    return res.status(401).json({error:"no"});
  }
  securityLog.info("auth.login", {
    actor: user.id,
    route: "POST /login",
    outcome: "success",
    ...requestContext(req),
  });
  res.json({id:user.id})
});
