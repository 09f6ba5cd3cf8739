/** How a run is shown: one implementation a format. */
import type { Counts } from "./account.js";
import type { FileOutcome } from "./plan-file.js";

export interface Run {
  readonly counts: Counts;
  readonly written: boolean;
  readonly debug: boolean;
}

export interface Show {
  /** Given each file as its end is known, so that a diff need not be kept. */
  readonly file: (outcome: FileOutcome) => void | Promise<void>;
  readonly end: (run: Run) => void;
}
