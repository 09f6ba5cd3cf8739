/** Every option, once: the arguments are read by this table, and the help is printed from it. */
import type { Command } from "./command-names.js";

/** What there is to say of an option. */
export interface OptionSpec {
  readonly type: "boolean" | "string";
  readonly short?: string;
  readonly multiple?: true;
  /** How the help shows the value. */
  readonly value?: string;
  readonly help: string;
  /** What it means to a command, where that is not the same for all. */
  readonly helpFor?: Partial<Record<Command, string>>;
  /** The commands that take it; all where it is left out. */
  readonly commands?: readonly Command[];
}

const FIX = ["fix"] as const;
const REPORT = ["report"] as const;
const BOTH = ["report", "fix"] as const;
const CHECKING = ["report", "fix", "alerts"] as const;
const READING = ["report", "fix", "hook"] as const;
const ROOTED = ["report", "fix", "init", "hook"] as const;
const QUIET = ["report", "fix", "init"] as const;
const INIT = ["init"] as const;

/** By the long name, in the order in which the help lists them; `parseArgs` of Node.js takes the table as it is. */
export const OPTIONS = {
  write: { type: "boolean", commands: FIX, help: "write the files; without it nothing is touched" },
  check: {
    type: "boolean",
    commands: CHECKING,
    help: "exit 1 when there is a finding",
    helpFor: { fix: "exit 1 when a file needs a change, or a finding is left", alerts: "exit 1 when the log raises an alert" },
  },
  only: {
    type: "string",
    multiple: true,
    value: "<rule|codemod>",
    commands: BOTH,
    help: "run these only; repeat it, or give a list with commas",
  },
  format: { type: "string", value: "<format>", commands: CHECKING, help: "how to print it" },
  ignore: {
    type: "string",
    multiple: true,
    value: "<glob>",
    commands: BOTH,
    help: "leave these out too, written as in .gitignore, from the root",
  },
  config: {
    type: "string",
    value: "<file>",
    commands: READING,
    help: "read the settings from this ESLint config or JSON file",
  },
  root: { type: "string", value: "<folder>", commands: ROOTED, help: "the project's root; the current folder by default" },
  output: {
    type: "string",
    value: "<path>",
    commands: ["report", "alerts"],
    help: "write the report to this file",
    helpFor: { alerts: "write what render makes into this folder" },
  },
  since: { type: "string", value: "<commit>", commands: REPORT, help: "report what was added since the branch left this commit" },
  staged: { type: "boolean", commands: REPORT, help: "report what the next git commit will add" },
  "min-coverage": {
    type: "string",
    value: "<percent>",
    commands: REPORT,
    help: "exit 1 when less of the sensitive outcomes is covered",
  },
  jobs: { type: "string", value: "<n>", commands: BOTH, help: "threads to work with; by files and processors, at most 4, by default" },
  force: { type: "boolean", commands: FIX, help: "write even when the git working tree has uncommitted changes" },
  yes: { type: "boolean", commands: INIT, help: "write without asking" },
  logger: {
    type: "string",
    multiple: true,
    value: "<parts>",
    commands: INIT,
    help: "parts of the logger besides, as httpSink, or a list with commas",
  },
  alerts: { type: "string", value: "<format>", commands: INIT, help: "add alert rules: sigma, loki, grafana, sql, axiom or datadog" },
  agents: { type: "boolean", commands: INIT, help: "tell coding agents: a block in AGENTS.md, and two skills" },
  quiet: { type: "boolean", commands: QUIET, help: "print no more than what failed, and the count" },
  debug: { type: "boolean", help: "print stack traces with errors" },
  help: { type: "boolean", short: "h", help: "print this" },
  version: { type: "boolean", short: "v", help: "print the version" },
} as const satisfies Record<string, OptionSpec>;

/** The long name of an option, without its hyphens. */
export type OptionName = keyof typeof OPTIONS;
