/** Every option, once: the arguments are read by this table, and the help is printed from it. */
import type { Command } from "./commands.js";

export interface OptionSpec {
  readonly type: "boolean" | "string";
  readonly short?: string;
  readonly multiple?: true;
  /** How the help shows the value. */
  readonly value?: string;
  readonly help: string;
  /** The commands that take it; all where it is left out. */
  readonly commands?: readonly Command[];
}

const FIX = ["fix"] as const;

export const OPTIONS = {
  write: { type: "boolean", commands: FIX, help: "write the files; without it nothing is touched" },
  check: { type: "boolean", commands: FIX, help: "exit 1 when a file needs a change or a finding is left" },
  only: {
    type: "string",
    multiple: true,
    value: "<rule|codemod>",
    commands: FIX,
    help: "run these only; repeat it, or give a list with commas",
  },
  format: { type: "string", value: "<format>", commands: FIX, help: "how to print it" },
  ignore: {
    type: "string",
    multiple: true,
    value: "<glob>",
    commands: FIX,
    help: "leave these out too, written as in .gitignore, from the root",
  },
  config: {
    type: "string",
    value: "<file>",
    commands: FIX,
    help: "read the settings from this ESLint config or JSON file",
  },
  root: { type: "string", value: "<folder>", commands: FIX, help: "the project's root; the current folder by default" },
  force: { type: "boolean", commands: FIX, help: "write even when the git working tree has uncommitted changes" },
  quiet: { type: "boolean", commands: FIX, help: "print the count only, and what failed" },
  debug: { type: "boolean", help: "print stack traces with errors" },
  help: { type: "boolean", short: "h", help: "print this" },
  version: { type: "boolean", short: "v", help: "print the version" },
} as const satisfies Record<string, OptionSpec>;

export type OptionName = keyof typeof OPTIONS;
