import express from "express";
import type { NextFunction, Request, Response } from "express";
import { securityLog, requestContext } from "@/lib/logging";

const app = express();

function requireUser(req: Request, res: Response, next: NextFunction) {
  if (!req.session.user) {
    securityLog.warn("access.check", {
      actor: "anon",
      route: "requireUser",
      outcome: "denied",
      reason: "unauthenticated",
      ...requestContext(req),
    });
    return res.status(401).json({ error: "sign in first" });
  }
  next();
}

const saveDraft = async (req: Request, res: Response) => {
  if (!(await mayWrite(req))) {
    securityLog.warn("access.check", {
      actor: "anon",
      route: "/drafts/:id",
      outcome: "denied",
      reason: "forbidden",
      ...requestContext(req),
    });
    return res.status(403).end();
  }
  res.json({ saved: true });
};

const showDraft = async (req: Request, res: Response) => {
  if (!(await mayRead(req))) {
    securityLog.warn("access.check", {
      actor: "anon",
      route: "GET /drafts/:id",
      outcome: "denied",
      reason: "forbidden",
      ...requestContext(req),
    });
    return res.status(403).end();
  }
  res.json({ shown: true });
};

app.get("/notes", requireUser, listNotes);
app.get("/tags", requireUser, listTags);
app.post("/drafts/:id", saveDraft);
app.put("/drafts/:id", saveDraft);
app.get("/drafts/:id", showDraft);
