/** What `fix` was asked to do. */
import type { Asked } from "./asked.js";
import type { FixFormat } from "./formats.js";
import { readJobs } from "./jobs.js";

/** The options of `fix`, checked; `fix --help` says what each means. */
export interface FixArguments {
  readonly paths: readonly string[];
  readonly write: boolean;
  readonly check: boolean;
  readonly only: readonly string[];
  readonly format: FixFormat;
  readonly ignore: readonly string[];
  readonly config: string | undefined;
  readonly root: string | undefined;
  /** Threads to plan with; by the number of files and processors where it is left out. */
  readonly jobs: number | undefined;
  readonly force: boolean;
  readonly quiet: boolean;
  readonly debug: boolean;
}

/**
 * @throws CliError for a number of --jobs that is none
 */
export function fixArguments(asked: Asked): FixArguments {
  return {
    paths: asked.operands,
    write: asked.has("write"),
    check: asked.has("check"),
    only: asked.names("only"),
    format: (asked.one("format") ?? "text") as FixFormat,
    ignore: asked.all("ignore"),
    config: asked.one("config"),
    root: asked.one("root"),
    jobs: readJobs(asked.one("jobs")),
    force: asked.has("force"),
    quiet: asked.has("quiet"),
    debug: asked.has("debug"),
  };
}
