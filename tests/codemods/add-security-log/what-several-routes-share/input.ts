import express from "express";
import type { NextFunction, Request, Response } from "express";

const app = express();

function requireUser(req: Request, res: Response, next: NextFunction) {
  if (!req.session.user) {
    return res.status(401).json({ error: "sign in first" });
  }
  next();
}

const saveDraft = async (req: Request, res: Response) => {
  if (!(await mayWrite(req))) {
    return res.status(403).end();
  }
  res.json({ saved: true });
};

const showDraft = async (req: Request, res: Response) => {
  if (!(await mayRead(req))) {
    return res.status(403).end();
  }
  res.json({ shown: true });
};

app.get("/notes", requireUser, listNotes);
app.get("/tags", requireUser, listTags);
app.post("/drafts/:id", saveDraft);
app.put("/drafts/:id", saveDraft);
app.get("/drafts/:id", showDraft);
