/** Edits of one file as a patch. Only the lines around them are compared: a file may have as many remedies as it has lines. */
import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from "diff/lib/patch/create.js";
import { applyEdits, inOrder } from "../edits/apply-edits.js";
import type { Edit } from "../finding.js";
import type { Places } from "./places.js";

const CONTEXT = 3;
/** More than the context, since a comparison may take a line that is inserted for one of its like beside it. */
const AROUND = 10;

interface Piece {
  /** Lines of the text as it is, from 1. */
  readonly from: number;
  to: number;
  readonly edits: Edit[];
}

/**
 * The unified diff of the edits, which may come in any order and must not overlap; offsets count from the start of the text.
 */
export function diffOf(edits: readonly Edit[], text: string, path: string, places: Places): string {
  const patches = piecesOf(edits, places).map(({ from, to, edits: own }) => {
    const start = places.start(from);
    const before = text.slice(start, places.start(to + 1));
    const moved = own.map((edit): Edit => ({ range: [edit.range[0] - start, edit.range[1] - start], text: edit.text }));
    const after = applyEdits(before, moved);
    return { from, patch: structuredPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, { context: CONTEXT }) };
  });
  let grown = 0;
  const hunks = patches.flatMap(({ from, patch }) => {
    const shifted = patch.hunks.map((hunk) => ({
      ...hunk,
      oldStart: hunk.oldStart + from - 1,
      newStart: hunk.newStart + from - 1 + grown,
    }));
    for (const { oldLines, newLines } of patch.hunks) grown += newLines - oldLines;
    return shifted;
  });
  return formatPatch({ ...patches[0]!.patch, hunks }, FILE_HEADERS_ONLY);
}

/** What stands close together is one piece. */
function piecesOf(edits: readonly Edit[], places: Places): Piece[] {
  const pieces: Piece[] = [];
  for (const edit of inOrder(edits)) {
    const from = Math.max(1, places.line(edit.range[0]) - AROUND);
    const to = Math.min(places.lines, places.line(edit.range[1]) + AROUND);
    const last = pieces.at(-1);
    if (last && from <= last.to + 1) {
      last.to = Math.max(last.to, to);
      last.edits.push(edit);
    } else pieces.push({ from, to, edits: [edit] });
  }
  return pieces;
}
