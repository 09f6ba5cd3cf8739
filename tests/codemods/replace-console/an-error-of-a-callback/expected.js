import { Router } from "express";
import { Note } from "../models/note.js";
import { logger } from "@/lib/logging";

export const router = Router();

router.post("/notes", (req, res, next) => {
  Note.create(req.body, (err, note) => {
    if (err) {
      logger.error("POST /notes failed", { error: err });
      return next(err);
    }
    logger.info("POST /notes failed", { error: err, noteId: note.id });
    res.json(note);
  });
});
