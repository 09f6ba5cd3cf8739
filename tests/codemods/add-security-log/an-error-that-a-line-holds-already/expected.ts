import { Router } from "express";
import * as Sentry from "@sentry/node";
import { accounts } from "../accounts.js";
import { securityLog, requestContext } from "@/lib/logging";

const router = Router();

function complain(what: string, error: unknown) {
  console.error(what, error);
}

router.post("/login", async (req, res) => {
  try {
    await accounts.login(req.body);
  } catch (error) {
    console.error("login failed", error);
    securityLog.error("auth.login", {
      actor: "anon",
      route: "POST /login",
      outcome: "error",
      reason: "internal_error",
      ...requestContext(req),
    });
    return res.status(500).json({ error: "login failed" });
  }
  securityLog.info("auth.login", {
    actor: "anon",
    route: "POST /login",
    outcome: "success",
    ...requestContext(req),
  });
  return res.json({});
});

router.post("/logout", async (req, res) => {
  try {
    await accounts.logout(req.body);
  } catch (err) {
    Sentry.captureException(err);
    return res.status(500).json({ error: "logout failed" });
  }
  securityLog.info("auth.logout", {
    actor: "unknown",
    route: "POST /logout",
    outcome: "success",
    ...requestContext(req),
  });
  return res.json({});
});

router.post("/register", async (req, res) => {
  try {
    await accounts.register(req.body);
  } catch (e) {
    complain("register failed", e);
    securityLog.error("auth.register", {
      actor: "anon",
      route: "POST /register",
      outcome: "error",
      reason: "internal_error",
      ...requestContext(req),
    });
    return res.status(500).json({ error: "register failed" });
  }
  securityLog.info("auth.register", {
    actor: "anon",
    route: "POST /register",
    outcome: "success",
    ...requestContext(req),
  });
  return res.json({});
});

router.post("/forgot-password", async (req, res) => {
  const { error } = await accounts.sendLink(req.body);
  if (error) {
    console.error("no link was sent:", error.message);
    securityLog.error("auth.password_reset.request", {
      actor: "anon",
      route: "POST /forgot-password",
      outcome: "error",
      reason: "internal_error",
      ...requestContext(req),
    });
    return res.status(500).json({ error: "no link was sent" });
  }
  securityLog.info("auth.password_reset.request", {
    actor: "anon",
    route: "POST /forgot-password",
    outcome: "success",
    ...requestContext(req),
  });
  return res.json({});
});

router.post("/change-password", async (req, res) => {
  try {
    await accounts.change(req.body);
  } catch (error) {
    if (error instanceof RangeError) console.error("too long", error);
    console.error("change failed");
    securityLog.error("auth.password.change", {
      actor: "anon",
      route: "POST /change-password",
      outcome: "error",
      reason: "internal_error",
      error,
      ...requestContext(req),
    });
    return res.status(500).json({ error: "change failed" });
  }
  securityLog.info("auth.password.change", {
    actor: "anon",
    route: "POST /change-password",
    outcome: "success",
    ...requestContext(req),
  });
  return res.json({});
});

router.post("/reset-password", async (req, res) => {
  try {
    await accounts.reset(req.body);
  } catch (error) {
    const status = accounts.statusOf(error);
    securityLog.error("auth.password_reset.complete", {
      actor: "anon",
      route: "POST /reset-password",
      outcome: "error",
      reason: "internal_error",
      error,
      ...requestContext(req),
    });
    res.status(500).json({ status });
    console.error("reset failed", error);
  }
  return undefined;
});
