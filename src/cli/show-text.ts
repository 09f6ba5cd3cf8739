/** The run for a person. */
import { countOf } from "../report/words.js";
import { coloured, wantsColour } from "./colour.js";
import type { Io } from "./io.js";
import type { ChangedFile } from "./plan-file.js";
import type { Show } from "./show.js";
import { Summary } from "./summary.js";

/** Before writing: the diff. Afterwards: one line a file, as the diff is git's to show then. */
export function showText(io: Io, { write, quiet }: { readonly write: boolean; readonly quiet: boolean }): Show {
  const colour = wantsColour(io.stdout, io.env);
  const summary = new Summary();
  return {
    file: async (outcome) => {
      summary.add(outcome);
      if (outcome.status === "changed" && !quiet) {
        io.stdout.write(write ? writtenLine(outcome, colour) : await diff(outcome, colour));
      }
    },
    end: (run) => {
      if (run.counts.changed > 0 && !quiet) io.stdout.write("\n");
      io.stdout.write(summary.text(run, quiet));
    },
  };
}

async function diff(change: ChangedFile, colour: boolean): Promise<string> {
  const { colourDiff, diffOf } = await import("./show-diff.js");
  return colour ? colourDiff(diffOf(change)) : diffOf(change);
}

function writtenLine({ path, applied }: ChangedFile, colour: boolean): string {
  const word = colour ? coloured("fixed", "green") : "fixed";
  return `${word} ${path} (${countOf(applied.length, "edit")})\n`;
}
