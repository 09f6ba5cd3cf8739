/** How a run is shown: one implementation a format. */
import type { Counts } from "./account.js";
import type { FileOutcome } from "./plan-file.js";

/** What is known when all files have come to their ends. */
export interface Run {
  readonly counts: Counts;
  readonly written: boolean;
  readonly debug: boolean;
}

/** A way to show a run. */
export interface Show {
  /** Given each file as its end is known, so that a diff need not be kept. */
  readonly file: (outcome: FileOutcome) => void | Promise<void>;
  readonly end: (run: Run) => void;
}
