import { Router } from "express";
import { Note } from "../models/note.js";

export const router = Router();

router.post("/notes", (req, res, next) => {
  Note.create(req.body, (err, note) => {
    if (err) {
      console.log(err);
      return next(err);
    }
    console.log(err, note.id);
    res.json(note);
  });
});
