/** What `report` was asked to show. */
import type { Asked } from "./asked.js";
import { CliError } from "./cli-error.js";
import { isAgent } from "./agent-environment.js";
import type { ReportFormat } from "./formats.js";
import type { Io } from "./io.js";
import { readJobs } from "./jobs.js";

/** The options of `report`, checked; `report --help` says what each means. */
export interface ReportArguments {
  readonly paths: readonly string[];
  readonly format: ReportFormat;
  readonly only: readonly string[];
  readonly ignore: readonly string[];
  readonly config: string | undefined;
  readonly root: string | undefined;
  readonly output: string | undefined;
  readonly check: boolean;
  /** 0 to 100. */
  readonly minCoverage: number | undefined;
  /** What the changes are counted from: a commit, or what is committed for what is staged. */
  readonly changes: { readonly since: string } | "staged" | undefined;
  /** Threads to read with; by the number of files and processors where it is left out. */
  readonly jobs: number | undefined;
  readonly quiet: boolean;
  readonly debug: boolean;
}

/** @throws CliError for options that contradict each other, and for a coverage that is no number from 0 to 100 */
export function reportArguments(asked: Asked, env: Io["env"]): ReportArguments {
  const since = asked.one("since");
  if (since !== undefined && asked.has("staged")) {
    throw new CliError("--since and --staged each name what to compare with; give one of them.");
  }
  // The long formats are asked for by name: an agent that runs the bare command gets the short one.
  const format = (asked.one("format") ?? (isAgent(env) ? "agent" : "text")) as ReportFormat;
  return {
    paths: asked.operands,
    format,
    only: asked.names("only"),
    ignore: asked.all("ignore"),
    config: asked.one("config"),
    root: asked.one("root"),
    output: asked.one("output"),
    check: asked.has("check"),
    minCoverage: percent(asked.one("min-coverage")),
    changes: since !== undefined ? { since } : asked.has("staged") ? "staged" : undefined,
    jobs: readJobs(asked.one("jobs")),
    quiet: asked.has("quiet"),
    debug: asked.has("debug"),
  };
}

function percent(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (value.trim() !== "" && number >= 0 && number <= 100) return number;
  throw new CliError(`--min-coverage must be a number from 0 to 100, but is ${value}.`);
}
