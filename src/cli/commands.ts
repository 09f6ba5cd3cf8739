/** Every command, once: the arguments are checked and the help is printed from this table. Adding one is an entry here. */
import type { Asked } from "./asked.js";
import type { Io } from "./io.js";

export interface CommandSpec {
  readonly usage: string;
  /** One line, without a full stop. */
  readonly help: string;
  /** What else `<command> --help` tells, below the options. */
  readonly notes: string;
  /** What --format may be; the first is what is printed without it. None where the command takes no --format. */
  readonly formats?: readonly string[];
  /** Its code is loaded when it is asked for: --help need not wait for the rules. Resolves to the exit code. */
  readonly run: (asked: Asked, io: Io) => Promise<number>;
}

export const COMMANDS = {
  fix: {
    usage: "fix [paths]",
    help: "repair what the rules find: prints a diff, writes with --write",
    formats: ["text", "json", "patch"],
    run: async (asked, io) => {
      const [{ fix }, { fixArguments }] = await Promise.all([import("./fix.js"), import("./fix-arguments.js")]);
      return fix(fixArguments(asked), io);
    },
    notes: `Paths are files, folders or globs below the root; without any, the whole root. Read are .ts .tsx
.mts .cts .js .jsx .mjs .cjs. Never read: what .gitignore or the ESLint config leaves out,
node_modules, build outputs, *.min.js, *.d.ts, and what a link points to, unless the link itself is
named. A file that is named and yet left out is counted as skipped.

Settings come from settings["audit-logging"] in the project's ESLint config where there is one,
unless --config names another.

--format json prints { version, written, files, applied, skipped, counts }: files are those that are
not unchanged, applied the edits, skipped the findings that have no safe edit.
--format patch prints what \`git apply\` takes, in the root.

Exit codes: 0 done, or nothing to do; 1 with --check, when a change is needed or a finding is left;
2 a wrong argument, or a file that failed.
`,
  },
  explain: {
    usage: "explain <rule>",
    help: "print a rule's page",
    run: async ({ operands }, io) => (await import("./explain.js")).explain(operands, io),
    notes: `Prints docs/rules/<rule>.md of this package.
`,
  },
} as const satisfies Record<string, CommandSpec>;

export type Command = keyof typeof COMMANDS;
