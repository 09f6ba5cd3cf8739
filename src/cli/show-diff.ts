/** A change as a unified diff, as `git apply` takes it. */
import { FILE_HEADERS_ONLY, formatPatch, structuredPatch } from "diff/lib/patch/create.js";
import { coloured, type Colour } from "./colour.js";
import type { ChangedFile } from "./plan-file.js";

/** Lines of context, as in git. */
const CONTEXT = 3;

/** Without colours; the paths are those from the root, behind `a/` and `b/`. */
export function diffOf({ path, before, after }: ChangedFile): string {
  const patch = structuredPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, { context: CONTEXT });
  return formatPatch(patch, FILE_HEADERS_ONLY);
}

/** Lines are told apart by their place first: a removed `-- x` begins as a header does. */
export function colourDiff(diff: string): string {
  return diff
    .split("\n")
    .map((line, index) => {
      const colour = index < 2 ? "bold" : COLOURS[line[0] ?? ""];
      return colour ? coloured(line, colour) : line;
    })
    .join("\n");
}

const COLOURS: Readonly<Record<string, Colour>> = { "@": "cyan", "+": "green", "-": "red" };
