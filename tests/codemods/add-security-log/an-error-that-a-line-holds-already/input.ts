import { Router } from "express";
import * as Sentry from "@sentry/node";
import { accounts } from "../accounts.js";

const router = Router();

function complain(what: string, error: unknown) {
  console.error(what, error);
}

router.post("/login", async (req, res) => {
  try {
    await accounts.login(req.body);
  } catch (error) {
    console.error("login failed", error);
    return res.status(500).json({ error: "login failed" });
  }
  return res.json({});
});

router.post("/logout", async (req, res) => {
  try {
    await accounts.logout(req.body);
  } catch (err) {
    Sentry.captureException(err);
    return res.status(500).json({ error: "logout failed" });
  }
  return res.json({});
});

router.post("/register", async (req, res) => {
  try {
    await accounts.register(req.body);
  } catch (e) {
    complain("register failed", e);
    return res.status(500).json({ error: "register failed" });
  }
  return res.json({});
});

router.post("/forgot-password", async (req, res) => {
  const { error } = await accounts.sendLink(req.body);
  if (error) {
    console.error("no link was sent:", error.message);
    return res.status(500).json({ error: "no link was sent" });
  }
  return res.json({});
});

router.post("/change-password", async (req, res) => {
  try {
    await accounts.change(req.body);
  } catch (error) {
    if (error instanceof RangeError) console.error("too long", error);
    console.error("change failed");
    return res.status(500).json({ error: "change failed" });
  }
  return res.json({});
});

router.post("/reset-password", async (req, res) => {
  try {
    await accounts.reset(req.body);
  } catch (error) {
    const status = accounts.statusOf(error);
    res.status(500).json({ status });
    console.error("reset failed", error);
  }
  return undefined;
});
