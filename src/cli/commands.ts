/** Every command, once: the arguments are checked and the help is printed from this table. Adding one is an entry here. */
import type { Asked } from "./asked.js";
import type { Command } from "./command-names.js";
import { ALERT_ANSWERS, ALERT_FORMATS, FIX_FORMATS, REPORT_FORMATS } from "./formats.js";
import type { Io } from "./io.js";

/** What there is to say of a command, and how to run it. */
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

/** By the word that calls them, in the order in which the help lists them. */
export const COMMANDS = {
  report: {
    usage: "report [paths]",
    help: "show what each route leaves behind, and what the rules find",
    formats: REPORT_FORMATS,
    run: async (asked, io) => {
      const [{ report }, { reportArguments }] = await Promise.all([import("./report.js"), import("./report-arguments.js")]);
      return report(reportArguments(asked, io.env), io);
    },
    notes: `Shows every route with what records its success, denial and error; the share of the outcomes of
sensitive routes that leave an audit event; and the findings. Paths and settings as for fix. It is
what \`audit-logging\` does without a command.

--since <commit> and --staged look at changed files only, and report findings that were not there
before; --since counts from where the branch left the commit, as a pull request does. In the
environment of a coding agent the format is agent, unless --format names another. --format prompt
says what to write for each finding; sarif is what code scanning takes.

Exit codes: 0 done; 1 with --check, when there is a finding, or with --min-coverage, when less is
covered; 2 a wrong argument, or a file that failed.
`,
  },
  fix: {
    usage: "fix [paths]",
    help: "repair what the rules find: prints a diff, writes with --write",
    formats: FIX_FORMATS,
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
  init: {
    usage: "init",
    help: "set a project up: logger, ESLint config, logging spec, and alerts",
    run: async (asked, io) => (await import("./init.js")).init(asked, io),
    notes: `Looks at the project (frameworks, package manager, TypeScript, ESLint config, the logger that is
there), shows what it would write, and asks before it writes. It writes over nothing, and run again it
changes nothing: a logger module, unless the project has an emitter of audit events; the plugin in the
ESLint flat config, or the snippet where that cannot be edited safely; docs/logging.md, the logging
spec. Where the ESLint config is of the old form, the settings go to audit-logging.json, for report and
fix with --config.

The logger has the parts that the project has a use for: the request log of its frameworks, and sinks
for packages that it has. --logger names others, of requestLog, withRequestLog, httpSink, pinoSink and
otelSink; a logger of an earlier run gets them at its end.

--alerts adds alert rules in a format to alerts/. --agents adds a block to AGENTS.md and two skills, one
that only reads and one that writes.
`,
  },
  hook: {
    usage: "hook",
    help: "for coding agents: say what one edit leaves unrecorded",
    run: async (asked, io) => (await import("./hook.js")).hook(asked, io),
    notes: `Standard input is the JSON that an agent hands to its edit hook: { "tool_input": { "file_path": … } },
or { "file_path": … }. Only what the last git commit does not have is told of. Nothing is written.

Exit codes: 0 nothing to say; 2 something to repair, told on standard error as the agent reads it;
also 2 for input that is no such JSON.
`,
  },
  alerts: {
    usage: "alerts list|test|render",
    help: "alert rules over security events: show them, try them on a log, render them",
    formats: [...ALERT_ANSWERS, ...ALERT_FORMATS],
    run: async (asked, io) => (await import("./alerts.js")).alerts(asked, io),
    notes: `alerts list                   what each rule watches; text or json
alerts test <file>            which alerts the log would have raised; text or json. The file is one
                              JSON object a line, - is standard input
alerts render --format <name> the rules for what watches the log: sigma, loki, grafana, sql, axiom or
                              datadog. With --output they are written into a folder, over nothing

Lines that are no security events are counted and passed over; so is an event that comes more than a
minute after a newer one.

Exit codes: 0 done; 1 with --check, when the log raises an alert; 2 a wrong argument, or a file that
cannot be read or holds no event.
`,
  },
  explain: {
    usage: "explain <rule|event>",
    help: "print a rule's page, or what an event means",
    run: async ({ operands }, io) => (await import("./explain.js")).explain(operands, io),
    notes: `Prints docs/rules/<rule>.md of this package, or the event's meaning and its words in other vocabularies.
`,
  },
  verify: {
    usage: "verify <file>",
    help: "check the hash chain over the lines of a log",
    run: async ({ operands }, io) => (await import("./verify.js")).verify(operands, io),
    notes: `Reads the lines that the logger wrote with \`chain\`, and names the first that was changed, taken out
or put elsewhere. Chains of several processes may be mixed in one file. The key, where there is one, is
read from AUDIT_CHAIN_KEY.

Exit codes: 0 all in order; 1 a line is not, or there is no chain; 2 a wrong argument.
`,
  },
} as const satisfies Record<Command, CommandSpec>;
