/** The run for `git apply`: the diff alone on standard output, everything else on standard error. */
import type { Io } from "./io.js";
import type { Show } from "./show.js";
import { Summary } from "./summary.js";

/** @param quiet leaves out of the summary what is no failure */
export function showPatch(io: Io, { quiet }: { readonly quiet: boolean }): Show {
  const summary = new Summary();
  return {
    file: async (outcome) => {
      summary.add(outcome);
      if (outcome.status !== "changed") return;
      const { diffOf } = await import("./show-diff.js");
      io.stdout.write(diffOf(outcome));
    },
    end: (run) => io.stderr.write(summary.text(run, quiet)),
  };
}
