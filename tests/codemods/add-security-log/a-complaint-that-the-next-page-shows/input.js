import { Router } from "express";
import { change, verify } from "../lib/accounts.js";

export const router = Router();

router.post("/account/password", async (req, res) => {
  const user = await verify(req);
  if (!user) {
    req.flash("errors", { msg: "Wrong password." });
    return res.redirect("/account");
  }
  await change(user, req.body.next);
  req.flash("success", { msg: "It is changed." });
  res.redirect("/account");
});
